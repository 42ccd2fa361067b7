//! Which lines of an order need a release, and why.

use crate::{
    contact::{ApprovalKind, words},
    seal::AskedAgain,
};

words! {
    /// Why a line needs a release.
    ReviewReason {
        /// Every order of this orderer is reviewed.
        EveryOrder = "every_order",
        /// The article is not in the customer's assortment.
        OutsideAssortment = "outside_assortment",
        /// The order costs more than this orderer may order at once.
        OverOrderLimit = "over_order_limit",
        /// With what was ordered this month it is more than this orderer may order.
        OverMonthLimit = "over_month_limit",
        /// The budget of the cost centre is not enough.
        OverBudget = "over_budget",
        /// It needed none, and became dearer while the order waited than the customer bears.
        PriceRose = "price_rose",
        /// It needed none, and is sold no more since the order waits.
        Unavailable = "unavailable",
    }
}

/// Whether a line of an orderer of this kind needs a release, by the table of the approval procedure.
#[must_use]
pub const fn reason(kind: ApprovalKind, is_in_assortment: bool) -> Option<ReviewReason> {
    match kind {
        ApprovalKind::Unrestricted | ApprovalKind::Approver => None,
        ApprovalKind::AlwaysReview => Some(ReviewReason::EveryOrder),
        ApprovalKind::ReviewOutsideAssortment if is_in_assortment => None,
        ApprovalKind::ReviewOutsideAssortment => Some(ReviewReason::OutsideAssortment),
    }
}

/// The same for an order that goes beyond a limit or a budget, for the reason `over`: then every line needs a release, for what is too
/// much is the whole. What needs one anyway keeps its own reason, and approvers are not slowed down.
#[must_use]
pub const fn reason_beyond(kind: ApprovalKind, is_in_assortment: bool, over: Option<ReviewReason>) -> Option<ReviewReason> {
    match (kind, reason(kind, is_in_assortment)) {
        (ApprovalKind::Approver, _) => None,
        (_, Some(own)) => Some(own),
        (_, None) => over,
    }
}

/// Why a line that needed no release needs one from now on.
#[must_use]
pub const fn reason_again(cause: AskedAgain) -> ReviewReason {
    match cause {
        AskedAgain::PriceRose => ReviewReason::PriceRose,
        AskedAgain::Unavailable => ReviewReason::Unavailable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_review_table_holds() {
        use ApprovalKind::{AlwaysReview, Approver, ReviewOutsideAssortment, Unrestricted};
        use ReviewReason::{EveryOrder, OutsideAssortment};
        let table = [
            (Unrestricted, true, None),
            (Unrestricted, false, None),
            (Approver, true, None),
            (Approver, false, None),
            (AlwaysReview, true, Some(EveryOrder)),
            (AlwaysReview, false, Some(EveryOrder)),
            (ReviewOutsideAssortment, true, None),
            (ReviewOutsideAssortment, false, Some(OutsideAssortment)),
        ];
        for (kind, is_in_assortment, expected) in table {
            assert_eq!(reason(kind, is_in_assortment), expected, "{kind:?}, in assortment: {is_in_assortment}");
        }
    }

    #[test]
    fn beyond_a_limit_every_line_needs_a_release_and_keeps_its_own_reason() {
        use ReviewReason::{EveryOrder, OutsideAssortment, OverBudget};
        let over = Some(OverBudget);
        let table = [
            (ApprovalKind::Unrestricted, true, over),
            (ApprovalKind::Unrestricted, false, over),
            (ApprovalKind::Approver, false, None),
            (ApprovalKind::AlwaysReview, true, Some(EveryOrder)),
            (ApprovalKind::ReviewOutsideAssortment, true, over),
            (ApprovalKind::ReviewOutsideAssortment, false, Some(OutsideAssortment)),
        ];
        for (kind, is_in_assortment, expected) in table {
            assert_eq!(reason_beyond(kind, is_in_assortment, over), expected, "{kind:?}, in assortment: {is_in_assortment}");
            assert_eq!(reason_beyond(kind, is_in_assortment, None), reason(kind, is_in_assortment));
        }
    }

    #[test]
    fn only_kinds_that_are_reviewed_ask_for_releases() {
        for kind in ApprovalKind::ALL {
            assert_eq!(kind.is_reviewed(), reason(*kind, false).is_some(), "{kind:?}");
        }
    }
}
