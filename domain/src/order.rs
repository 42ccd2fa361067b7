//! The states of an order, derived from the decisions on its lines.

use crate::{contact::words, review::ReviewReason, supply::SupplyStatus};

/// The most lines of one order.
pub const MAX_LINES: usize = 200;
/// The most pieces of one line.
pub const MAX_QUANTITY: u32 = 9999;

words! {
    /// What the approver decided on a line.
    Verdict {
        /// Freigabe.
        Released = "released",
        /// Ablehnung.
        Rejected = "rejected",
    }
}

words! {
    /// Where an order is.
    OrderStatus {
        /// Waits for its approver; nothing is decided.
        Waiting = "waiting",
        /// Some of the lines that need a release are decided, or all of them and somebody has yet to confirm it.
        PartlyDecided = "partly_decided",
        /// The supplier has it.
        HandedOver = "handed_over",
        /// The supplier has taken it on.
        Accepted = "accepted",
        /// The parcels are on their way.
        Shipped = "shipped",
        /// The parcels have arrived.
        Delivered = "delivered",
        /// Every line was rejected.
        Rejected = "rejected",
        /// The orderer took it back while it waited.
        Withdrawn = "withdrawn",
    }
}

impl OrderStatus {
    /// Whether an approver can still decide and the orderer still withdraw.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::PartlyDecided)
    }
}

impl From<SupplyStatus> for OrderStatus {
    fn from(status: SupplyStatus) -> Self {
        match status {
            SupplyStatus::Received => Self::HandedOver,
            SupplyStatus::Accepted => Self::Accepted,
            SupplyStatus::Shipped => Self::Shipped,
            SupplyStatus::Delivered => Self::Delivered,
        }
    }
}

/// What is known of one line: why it needs a release, and what was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineState {
    /// Why it needs a release; `None` when it needs none.
    pub review: Option<ReviewReason>,
    /// What was decided.
    pub verdict: Option<Verdict>,
}

impl LineState {
    /// Whether somebody still has to decide.
    #[must_use]
    pub const fn is_open(self) -> bool {
        self.review.is_some() && self.verdict.is_none()
    }

    /// Whether it counts where everything is released that can be: what somebody still has to decide is not where it is sold no more.
    #[must_use]
    pub const fn may_go(self, is_sold: bool) -> bool {
        is_sold || !self.is_open()
    }

    /// Whether the line goes to the supplier once the order is handed over.
    #[must_use]
    pub const fn is_delivered(self) -> bool {
        match self.verdict {
            Some(verdict) => matches!(verdict, Verdict::Released),
            None => self.review.is_none(),
        }
    }
}

/// What is to be done with an order in its present state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Wait for decisions.
    Wait,
    /// Hand the delivered lines over to the supplier.
    HandOver,
    /// Nothing is left to deliver.
    Reject,
}

/// What follows from the decisions: an order waits as a whole until its last line is decided.
#[must_use]
pub fn step(lines: &[LineState]) -> Step {
    if lines.iter().any(|line| line.is_open()) {
        Step::Wait
    } else if lines.iter().any(|line| line.is_delivered()) {
        Step::HandOver
    } else {
        Step::Reject
    }
}

/// The status of an order. This is the only place that derives it.
///
/// `supply` is the state of its supply order, once there is one. Until then an order whose lines are decided waits for whoever has to
/// confirm the release.
#[must_use]
pub fn status(lines: &[LineState], is_withdrawn: bool, supply: Option<SupplyStatus>) -> OrderStatus {
    if is_withdrawn {
        return OrderStatus::Withdrawn;
    }
    match step(lines) {
        Step::HandOver => supply.map_or(OrderStatus::PartlyDecided, OrderStatus::from),
        Step::Reject => OrderStatus::Rejected,
        Step::Wait if lines.iter().any(|line| line.verdict.is_some()) => OrderStatus::PartlyDecided,
        Step::Wait => OrderStatus::Waiting,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Allowance, Rappen, contact::ApprovalKind, review};
    use proptest::prelude::*;

    fn kind() -> impl Strategy<Value = ApprovalKind> {
        prop::sample::select(ApprovalKind::ALL)
    }

    fn submitted(kind: ApprovalKind, assortment: &[bool]) -> Vec<LineState> {
        let line = |is_in| LineState { review: review::reason(kind, Allowance::default().agreement(is_in, Rappen(100))), verdict: None };
        assortment.iter().copied().map(line).collect()
    }

    proptest! {
        #[test]
        fn an_order_goes_at_once_exactly_when_no_line_needs_a_release(
            kind in kind(), assortment in prop::collection::vec(any::<bool>(), 1..30),
        ) {
            let goes_at_once = match kind {
                ApprovalKind::Unrestricted | ApprovalKind::Approver => true,
                ApprovalKind::AlwaysReview => false,
                ApprovalKind::ReviewOutsideAssortment => assortment.iter().all(|is_in| *is_in),
            };
            let lines = submitted(kind, &assortment);
            prop_assert_eq!(step(&lines) == Step::HandOver, goes_at_once);
        }

        #[test]
        fn no_sequence_of_decisions_delivers_a_rejected_or_undecided_line_or_loses_one(
            kind in kind(),
            assortment in prop::collection::vec(any::<bool>(), 1..12),
            decisions in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..40),
        ) {
            let mut lines = submitted(kind, &assortment);
            for (index, releases) in decisions {
                let line = &mut lines[index.index(assortment.len())];
                let before = *line;
                if line.is_open() {
                    line.verdict = Some(if releases { Verdict::Released } else { Verdict::Rejected });
                }
                prop_assert!(before.verdict.is_none() || before == *line);
                match step(&lines) {
                    Step::Wait => prop_assert!(lines.iter().any(|line| line.review.is_some() && line.verdict.is_none())),
                    Step::Reject => prop_assert!(lines.iter().all(|line| line.verdict == Some(Verdict::Rejected))),
                    Step::HandOver => for line in &lines {
                        let is_cleared = line.review.is_none() || line.verdict == Some(Verdict::Released);
                        prop_assert_eq!(line.is_delivered(), is_cleared);
                        prop_assert!(is_cleared || line.verdict == Some(Verdict::Rejected));
                    },
                }
                prop_assert_eq!(status(&lines, false, None).is_open(), step(&lines) != Step::Reject);
            }
        }
    }

    #[test]
    fn the_supplier_moves_the_status_on() {
        let lines = submitted(ApprovalKind::Unrestricted, &[true]);
        let seen: Vec<_> = SupplyStatus::ALL.iter().map(|supply| status(&lines, false, Some(*supply))).collect();
        assert_eq!(seen, [OrderStatus::HandedOver, OrderStatus::Accepted, OrderStatus::Shipped, OrderStatus::Delivered]);
    }

    #[test]
    fn a_released_order_is_open_until_the_supplier_has_it() {
        let lines = [LineState { review: Some(ReviewReason::EveryOrder), verdict: Some(Verdict::Released) }];
        assert_eq!(status(&lines, false, None), OrderStatus::PartlyDecided);
        assert_eq!(status(&lines, true, None), OrderStatus::Withdrawn);
        assert_eq!(status(&lines, false, Some(SupplyStatus::Received)), OrderStatus::HandedOver);
    }

    #[test]
    fn a_withdrawn_order_stays_withdrawn() {
        let lines = submitted(ApprovalKind::AlwaysReview, &[true, false]);
        assert_eq!(status(&lines, true, None), OrderStatus::Withdrawn);
    }
}
