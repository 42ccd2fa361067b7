//! When an orderer may remind whoever is to decide.

use jiff::{SignedDuration, Timestamp};

/// Between an order's coming to somebody and the first reminder to them: short enough for whoever wants today's delivery.
pub const FIRST: SignedDuration = SignedDuration::from_hours(1);

/// Between two reminders to the same person.
pub const PAUSE: SignedDuration = SignedDuration::from_hours(24);

/// From when on an order that has been with the approver in charge since then, and of which somebody was reminded last at `last`, may be
/// asked after (again). A reminder to somebody who had it before does not count.
#[must_use]
pub fn possible_from(since: Timestamp, last: Option<Timestamp>) -> Timestamp {
    let (from, pause) = match last {
        Some(last) if last > since => (last, PAUSE),
        _ => (since, FIRST),
    };
    from.saturating_add(pause).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_764_000_000 + minutes * 60).expect("an instant")
    }

    #[test]
    fn an_hour_passes_before_the_first_reminder_and_a_day_before_each_further_one() {
        assert_eq!(possible_from(at(0), None), at(60));
        assert_eq!(possible_from(at(0), Some(at(90))), at(90 + 24 * 60));
        assert_eq!(possible_from(Timestamp::MAX, None), Timestamp::MAX);
    }

    #[test]
    fn a_reminder_to_whoever_had_it_before_does_not_count() {
        assert_eq!(possible_from(at(120), Some(at(90))), at(180));
        assert_eq!(possible_from(at(120), Some(at(120))), at(180));
        assert_eq!(possible_from(at(120), Some(at(180))), at(180 + 24 * 60));
    }

    proptest! {
        /// Somebody presses the button again and again.
        #[test]
        fn nobody_is_reminded_twice_within_a_day(pauses in prop::collection::vec(0..3000i64, 0..60)) {
            let (mut now, mut reminded) = (0, Vec::new());
            for pause in pauses {
                now += pause;
                if possible_from(at(0), reminded.last().copied()) <= at(now) {
                    reminded.push(at(now));
                }
            }
            prop_assert!(reminded.first().is_none_or(|first| first.duration_since(at(0)) >= FIRST));
            prop_assert!(reminded.windows(2).all(|pair| pair[1].duration_since(pair[0]) >= PAUSE));
        }
    }
}
