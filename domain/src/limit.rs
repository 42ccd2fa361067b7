//! Limits and budgets: what may be ordered without a release, what of it is used, and what waits.
//!
//! Whatever goes beyond is not forbidden: somebody looks at it first. All amounts are net. What was handed over is used, in the month
//! and the year in which it was; what waits is reserved, whenever it was ordered, for it may be released today.

use crate::{money::Rappen, numbers::next_month, review::ReviewReason};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// What a contact may order without a release. `None` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The most that one order may cost.
    pub per_order: Option<Rappen>,
    /// The most of a month.
    pub per_month: Option<Rappen>,
}

impl Limits {
    /// Whether there are none.
    #[must_use]
    pub const fn are_none(self) -> bool {
        self.per_order.is_none() && self.per_month.is_none()
    }
}

/// What is gone of a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Handed over in this period.
    pub used: Rappen,
    /// Waits for a release.
    pub reserved: Rappen,
}

/// A limit with what is gone of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The limit.
    pub limit: Rappen,
    /// What is gone of it, without the order in question.
    pub usage: Usage,
}

impl Frame {
    /// A limit of which nothing can be gone yet.
    #[must_use]
    pub fn whole(limit: Rappen) -> Self {
        Self { limit, usage: Usage::default() }
    }

    /// Whether an order of this net sum goes beyond it. One that costs nothing never does.
    #[must_use]
    pub fn is_exceeded_by(self, order: Rappen) -> bool {
        order.0 > 0 && self.excess(order).0 > 0
    }

    /// What is left of it after the order.
    #[must_use]
    pub fn free(self, order: Rappen) -> Rappen {
        Rappen((self.limit.0 - self.taken(order)).max(0))
    }

    /// By how much it is exceeded with the order.
    #[must_use]
    pub fn excess(self, order: Rappen) -> Rappen {
        Rappen((self.taken(order) - self.limit.0).max(0))
    }

    /// The lengths of what is used, what is reserved, and the order, on a bar of a thousand. Where all together exceed the limit, the bar
    /// is as long as they are.
    #[must_use]
    pub fn lengths(self, order: Rappen) -> [i64; 3] {
        let whole = self.limit.0.max(self.taken(order)).max(1);
        let end = |amount: i64| i64::try_from(i128::from(amount) * 1000 / i128::from(whole)).unwrap_or(1000);
        let (used, reserved) = (end(self.usage.used.0), end((self.usage.used + self.usage.reserved).0));
        [used, reserved - used, end(self.taken(order)) - reserved]
    }

    fn taken(self, order: Rappen) -> i64 {
        (self.usage.used + self.usage.reserved + order).0
    }
}

/// Everything that limits an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frames {
    /// Of this order alone.
    pub order: Option<Frame>,
    /// Of the orderer's month.
    pub month: Option<Frame>,
    /// Of the cost centre's year.
    pub budget: Option<Frame>,
}

impl Frames {
    /// Each with the reason for which an order that exceeds it is reviewed, the narrowest first.
    pub fn each(self) -> impl Iterator<Item = (ReviewReason, Frame)> {
        let all = [
            (ReviewReason::OverOrderLimit, self.order),
            (ReviewReason::OverMonthLimit, self.month),
            (ReviewReason::OverBudget, self.budget),
        ];
        all.into_iter().filter_map(|(reason, frame)| Some((reason, frame?)))
    }

    /// Why an order of this net sum is reviewed, if it goes beyond one of them: the narrowest of those that it exceeds.
    #[must_use]
    pub fn over(self, order: Rappen) -> Option<ReviewReason> {
        self.each().find(|(_, frame)| frame.is_exceeded_by(order)).map(|(reason, _)| reason)
    }
}

/// The month of this day: its first day, and that of the next.
#[must_use]
pub fn month_of(day: Date) -> (Date, Date) {
    let first = day.first_of_month();
    (first, next_month(first))
}

/// The year of this day: its first day, and that of the next.
#[must_use]
pub fn year_of(day: Date) -> (Date, Date) {
    let first = day.first_of_year();
    (first, first.saturating_add(1.year()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn frame(limit: i64, used: i64, reserved: i64) -> Frame {
        Frame { limit: Rappen(limit), usage: Usage { used: Rappen(used), reserved: Rappen(reserved) } }
    }

    #[test]
    fn what_just_fits_is_not_too_much() {
        let frame = frame(1000, 300, 200);
        assert_eq!([499, 500, 501].map(|order| frame.is_exceeded_by(Rappen(order))), [false, false, true]);
        assert_eq!((frame.free(Rappen(100)), frame.excess(Rappen(600))), (Rappen(400), Rappen(100)));
    }

    #[test]
    fn what_costs_nothing_exceeds_nothing() {
        assert!(!frame(1000, 2000, 0).is_exceeded_by(Rappen(0)));
        assert!(frame(1000, 2000, 0).is_exceeded_by(Rappen(1)));
    }

    #[test]
    fn the_narrowest_limit_is_the_reason() {
        let frames = Frames { order: Some(frame(100, 0, 0)), month: Some(frame(200, 150, 0)), budget: Some(frame(1000, 800, 150)) };
        let reasons = [40, 50, 51, 60, 101].map(|order| frames.over(Rappen(order)));
        let (order, month) = (Some(ReviewReason::OverOrderLimit), Some(ReviewReason::OverMonthLimit));
        assert_eq!(reasons, [None, None, month, month, order]);
        assert_eq!(Frames { order: None, month: None, ..frames }.over(Rappen(51)), Some(ReviewReason::OverBudget));
        assert_eq!(Frames::default().over(Rappen(i64::MAX)), None);
    }

    #[test]
    fn months_and_years_end_where_the_next_begin() {
        assert_eq!(month_of(date(2026, 12, 31)), (date(2026, 12, 1), date(2027, 1, 1)));
        assert_eq!(year_of(date(2028, 2, 29)), (date(2028, 1, 1), date(2029, 1, 1)));
    }

    proptest! {
        #[test]
        fn what_is_gone_and_what_is_free_make_the_limit(
            limit in 0..10_000_000i64, used in 0..10_000_000i64, reserved in 0..10_000_000i64, order in 0..10_000_000i64,
        ) {
            let frame = frame(limit, used, reserved);
            let (free, excess) = (frame.free(Rappen(order)).0, frame.excess(Rappen(order)).0);
            prop_assert_eq!(used + reserved + order + free - excess, limit);
            prop_assert!(free == 0 || excess == 0);
            prop_assert_eq!(frame.is_exceeded_by(Rappen(order)), order > 0 && excess > 0);
        }

        #[test]
        fn the_parts_of_a_bar_fill_it_and_no_more(
            limit in 0..i64::from(i32::MAX), used in 0..i64::from(i32::MAX), reserved in 0..i64::from(i32::MAX), order in 0..i64::from(i32::MAX),
        ) {
            let lengths = frame(limit, used, reserved).lengths(Rappen(order));
            prop_assert!(lengths.iter().all(|length| (0..=1000).contains(length)));
            let sum: i64 = lengths.iter().sum();
            prop_assert!(sum <= 1000);
            prop_assert_eq!(sum == 1000, used + reserved + order >= limit.max(1));
        }

        /// Releasing something moves it from what is reserved to what is used: nobody's limit changes by that.
        #[test]
        fn a_release_changes_what_is_used_and_not_what_is_free(
            limit in 0..1000i64, used in 0..1000i64, reserved in 0..1000i64, released in 0..1000i64, order in 0..1000i64,
        ) {
            let released = released.min(reserved);
            let (before, after) = (frame(limit, used, reserved), frame(limit, used + released, reserved - released));
            prop_assert_eq!(before.free(Rappen(order)), after.free(Rappen(order)));
            prop_assert_eq!(before.is_exceeded_by(Rappen(order)), after.is_exceeded_by(Rappen(order)));
        }

        #[test]
        fn ordering_more_is_never_less_reviewed(limit in 0..1000i64, used in 0..1000i64, small in 0..1000i64, more in 0..1000i64) {
            let frames = Frames { budget: Some(frame(limit, used, 0)), ..Frames::default() };
            prop_assert!(frames.over(Rappen(small)).is_none() || frames.over(Rappen(small + more)).is_some());
        }
    }
}
