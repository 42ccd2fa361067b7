//! Zahlen: the months of a period, shares, and what is typical among many.

use crate::{contact::words, money::Rappen};
use jiff::{ToSpan, civil::Date};

words! {
    /// Which months the numbers are about. The words stand in addresses.
    Period {
        /// Since January.
        ThisYear = "jahr",
        /// The present month and the eleven before it.
        LastTwelveMonths = "zwoelf-monate",
        /// January to December of the year before.
        LastYear = "vorjahr",
    }
}

impl Period {
    /// The first days of its months, seen from `today`: consecutive, the oldest first, none of them in the future.
    #[must_use]
    pub fn months(self, today: Date) -> Vec<Date> {
        let present = today.first_of_month();
        let january = present.saturating_sub(i32::from(present.month() - 1).months());
        let (first, count) = match self {
            Self::ThisYear => (january, present.month()),
            Self::LastTwelveMonths => (present.saturating_sub(11.months()), 12),
            Self::LastYear => (january.saturating_sub(12.months()), 12),
        };
        (0..i32::from(count)).map(|month| first.saturating_add(month.months())).collect()
    }
}

/// The first days of the months that are shown: all of a period that somebody has chosen; else those of this year from the month of
/// the first order on, as there is nothing before it. There is always one.
#[must_use]
pub fn months_shown(chosen: Option<Period>, first_order: Option<Date>, today: Date) -> Vec<Date> {
    let months = chosen.unwrap_or(Period::ThisYear).months(today);
    let Some(first) = first_order.filter(|_| chosen.is_none()) else { return months };
    // A clock may have been set back since.
    let first = first.min(today).first_of_month();
    months.into_iter().filter(|month| *month >= first).collect()
}

/// The first day of the month after the one that begins on `first`.
#[must_use]
pub fn next_month(first: Date) -> Date {
    first.saturating_add(1.month())
}

/// The place (from 1) among `count` sorted values of the smallest one that is not exceeded by `percent` of them: the nearest rank,
/// so that what is shown has really happened. 0 when there is none.
#[must_use]
pub const fn nearest_rank(percent: i64, count: i64) -> i64 {
    (percent.saturating_mul(count) + 99) / 100
}

/// The part in tenths of a percent of the whole, rounded half up; nothing of nothing is nothing.
#[must_use]
pub const fn permille(part: Rappen, whole: Rappen) -> i64 {
    if whole.0 <= 0 { 0 } else { (part.0.saturating_mul(2000) / whole.0 + 1) / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn periods_have_the_months_that_they_say() {
        let today = date(2026, 11, 30);
        let ends = |period: Period| {
            let months = period.months(today);
            (months[0], months[months.len() - 1], months.len())
        };
        assert_eq!(ends(Period::ThisYear), (date(2026, 1, 1), date(2026, 11, 1), 11));
        assert_eq!(ends(Period::LastTwelveMonths), (date(2025, 12, 1), date(2026, 11, 1), 12));
        assert_eq!(ends(Period::LastYear), (date(2025, 1, 1), date(2025, 12, 1), 12));
    }

    #[test]
    fn what_nobody_has_chosen_begins_with_the_month_of_the_first_order() {
        let today = date(2026, 11, 30);
        let ends = |chosen, first_order| {
            let months = months_shown(chosen, first_order, today);
            (months[0].month(), months[months.len() - 1].month(), months.len())
        };
        assert_eq!(ends(None, Some(date(2026, 9, 17))), (9, 11, 3));
        assert_eq!(ends(None, Some(date(2025, 9, 17))), (1, 11, 11), "whoever ordered before has bought nothing in an empty month");
        assert_eq!(ends(None, Some(date(2026, 12, 1))), (11, 11, 1), "an order of tomorrow");
        assert_eq!(ends(None, None), (1, 11, 11));
        assert_eq!(ends(Some(Period::ThisYear), Some(date(2026, 9, 17))), (1, 11, 11));
        assert_eq!(ends(Some(Period::LastYear), Some(date(2026, 9, 17))), (1, 12, 12));
    }

    #[test]
    fn the_nearest_rank_is_a_value_that_occurred() {
        assert_eq!([1, 2, 3, 4, 10, 20].map(|count| nearest_rank(50, count)), [1, 1, 2, 2, 5, 10]);
        assert_eq!([0, 1, 2, 9, 10, 11, 20].map(|count| nearest_rank(90, count)), [0, 1, 2, 9, 9, 10, 18]);
    }

    proptest! {
        #[test]
        fn months_follow_each_other_and_none_is_in_the_future(days in 0..40_000i32, period in prop::sample::select(Period::ALL)) {
            let today = date(1990, 1, 31).saturating_add(days.days());
            let months = period.months(today);
            prop_assert!((1..=12).contains(&months.len()));
            prop_assert!(months.iter().all(|month| month.day() == 1 && *month <= today));
            prop_assert!(months.windows(2).all(|pair| next_month(pair[0]) == pair[1]));
            prop_assert_eq!(months.contains(&today.first_of_month()), period != Period::LastYear);
        }

        #[test]
        fn only_what_lies_before_the_first_order_is_left_out(days in 0..40_000i32, first in -40_000..40_000i32) {
            let today = date(2000, 1, 31).saturating_add(days.days());
            let first = today.saturating_sub(first.days());
            let shown = months_shown(None, Some(first), today);
            let whole = Period::ThisYear.months(today);
            prop_assert!(!shown.is_empty() && whole.ends_with(&shown));
            prop_assert!(whole[..whole.len() - shown.len()].iter().all(|month| next_month(*month) <= first));
        }

        #[test]
        fn at_least_so_many_percent_are_not_above_the_rank_and_fewer_are_below_it(
            mut values in prop::collection::vec(0..1000i64, 1..60), percent in 1..=100i64,
        ) {
            values.sort_unstable();
            let count = i64::try_from(values.len()).expect("few");
            let place = nearest_rank(percent, count);
            prop_assert!((1..=count).contains(&place));
            let value = values[usize::try_from(place - 1).expect("a place")];
            let number = |is: &dyn Fn(&i64) -> bool| values.iter().map(|other| i64::from(is(other))).sum::<i64>() * 100;
            prop_assert!(number(&|other| *other <= value) >= percent * count);
            prop_assert!(number(&|other| *other < value) < percent * count);
        }

        #[test]
        fn shares_are_within_a_tenth_of_a_percent(parts in prop::collection::vec(0..10_000_000i64, 1..5)) {
            let whole: Rappen = parts.iter().copied().map(Rappen).sum();
            let shares: i64 = parts.iter().map(|part| permille(Rappen(*part), whole)).sum();
            let expected = if whole.0 == 0 { 0 } else { 1000 };
            prop_assert!((shares - expected).abs() <= i64::try_from(parts.len()).expect("few"));
        }
    }
}
