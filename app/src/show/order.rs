//! An order as its parties see it: orderer and approver read the same.

mod facts;
mod lines;
mod progress;
mod timeline;

pub use facts::{AddressLines, OrderFacts};
pub use lines::LinesTable;
pub use progress::Progress;
pub use timeline::{Timeline, told};

use crate::time::{Date, When};
use domain::{
    DeliveryAddress, OrderId, OrderStatus, Rappen, ReviewReason, Totals, Verdict,
    audit::{ActorKind, AuditEvent},
};
use serde::{Deserialize, Serialize};

/// An order, ready to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderData {
    /// The order.
    pub id: OrderId,
    /// Its number in the customer's series.
    pub number: i64,
    /// When it was submitted.
    pub placed: When,
    /// Where it is.
    pub status: OrderStatus,
    /// Who ordered.
    pub orderer: String,
    /// Who is in charge of the release, if one is needed.
    pub approver: Option<String>,
    /// Where it is delivered.
    pub address: DeliveryAddress,
    /// The customer's own reference.
    pub reference: Option<String>,
    /// The note for the approver.
    pub note: Option<String>,
    /// What it costs as ordered.
    pub totals: Totals,
    /// What is delivered costs; differs from `totals` when lines were rejected.
    pub delivered_totals: Totals,
    /// When it is delivered, once it is handed over.
    pub delivery: Option<Date>,
    /// The number of the supply order, once there is one.
    pub supply_number: Option<i64>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Who did what, oldest first.
    pub history: Vec<HistoryItem>,
    /// Whether the caller ordered it.
    pub is_own: bool,
    /// Whether the caller may decide: as the approver in charge, or in their place.
    pub is_in_charge: bool,
    /// Whether the caller may decide in the place of the approver in charge.
    pub is_substitute: bool,
    /// Who stands in for the approver in charge today.
    pub deputy: Option<String>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// From 1.
    pub position: u32,
    /// The article's number.
    pub article_number: String,
    /// The article's name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
    /// How many units.
    pub quantity: u32,
    /// Why it needs a release.
    pub review: Option<ReviewReason>,
    /// What was decided.
    pub decision: Option<Decision>,
}

impl Line {
    /// The price of the whole line.
    pub const fn total(&self) -> Rappen {
        self.price.times(self.quantity)
    }

    /// Whether somebody still has to decide.
    pub const fn is_open(&self) -> bool {
        self.review.is_some() && self.decision.is_none()
    }
}

/// The decision on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Released or rejected.
    pub verdict: Verdict,
    /// The reason given.
    pub reason: Option<String>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: When,
}

/// An entry of the order's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryItem {
    /// Who acted.
    pub actor: String,
    /// In which role.
    pub actor_kind: ActorKind,
    /// What happened.
    pub event: AuditEvent,
    /// When.
    pub at: When,
}
