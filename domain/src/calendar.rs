//! The supplier's working days and the promised delivery date.

use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time, Weekday, date},
};

/// When the supplier works and how fast it delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryPromise {
    /// What arrives before this time of day counts as arrived on that day.
    pub cut_off: Time,
    /// Working days from arrival to delivery.
    pub working_days: u8,
}

impl DeliveryPromise {
    /// The day on which an order that arrives at `arrival` (local time of the supplier) is delivered.
    #[must_use]
    pub fn delivery_date(self, arrival: DateTime) -> Date {
        let is_in_time = arrival.time() < self.cut_off && is_working_day(arrival.date());
        let start = if is_in_time { arrival.date() } else { next_working_day(arrival.date()) };
        (0..self.working_days).fold(start, |day, _| next_working_day(day))
    }

    /// The moment before which an order has to arrive to be delivered on [`Self::delivery_date`] of `now` (both in local time of
    /// the supplier): today's cut-off or, where that has passed or nobody works, that of the next working day.
    #[must_use]
    pub fn next_cut_off(self, now: DateTime) -> DateTime {
        let is_today = now.time() < self.cut_off && is_working_day(now.date());
        let day = if is_today { now.date() } else { next_working_day(now.date()) };
        day.to_datetime(self.cut_off)
    }

    /// The last cut-off that has passed (both in local time of the supplier). What was ordered since then can still be delivered on
    /// the first day that was possible when it was ordered; what was ordered before has missed that day.
    #[must_use]
    pub fn last_cut_off(self, now: DateTime) -> DateTime {
        let is_today = now.time() >= self.cut_off && is_working_day(now.date());
        let day = if is_today { now.date() } else { previous_working_day(now.date()) };
        day.to_datetime(self.cut_off)
    }
}

/// The last working day before `day`.
#[must_use]
pub fn previous_working_day(day: Date) -> Date {
    let mut previous = day.saturating_sub(1.day());
    while !is_working_day(previous) && previous > Date::MIN {
        previous = previous.saturating_sub(1.day());
    }
    previous
}

/// The first working day after `day`.
#[must_use]
pub fn next_working_day(day: Date) -> Date {
    let mut next = day.saturating_add(1.day());
    while !is_working_day(next) && next < Date::MAX {
        next = next.saturating_add(1.day());
    }
    next
}

/// Whether the supplier works on this day: Monday to Friday, but on public holidays.
#[must_use]
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

/// The public holidays observed at the supplier's seat: those of the canton of Zürich
/// (Ruhetags- und Ladenöffnungsgesetz, LS 822.4, § 1) and the customary 2 January.
#[must_use]
pub fn is_holiday(day: Date) -> bool {
    const FIXED: [(i8, i8); 6] = [(1, 1), (1, 2), (5, 1), (8, 1), (12, 25), (12, 26)];
    // Good Friday, Easter Monday, Ascension Day, Whit Monday, in days after Easter Sunday.
    const MOVABLE: [i32; 4] = [-2, 1, 39, 50];
    let from_easter = (day - easter(day.year())).get_days();
    FIXED.contains(&(day.month(), day.day())) || MOVABLE.contains(&from_easter)
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let moon = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (b % 4) + 2 * (c / 4) - moon - c % 4) % 7;
    let shift = (a + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * shift;
    // `days` counts from 22 March and is at most 34.
    date(year, 3, 22).saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PROMISE: DeliveryPromise = DeliveryPromise { cut_off: Time::constant(16, 30, 0, 0), working_days: 1 };

    #[test]
    fn easter_falls_on_the_known_days() {
        let known = [date(2000, 4, 23), date(2008, 3, 23), date(2024, 3, 31), date(2026, 4, 5), date(2038, 4, 25)];
        assert_eq!(known.map(|day| easter(day.year())), known);
    }

    #[test]
    fn delivery_is_the_next_working_day_for_what_arrives_before_the_cut_off() {
        let cases = [
            (date(2026, 11, 24).at(16, 29, 59, 0), date(2026, 11, 25)),
            (date(2026, 11, 24).at(16, 30, 0, 0), date(2026, 11, 26)),
            (date(2026, 11, 27).at(9, 0, 0, 0), date(2026, 11, 30)),
            (date(2026, 11, 28).at(9, 0, 0, 0), date(2026, 12, 1)),
            (date(2026, 4, 2).at(9, 0, 0, 0), date(2026, 4, 7)),
            (date(2026, 12, 24).at(17, 0, 0, 0), date(2026, 12, 29)),
        ];
        for (arrival, expected) in cases {
            assert_eq!(PROMISE.delivery_date(arrival), expected, "{arrival}");
        }
    }

    #[test]
    fn the_next_cut_off_is_on_a_working_day() {
        let cases = [
            (date(2026, 11, 24).at(16, 29, 59, 0), date(2026, 11, 24)),
            (date(2026, 11, 24).at(16, 30, 0, 0), date(2026, 11, 25)),
            (date(2026, 11, 27).at(17, 0, 0, 0), date(2026, 11, 30)),
            (date(2026, 11, 28).at(9, 0, 0, 0), date(2026, 11, 30)),
        ];
        for (now, expected) in cases {
            assert_eq!(PROMISE.next_cut_off(now), expected.at(16, 30, 0, 0), "{now}");
        }
    }

    #[test]
    fn the_last_cut_off_was_on_a_working_day() {
        let cases = [
            (date(2026, 11, 24).at(16, 29, 59, 0), date(2026, 11, 23)),
            (date(2026, 11, 24).at(16, 30, 0, 0), date(2026, 11, 24)),
            (date(2026, 11, 28).at(18, 0, 0, 0), date(2026, 11, 27)),
            (date(2026, 11, 30).at(9, 0, 0, 0), date(2026, 11, 27)),
        ];
        for (now, expected) in cases {
            assert_eq!(PROMISE.last_cut_off(now), expected.at(16, 30, 0, 0), "{now}");
        }
    }

    proptest! {
        #[test]
        fn what_arrives_before_the_next_cut_off_is_delivered_on_one_day_and_what_arrives_then_later(
            days in 0..40_000i32, minutes in 0..1440i32, share in 0.0..1.0f64,
        ) {
            let start = date(1990, 1, 1).at(0, 0, 0, 0);
            let now = start.saturating_add(days.days()).saturating_add(minutes.minutes());
            let (cut_off, delivery) = (PROMISE.next_cut_off(now), PROMISE.delivery_date(now));
            prop_assert!(cut_off > now);
            let left = cut_off.duration_since(now);
            prop_assert_eq!(PROMISE.delivery_date(now.saturating_add(left.mul_f64(share))), delivery);
            prop_assert!(PROMISE.delivery_date(cut_off) > delivery);
        }

        #[test]
        fn what_was_ordered_since_the_last_cut_off_can_still_arrive_on_its_first_day_and_nothing_else(
            days in 0..40_000i32, minutes in 0..1440i32, share in 0.0..1.0f64,
        ) {
            let start = date(1990, 1, 1).at(0, 0, 0, 0);
            let now = start.saturating_add(days.days()).saturating_add(minutes.minutes());
            let last = PROMISE.last_cut_off(now);
            prop_assert!(last <= now);
            let ordered = last.saturating_add(now.duration_since(last).mul_f64(share));
            prop_assert_eq!(PROMISE.delivery_date(ordered), PROMISE.delivery_date(now));
            prop_assert_eq!(PROMISE.next_cut_off(ordered), PROMISE.next_cut_off(now));
            prop_assert!(PROMISE.delivery_date(last.saturating_sub(1.minutes())) < PROMISE.delivery_date(now));
        }

        #[test]
        fn a_promise_is_a_working_day_after_the_arrival(days in 0..40_000i32, hour in 0..24i8, working_days in 1..6u8) {
            let arrival = date(1990, 1, 1).saturating_add(days.days()).at(hour, 0, 0, 0);
            let promise = DeliveryPromise { working_days, ..PROMISE };
            let day = promise.delivery_date(arrival);
            prop_assert!(is_working_day(day) && day > arrival.date());
            prop_assert!((day - arrival.date()).get_days() <= 21);
        }

        #[test]
        fn who_arrives_later_is_not_served_earlier(days in 0..40_000i32, hours in 0..200i32, more in 0..200i32) {
            let start = date(1990, 1, 1).at(0, 0, 0, 0);
            let earlier = start.saturating_add(days.days()).saturating_add(hours.hours());
            let later = earlier.saturating_add(more.hours());
            prop_assert!(PROMISE.delivery_date(earlier) <= PROMISE.delivery_date(later));
        }
    }
}
