//! Working hours of the supplier's calendar: on each working day those from eight to five, by the clocks at the supplier's place.
//! No other hour counts.

use crate::calendar::{is_working_day, next_working_day};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

/// When the first working hour of a working day begins.
pub const OPENS: Time = Time::constant(8, 0, 0, 0);
/// When the last one ends.
pub const CLOSES: Time = Time::constant(17, 0, 0, 0);

/// The instant at which so many working hours have passed since `since`, at a place in this zone.
#[must_use]
pub fn after(zone: &TimeZone, since: Timestamp, hours: u16) -> Timestamp {
    let mut left = SignedDuration::from_hours(hours.into());
    let first = zone.to_datetime(since).date();
    let mut day = if is_working_day(first) { first } else { next_working_day(first) };
    while let Some((opens, closes)) = office_hours(zone, day) {
        let start = opens.max(since);
        let open = closes.duration_since(start);
        if open >= left {
            return start.saturating_add(left).unwrap_or(Timestamp::MAX);
        }
        // What begins after the office has closed finds nothing left of that day.
        left -= open.max(SignedDuration::ZERO);
        let next = next_working_day(day);
        if next == day {
            break;
        }
        day = next;
    }
    Timestamp::MAX
}

/// When the office opens and closes on a working day; `None` at the end of time. Measured in instants, so that an hour is an hour on a
/// day on which the clocks change.
fn office_hours(zone: &TimeZone, day: Date) -> Option<(Timestamp, Timestamp)> {
    let at = |time| zone.to_timestamp(day.to_datetime(time)).ok();
    at(OPENS).zip(at(CLOSES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{DateTime, date};
    use proptest::prelude::*;

    /// As at the supplier's place: summer time from the last Sunday of March to the last one of October.
    fn zone() -> TimeZone {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a zone")
    }

    fn at(there: DateTime) -> Timestamp {
        zone().to_timestamp(there).expect("an instant")
    }

    #[test]
    fn only_hours_of_working_days_count() {
        let cases = [
            (date(2026, 11, 24).at(9, 30, 0, 0), 2, date(2026, 11, 24).at(11, 30, 0, 0)),
            (date(2026, 11, 24).at(8, 0, 0, 0), 9, date(2026, 11, 24).at(17, 0, 0, 0)),
            (date(2026, 11, 24).at(16, 15, 0, 0), 1, date(2026, 11, 25).at(8, 15, 0, 0)),
            (date(2026, 11, 24).at(22, 0, 0, 0), 1, date(2026, 11, 25).at(9, 0, 0, 0)),
            (date(2026, 11, 24).at(6, 0, 0, 0), 1, date(2026, 11, 24).at(9, 0, 0, 0)),
            // A weekend, Good Friday to Easter Monday, and Christmas after a weekend.
            (date(2026, 11, 27).at(16, 0, 0, 0), 2, date(2026, 11, 30).at(9, 0, 0, 0)),
            (date(2026, 4, 2).at(16, 30, 0, 0), 1, date(2026, 4, 7).at(8, 30, 0, 0)),
            (date(2026, 12, 24).at(12, 0, 0, 0), 6, date(2026, 12, 28).at(9, 0, 0, 0)),
            (date(2026, 11, 28).at(12, 0, 0, 0), 18, date(2026, 12, 1).at(17, 0, 0, 0)),
        ];
        for (since, hours, expected) in cases {
            assert_eq!(after(&zone(), at(since), hours), at(expected), "{since} and {hours} hours");
        }
    }

    #[test]
    fn the_clocks_change_at_a_weekend_and_no_hour_is_lost_or_counted_twice() {
        for (friday, monday, between) in [(date(2026, 3, 27), date(2026, 3, 30), 64), (date(2026, 10, 23), date(2026, 10, 26), 66)] {
            let (since, until) = (at(friday.at(16, 0, 0, 0)), at(monday.at(9, 0, 0, 0)));
            assert_eq!(after(&zone(), since, 2), until);
            assert_eq!(until.duration_since(since), SignedDuration::from_hours(between));
        }
    }

    #[test]
    fn at_the_end_of_time_nothing_comes_due() {
        assert_eq!(after(&zone(), Timestamp::MAX, 1), Timestamp::MAX);
    }

    fn is_working_minute(minute: Timestamp) -> bool {
        let there = zone().to_datetime(minute);
        is_working_day(there.date()) && there.time() >= OPENS && there.time() < CLOSES
    }

    proptest! {
        /// Counted minute by minute, whatever the calendar has in store.
        #[test]
        fn as_many_working_minutes_pass_as_were_asked_for(start in 0..(20 * 366 * 24 * 60i64), hours in 1..12u16) {
            let minute = |number: i64| Timestamp::from_second(1_735_686_000 + number * 60).expect("an instant");
            let due = after(&zone(), minute(start), hours);
            let minutes = due.duration_since(minute(start)).as_secs() / 60;
            prop_assert_eq!(minute(start + minutes), due);
            let counted = (start..start + minutes).filter(|number| is_working_minute(minute(*number))).count();
            prop_assert_eq!(counted, usize::from(hours) * 60);
            prop_assert!(is_working_minute(minute(start + minutes - 1)), "it is due with its last minute");
        }

        #[test]
        fn hours_add_up_and_whoever_waits_since_later_waits_longer(start in 0..9_000_000i64, more in 0..9000i64, one in 1..30u16, two in 1..30u16) {
            let minute = |number: i64| Timestamp::from_second(1_735_686_000 + number * 60).expect("an instant");
            let (zone, since) = (zone(), minute(start));
            prop_assert_eq!(after(&zone, after(&zone, since, one), two), after(&zone, since, one + two));
            prop_assert!(after(&zone, since, one) <= after(&zone, minute(start + more), one));
        }
    }
}
