//! An order as its parties see it: orderer and approver read the same.

mod changed;
mod facts;
mod history;
mod limits;
mod line;
mod lines;
mod note;
mod progress;
mod timeline;
mod told;
mod upcoming;

#[cfg(feature = "ssr")]
pub use changed::LastChange;
pub use changed::{ChangeMark, Changed, Changes, Earlier};
pub use facts::{AddressLines, OrderFacts};
#[cfg(feature = "ssr")]
pub use history::Happened;
pub use history::HistoryItem;
pub use limits::OrderLimits;
pub use line::{Decision, Line};
pub use lines::LinesTable;
pub use note::{OrderNote, asked_again, confirm_words, what_follows, what_now, why_you};
pub use progress::Progress;
pub use timeline::Timeline;
pub use told::told;

use crate::time::{Date, When};
use domain::{
    Charges, CostCentreId, DeliveryAddress, Extras, FreightRule, Goods, OrderId, OrderStatus, Payer, Totals, charge::payer, hierarchy::Why,
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
    /// The cost centre that pays for all lines that have none of their own.
    pub cost_centre: Option<Payer>,
    /// What it costs as ordered.
    pub totals: Totals,
    /// What delivering it costs, if anything: as it was when it was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freight: Option<FreightRule>,
    /// What is delivered costs; differs from `totals` when lines were rejected.
    pub delivered_totals: Totals,
    /// When it is delivered, once it is handed over.
    pub delivery: Option<Date>,
    /// The number of the supply order, once there is one.
    pub supply_number: Option<i64>,
    /// The other order of the same cart, if it was split.
    pub other_part: Option<OtherPart>,
    /// The lines as they are now.
    pub lines: Vec<Line>,
    /// What its orderer has changed since it was placed.
    pub changes: Changes,
    /// Who did what, oldest first. What somebody wrote about it stands in [`Self::comments`].
    pub history: Vec<HistoryItem>,
    /// What its orderer and its approvers have written to each other, oldest first.
    pub comments: Vec<Comment>,
    /// Whether the caller ordered it.
    pub is_own: bool,
    /// Whether the caller may decide: as the approver in charge, or in their place.
    pub is_in_charge: bool,
    /// The approver in whose place the caller may decide: whoever is in charge, or somebody who was asked as it has waited too long.
    pub in_place_of: Option<String>,
    /// Whether the caller was asked as the order has waited too long, or stands in for somebody who was.
    pub is_asked: bool,
    /// How often it was released and went on to somebody else.
    pub level: u32,
    /// A fingerprint of what is shown of it, which the forms carry that confirm its release: what looks otherwise by then is not
    /// confirmed by them.
    pub seal: String,
    /// Who released it last, while it waits for somebody to confirm that.
    pub released_by: Option<String>,
    /// When the caller released it, so that it went on, if they can still take that back (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retractable: Option<String>,
    /// To whom it goes on, instead of to the supplier, once the caller releases all that is open.
    pub goes_on: Option<GoesOn>,
    /// For its orderer, while it waits: who has to confirm it after whoever has it.
    pub then: Vec<String>,
    /// Who has it, while it waits.
    pub holder: Option<Holder>,
    /// When it is delivered at the earliest, while it waits.
    pub expected: Option<Date>,
    /// How the caller may hurry it, while it waits.
    pub reminder: Option<Reminder>,
    /// What can be done with it, of what is there only where the customer wants it.
    pub extras: Extras,
}

/// To whom an order goes on, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoesOn {
    /// Their name.
    pub to: String,
    /// Why.
    pub why: Why,
}

/// The other order that came of the same cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherPart {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
}

/// Whoever is to decide an order today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Their name.
    pub name: String,
    /// The approver in charge, if the holder stands in for them, and the last day on which that is so.
    pub in_place_of: Option<(String, Date)>,
    /// Since when they have it.
    pub since: When,
    /// Who was asked to decide as well, as it has waited too long.
    pub asked: Vec<String>,
}

/// What is known of the reminders of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// When somebody was reminded last.
    pub last: Option<When>,
    /// From when on it is possible (again); `None` when it is possible now.
    pub possible_from: Option<When>,
}

impl AsRef<Self> for OrderData {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl AsMut<Self> for OrderData {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}

impl OrderData {
    /// Whether the reader is to do something about it.
    pub const fn waits_for_reader(&self) -> bool {
        self.status.is_open() && self.is_in_charge
    }

    /// Whether it was released, and waits for somebody else to confirm that.
    pub const fn waits_for_confirmation(&self) -> bool {
        self.status.is_open() && self.level > 0
    }

    /// Whether the reader has to say yes or no to the whole of it: it was released, and no line has to be decided again.
    pub fn is_to_be_confirmed(&self) -> bool {
        self.level > 0 && !self.lines.iter().any(Line::is_open)
    }

    /// Whether the reader has released it, and somebody else has it now.
    pub const fn has_gone_on(&self) -> bool {
        self.waits_for_confirmation() && !self.is_in_charge && !self.is_own
    }

    /// How many lines have to be decided again.
    pub fn lines_asked_again(&self) -> usize {
        self.lines.iter().filter(|line| line.again.is_some()).count()
    }

    /// What goes to the supplier, if everything is released that is still open and can be had.
    fn if_released(&self) -> impl Iterator<Item = (&Line, Goods<'_>)> {
        let lines = self.lines.iter().filter(|line| line.state().may_go(line.is_sold));
        lines.filter_map(|line| Some((line, line.if_released()?)))
    }

    /// What that costs at the hand-over, were it today.
    pub fn totals_if_released(&self) -> Totals {
        let price = |goods: Goods<'_>| (goods.price, goods.quantity);
        let agreed: Vec<_> = self.if_released().filter_map(|(line, _)| line.as_agreed()).map(price).collect();
        let today: Vec<_> = self.if_released().map(|(_, goods)| price(goods)).collect();
        Totals::handed_over(self.freight, &agreed, &today)
    }

    /// The same by what pays for it.
    pub fn charges_if_released(&self) -> Charges {
        Charges::of(self.if_released().map(|(line, goods)| (self.payer(line.cost_centre.as_ref()), goods.total())))
    }

    /// The cost centre that pays for a line with this one of its own, if one does.
    pub fn payer(&self, own: Option<&Payer>) -> Option<CostCentreId> {
        payer(own.map(|own| own.id), self.cost_centre.as_ref().map(|of_order| of_order.id))
    }

    /// The number and name of a cost centre that pays for something.
    pub fn label_of(&self, cost_centre: CostCentreId) -> Option<String> {
        let mut payers = self.cost_centre.iter().chain(self.lines.iter().filter_map(|line| line.cost_centre.as_ref()));
        payers.find(|payer| payer.id == cost_centre).map(|payer| payer.label.clone())
    }
}

/// What somebody has written about an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Who.
    pub by: String,
    /// Whether it was the caller.
    pub is_mine: bool,
    /// What.
    pub content: String,
    /// When.
    pub at: When,
}
