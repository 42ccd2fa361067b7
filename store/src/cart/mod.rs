//! The cart: what an orderer is about to order. Everybody has one of their own.

mod again;
mod change;
mod choice;
mod means;
mod outlook;
mod pace;
mod read;

pub use again::{AgainLines, TakenAgain};
pub use change::{CartRefusal, OrderForm, Typed};
pub(crate) use change::{hold_cart, take_out};
pub(crate) use choice::chosen;
pub use means::Means;
pub use outlook::{CartCase, Outlook, StandsIn};
use read::cart;
pub(crate) use read::lines;

use crate::OwnCostCentre;
use domain::{
    Agreement, Allowance, ApprovalKind, ArticleId, Availability, ContactId, CostCentreId, DeliveryAddress, FreightRule, Rappen, Totals,
};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

/// An orderer's cart with its order form, at today's prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cart {
    /// The key of the form, so that it is placed once; nil while nothing was put in.
    pub order_key: Uuid,
    /// Where to deliver.
    pub address: DeliveryAddress,
    /// The customer's own reference.
    pub reference: String,
    /// The note for the approver.
    pub note: String,
    /// The cost centre that was chosen, if it is still in use.
    pub cost_centre: Option<CostCentreId>,
    /// What was put in, oldest first.
    pub lines: Vec<CartLine>,
    /// How the orderer's orders are controlled.
    pub approval: ApprovalKind,
    /// Who releases the orderer's orders.
    pub approver_id: Option<ContactId>,
    /// The name of that person.
    pub approver_name: Option<String>,
    /// What delivering it costs, if anything.
    pub freight: Option<FreightRule>,
}

/// A line of a cart.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CartLine {
    /// The article.
    #[sqlx(try_from = "Uuid")]
    pub article_id: ArticleId,
    /// The supplier's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    #[sqlx(try_from = "i64")]
    pub price: Rappen,
    /// How many units.
    #[sqlx(try_from = "i64")]
    pub quantity: u32,
    /// Whether it is at hand.
    #[sqlx(try_from = "String")]
    pub availability: Availability,
    /// Whether it is in the customer's assortment.
    pub is_in_assortment: bool,
    /// What of it the orderer may order at a time without a release.
    #[sqlx(try_from = "Option<i64>")]
    pub allowance: Allowance,
    /// The cost centre of its own, if one was chosen for it and is still in use.
    #[sqlx(flatten)]
    pub own: OwnCostCentre,
}

impl CartLine {
    /// What has been agreed on about it.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        self.allowance.agreement(self.is_in_assortment, self.price.times(self.quantity))
    }
}

impl Cart {
    /// Names what the orderer sees: the articles, quantities and prices, in their order (SHA-256, hex), and what delivery costs.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.lines, self.freight)
    }

    /// What the cart costs.
    #[must_use]
    pub fn totals(&self) -> Totals {
        Totals::delivered(self.freight, self.lines.iter().map(|line| (line.price, line.quantity)))
    }
}

/// See [`Cart::fingerprint`]. What delivery costs stands behind that of the lines, where it costs anything.
pub(crate) fn fingerprint(lines: &[CartLine], freight: Option<FreightRule>) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.article_id.0.as_bytes());
        hash.update(line.quantity.to_be_bytes());
        hash.update(line.price.0.to_be_bytes());
    }
    let lines = crate::hex::hex(hash.finalize());
    match freight {
        None => lines,
        Some(FreightRule { flat, free_from }) => format!("{lines}.{}.{}", flat.0, free_from.unwrap_or_default().0),
    }
}
