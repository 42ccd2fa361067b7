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
    fn only_kinds_that_are_reviewed_ask_for_releases() {
        for kind in ApprovalKind::ALL {
            assert_eq!(kind.is_reviewed(), reason(*kind, false).is_some(), "{kind:?}");
        }
    }
}
