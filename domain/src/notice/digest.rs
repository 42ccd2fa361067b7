//! What mails tell of an order and its lines.

use crate::{
    change::{Change, Goods, Replacement, delivered},
    freight::FreightRule,
    id::OrderId,
    money::{Rappen, Totals},
    order::{LineState, Verdict},
    rejection::RejectionCause,
    review::ReviewReason,
    seal::AskedAgain,
};
use serde::{Deserialize, Serialize};

/// What mails tell of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDigest {
    /// The order.
    pub id: OrderId,
    /// Its number in the customer's series.
    pub number: i64,
    /// The name of the one who ordered.
    pub orderer: String,
    /// The name of the approver in charge, if a line needs a release.
    pub approver: Option<String>,
    /// Who stands in for the approver, if they are away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<String>,
    /// The customer's own reference.
    pub reference: Option<String>,
    /// The note for the approver.
    pub note: Option<String>,
    /// The lines as ordered.
    pub lines: Vec<LineDigest>,
    /// What the order costs as ordered.
    pub totals: Totals,
    /// What delivering it costs, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freight: Option<FreightRule>,
}

/// What mails tell of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDigest {
    /// The article's number.
    pub article_number: String,
    /// The article's name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// How many units.
    pub quantity: u32,
    /// The price of a unit, as ordered.
    pub price: Rappen,
    /// The price of a unit that was agreed on later, if it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Rappen>,
    /// Why it has to be decided again, while it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Again>,
    /// Why it needs a release.
    pub review: Option<ReviewReason>,
    /// What was decided.
    pub verdict: Option<Verdict>,
    /// What was released instead, if it is not what was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// The cause of a rejection, if one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<RejectionCause>,
    /// The reason given for a rejection.
    pub reason: Option<String>,
    /// What was proposed instead of what was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<Replacement>,
}

impl OrderDigest {
    /// How many lines somebody still has to decide.
    #[must_use]
    pub fn open_lines(&self) -> usize {
        self.lines.iter().filter(|line| line.review.is_some() && line.verdict.is_none()).count()
    }
}

/// Why a line has to be decided again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// Why.
    pub cause: AskedAgain,
    /// What a unit was to cost.
    pub agreed: Rappen,
    /// What it cost when the line was asked again.
    pub price: Rappen,
    /// The name of the article that was to be delivered instead, if it was another one than the ordered: then all this is about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
}

impl LineDigest {
    /// What was ordered.
    #[must_use]
    pub fn goods(&self) -> Goods<'_> {
        let Self { article_number, name, unit, price, quantity, .. } = self;
        Goods { article_number, name, unit, price: *price, quantity: *quantity }
    }

    /// What goes to the supplier.
    #[must_use]
    pub fn delivered(&self) -> Option<Goods<'_>> {
        let agreed = Goods { price: self.agreed.unwrap_or(self.price), ..self.goods() };
        delivered(agreed, LineState { review: self.review, verdict: self.verdict }, self.change.as_ref())
    }
}
