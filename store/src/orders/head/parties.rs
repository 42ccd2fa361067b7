//! Who an order is of, and by which of its customer's rules it is handled: as it is read with the order or, where that is yet to be
//! placed, with its orderer.

use super::extras::ExtrasColumns;
use crate::orders::wait::patience_of;
use domain::{Extras, Language, Patience, Tolerance};
use sqlx::FromRow;

/// The columns of [`Parties`], of an orderer `c` and their customer `k`.
macro_rules! columns_of_parties {
    () => {
        "c.first_name || ' ' || c.last_name as orderer_name, c.email as orderer_email, c.language as orderer_language,
        k.name as customer_name, k.number as customer_number,
        k.demands_reason, k.releases_own, k.needs_four_eyes, k.price_tolerance, k.remind_after, k.escalate_after,
        k.changes_orders, k.writes_comments, k.alters_lines"
    };
}
pub(in crate::orders) use columns_of_parties;

/// The orderer and the customer of an order.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(in crate::orders) struct Parties {
    pub(in crate::orders) orderer_name: String,
    pub(in crate::orders) orderer_email: String,
    #[sqlx(try_from = "String")]
    pub(in crate::orders) orderer_language: Language,
    pub(in crate::orders) customer_name: String,
    pub(in crate::orders) customer_number: i64,
    pub(in crate::orders) demands_reason: bool,
    /// Whether approvers may release what they have ordered themselves.
    pub(in crate::orders) releases_own: bool,
    /// Whether two people release each order.
    pub(in crate::orders) needs_four_eyes: bool,
    #[sqlx(try_from = "i64")]
    pub(in crate::orders) price_tolerance: Tolerance,
    remind_after: Option<i64>,
    escalate_after: Option<i64>,
    #[sqlx(flatten)]
    extras: ExtrasColumns,
}

impl Parties {
    /// How long the customer lets orders wait.
    pub(in crate::orders) fn patience(&self) -> Patience {
        patience_of(self.remind_after, self.escalate_after)
    }

    /// What can be done with an order, of what is there only where the customer wants it.
    pub(in crate::orders) const fn extras(&self) -> Extras {
        self.extras.extras()
    }
}
