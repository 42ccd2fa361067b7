//! What will happen to the order once it is sent.

use super::api::CartLine;
use crate::text;
use domain::{ApprovalKind, Language, ReviewReason};

/// What will happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing to order.
    Nothing,
    /// It goes to the supplier.
    AtOnce,
    /// It waits for the release of every line.
    WaitsForAll,
    /// It waits for the release of these lines.
    WaitsFor(Vec<String>),
}

impl Outcome {
    /// What will happen to an order with these lines, of somebody whose orders are controlled in this way,
    /// and that all together are too much for the reason `over`, if they are.
    pub fn of(approval: ApprovalKind, over: Option<ReviewReason>, lines: &[CartLine]) -> Self {
        let reviewed: Vec<_> = lines.iter().filter(|line| line.review(approval, over).is_some()).map(|line| line.name.clone()).collect();
        match reviewed.len() {
            _ if lines.is_empty() => Self::Nothing,
            0 => Self::AtOnce,
            count if count == lines.len() => Self::WaitsForAll,
            _ => Self::WaitsFor(reviewed),
        }
    }

    /// Whether somebody has to release something.
    pub const fn waits(&self) -> bool {
        matches!(self, Self::WaitsForAll | Self::WaitsFor(_))
    }

    /// In a sentence.
    pub fn sentence(&self, l: Language, approver: &str) -> String {
        match self {
            Self::Nothing => text::cart::goes_nowhere(l).into(),
            Self::AtOnce => text::cart::goes_at_once(l).into(),
            Self::WaitsForAll => text::cart::waits_for_all(l, approver),
            Self::WaitsFor(names) => match &names[..] {
                [name] => text::cart::waits_for_one(l, approver, name),
                names => text::cart::waits_for_some(l, approver, names.len(), names.join(", ")),
            },
        }
    }
}
