//! What comes of decisions: where their order is, or why nothing was decided.

use super::sheet::OrderSheet;
use crate::Stamp;
use domain::{OrderStatus, Rappen, rejection::ReasonGap};

/// Why nothing was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecideRefusal {
    /// One of the lines was decided otherwise already, or by somebody else.
    AlreadyDecided {
        /// By whom.
        by: String,
        /// When.
        at: Stamp,
    },
    /// The order is not open any more.
    Closed {
        /// Where it is.
        status: OrderStatus,
    },
    /// The orderer has changed the order meanwhile: it is not what was on the screen.
    Revised,
    /// What is to be confirmed is not what was on the screen: somebody has rejected a line meanwhile, for example.
    ReleaseChanged,
    /// No line was named.
    NothingToDecide,
    /// What was meant to be the rest is not all that is open: somebody took a decision back.
    Reopened {
        /// The position of the first line that is open as well.
        position: u32,
    },
    /// The customer demands a reason, and something of it is missing.
    ReasonMissing {
        /// The position of the rejected line.
        position: u32,
        /// What is missing.
        gap: ReasonGap,
    },
    /// Nothing would be released, or more than was ordered.
    QuantityOutOfRange {
        /// The line's position.
        position: u32,
        /// How many units were ordered.
        ordered: u32,
    },
    /// Less of a line was to be released, or another article, or such a one was proposed, and the customer does not want that (any more).
    SwitchedOff,
    /// What would be delivered instead is not in the Kundensortiment, or no longer in it.
    NotInAssortment {
        /// The line's position.
        position: u32,
    },
    /// The line is not what was on the screen.
    LineChanged {
        /// The line's position.
        position: u32,
        /// The article's name.
        article: String,
        /// How many units of it there are now.
        quantity: u32,
        /// What a unit costs now.
        price: Rappen,
    },
    /// The article is sold no more: it can only be rejected, or replaced.
    NotSold {
        /// The line's position.
        position: u32,
        /// The article's name.
        article: String,
    },
    /// What would be delivered instead has another price than the one that was seen.
    PriceChanged {
        /// The line's position.
        position: u32,
        /// What a unit of it costs today.
        price: Rappen,
    },
}

/// Where the order is after the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Its status.
    pub status: OrderStatus,
    /// How many lines still need a decision.
    pub open_lines: usize,
    /// How many of them were cleared, and are asked again: until now they became dearer than the customer bears, or are sold no more.
    pub asked_again: usize,
}

pub(super) fn decided(sheet: &OrderSheet, status: OrderStatus, asked_again: usize) -> Decided {
    Decided { status, open_lines: sheet.open_lines(), asked_again }
}
