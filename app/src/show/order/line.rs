//! A line of an order, and what was decided about it.

use super::Earlier;
use crate::time::When;
use domain::{
    Alternative, Availability, Change, Goods, Payer, Rappen, RejectionCause, ReviewReason, Verdict, change::if_released, notice::Again,
    order::LineState,
};
use serde::{Deserialize, Serialize};

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
    /// The price of a unit, as ordered.
    pub price: Rappen,
    /// The price of a unit as it stands: today's while somebody has to decide, else the one agreed on.
    pub standing_price: Rappen,
    /// The price of a unit at which it would be handed over today, if that is borne and not the one agreed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_price: Option<Rappen>,
    /// Whether it can still be had.
    pub is_sold: bool,
    /// How what is to be delivered can be had today, while the order waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// How many units.
    pub quantity: u32,
    /// The cost centre of its own, if it has one; else that of the order pays for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<Payer>,
    /// Why it needs a release.
    pub review: Option<ReviewReason>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// The version of the order in which it came.
    pub since: u32,
    /// What stood in its place before, oldest first.
    pub earlier: Vec<Earlier>,
    /// Why it has to be decided again, while it has.
    pub again: Option<Again>,
    /// A fingerprint of what is shown of it, which the forms carry: what looks otherwise by then is not decided by them.
    pub seal: String,
}

impl Line {
    /// The price of the whole line as it stands.
    pub const fn total(&self) -> Rappen {
        self.standing_price.times(self.quantity)
    }

    /// What was ordered.
    pub fn goods(&self) -> Goods<'_> {
        let Self { article_number, name, unit, price, quantity, .. } = self;
        Goods { article_number, name, unit, price: *price, quantity: *quantity }
    }

    /// What was released instead, if it is not what was ordered.
    pub fn change(&self) -> Option<&Change> {
        self.decision.as_ref().and_then(|decision| decision.change.as_ref())
    }

    /// What the rules of `domain` need to know of the line.
    pub fn state(&self) -> LineState {
        LineState { review: self.review, verdict: self.decision.as_ref().map(|decision| decision.verdict) }
    }

    /// What goes to the supplier if the line is released, unless it is rejected already: at the price at which it would be handed over
    /// today.
    pub fn if_released(&self) -> Option<Goods<'_>> {
        let agreed = self.as_agreed()?;
        Some(Goods { price: self.settled_price.unwrap_or(agreed.price), ..agreed })
    }

    /// The same at the price as it stands.
    pub fn as_agreed(&self) -> Option<Goods<'_>> {
        if_released(Goods { price: self.standing_price, ..self.goods() }, self.state(), self.change())
    }

    /// Whether somebody still has to decide.
    pub fn is_open(&self) -> bool {
        self.state().is_open()
    }

    /// How it can be had today, unless it is rejected: then it is nothing to anybody.
    pub fn offered(&self) -> Option<Availability> {
        let is_rejected = self.decision.as_ref().is_some_and(|decision| decision.verdict == Verdict::Rejected);
        self.availability.filter(|_| !is_rejected)
    }

    /// Whether it was released, as it is or otherwise.
    pub fn is_released(&self) -> bool {
        self.state().verdict == Some(Verdict::Released)
    }

    /// Whether it can be released as it is.
    pub fn can_be_released(&self) -> bool {
        self.is_open() && self.is_sold
    }

    /// Why it has to be decided again, with what a unit costs today; of what was chosen instead, with what it cost when it was asked.
    pub fn asked_again(&self) -> Option<Again> {
        let again = self.again.clone()?;
        Some(if again.replacement.is_some() { again } else { Again { price: self.standing_price, ..again } })
    }
}

/// The decision on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Released or rejected.
    pub verdict: Verdict,
    /// Why it was rejected, if a cause was chosen.
    pub cause: Option<RejectionCause>,
    /// The reason given.
    pub reason: Option<String>,
    /// What was proposed instead of what was rejected, if something was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<Alternative>,
    /// What is released instead, if it is not what was ordered.
    pub change: Option<Change>,
    /// Who decided.
    pub by: String,
    /// Whether it was the caller.
    pub is_mine: bool,
    /// When.
    pub at: When,
}
