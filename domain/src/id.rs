//! Identifiers. Each table has its own type, so that an order's id cannot be passed for a contact's.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A customer, the tenant.
    CustomerId,
    /// A person of a customer.
    ContactId,
    /// A user name with its password.
    LoginId,
    /// A person of the supplier.
    SupplierPersonId,
    /// An article of the supplier's catalogue.
    ArticleId,
    /// What an orderer submitted.
    OrderId,
    /// What the supplier received.
    SupplyOrderId,
    /// The time during which somebody stands in for an approver.
    AbsenceId,
    /// What orders of a customer are for.
    CostCentreId,
    /// That an article is released for good.
    StandingReleaseId,
    /// That an article should be in a customer's assortment.
    ProposalId,
}
