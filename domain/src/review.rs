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

impl ReviewReason {
    /// The reasons that the Freigabeart gives, those of [`ApprovalKind::REVIEWED`]. All others are about the order or its articles.
    pub const OF_KINDS: [Self; 2] = [of_kind(ApprovalKind::REVIEWED[0]), of_kind(ApprovalKind::REVIEWED[1])];

    /// Whether somebody has set what may be spent.
    #[must_use]
    pub const fn is_of_limits(self) -> bool {
        matches!(self, Self::OverOrderLimit | Self::OverMonthLimit | Self::OverBudget)
    }
}

const fn of_kind(kind: ApprovalKind) -> ReviewReason {
    reason(kind, Agreement::None).expect("orders of these kinds are reviewed")
}

/// What has been agreed on about a line before anybody orders it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Nothing.
    None,
    /// Its article is in the customer's assortment.
    Assortment,
    /// An approver has released such lines for good.
    StandingRelease,
}

/// Whether a line of an orderer of this kind needs a release, by the table of the approval procedure. What was released for good needs
/// none, whatever the kind.
#[must_use]
pub const fn reason(kind: ApprovalKind, agreement: Agreement) -> Option<ReviewReason> {
    match (kind, agreement) {
        (ApprovalKind::AlwaysReview, Agreement::None | Agreement::Assortment) => Some(ReviewReason::EveryOrder),
        (ApprovalKind::ReviewOutsideAssortment, Agreement::None) => Some(ReviewReason::OutsideAssortment),
        _ => None,
    }
}

/// The same for a line that is too much for the reason `over`: what it belongs to goes beyond a limit or a budget
/// ([`Over::reason`](crate::Over::reason)). What needs a release anyway keeps its own reason, and approvers are not slowed down.
#[must_use]
pub const fn reason_beyond(kind: ApprovalKind, agreement: Agreement, over: Option<ReviewReason>) -> Option<ReviewReason> {
    match (kind, reason(kind, agreement)) {
        (ApprovalKind::Approver, _) => None,
        (_, Some(own)) => Some(own),
        (_, None) => over,
    }
}

/// Why a line that needed no release needs one from now on; `None` for what is asked only of lines that somebody has decided.
#[must_use]
pub const fn reason_again(cause: AskedAgain) -> Option<ReviewReason> {
    match cause {
        AskedAgain::PriceRose => Some(ReviewReason::PriceRose),
        AskedAgain::Unavailable => Some(ReviewReason::Unavailable),
        AskedAgain::OnOrder => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use Agreement::{Assortment, StandingRelease};

    #[test]
    fn the_review_table_holds() {
        use ApprovalKind::{AlwaysReview, Approver, ReviewOutsideAssortment, Unrestricted};
        use ReviewReason::{EveryOrder, OutsideAssortment};
        let table = [
            (Unrestricted, [None; 3]),
            (Approver, [None; 3]),
            (AlwaysReview, [Some(EveryOrder), Some(EveryOrder), None]),
            (ReviewOutsideAssortment, [Some(OutsideAssortment), None, None]),
        ];
        for (kind, expected) in table {
            let reasons = [Agreement::None, Assortment, StandingRelease].map(|agreement| reason(kind, agreement));
            assert_eq!(reasons, expected, "{kind:?}");
        }
    }

    #[test]
    fn what_is_too_much_needs_a_release_and_keeps_its_own_reason() {
        use ReviewReason::{EveryOrder, OutsideAssortment, OverBudget};
        let over = Some(OverBudget);
        let table = [
            (ApprovalKind::Unrestricted, Assortment, over),
            (ApprovalKind::Unrestricted, Agreement::None, over),
            (ApprovalKind::Approver, Agreement::None, None),
            (ApprovalKind::AlwaysReview, Assortment, Some(EveryOrder)),
            (ApprovalKind::AlwaysReview, StandingRelease, over),
            (ApprovalKind::ReviewOutsideAssortment, Assortment, over),
            (ApprovalKind::ReviewOutsideAssortment, StandingRelease, over),
            (ApprovalKind::ReviewOutsideAssortment, Agreement::None, Some(OutsideAssortment)),
        ];
        for (kind, agreement, expected) in table {
            assert_eq!(reason_beyond(kind, agreement, over), expected, "{kind:?}, {agreement:?}");
            assert_eq!(reason_beyond(kind, agreement, None), reason(kind, agreement));
        }
    }

    #[test]
    fn only_kinds_that_are_reviewed_ask_for_releases() {
        for kind in ApprovalKind::ALL {
            assert_eq!(kind.is_reviewed(), reason(*kind, Agreement::None).is_some(), "{kind:?}");
            assert_eq!(kind.is_reviewed(), ApprovalKind::REVIEWED.contains(kind), "{kind:?}");
        }
    }

    #[test]
    fn the_reasons_of_the_freigabeart_are_those_of_the_table_and_no_others() {
        let mut table = Vec::new();
        for kind in ApprovalKind::ALL {
            table.extend([Agreement::None, Assortment, StandingRelease].into_iter().filter_map(|agreement| reason(*kind, agreement)));
        }
        for reason in ReviewReason::ALL {
            assert_eq!(table.contains(reason), ReviewReason::OF_KINDS.contains(reason), "{reason:?}");
        }
    }
}
