//! When an orderer may remind whoever is to decide.

use jiff::{SignedDuration, Timestamp};

/// Between placing an order and the first reminder, and between two reminders.
pub const PAUSE: SignedDuration = SignedDuration::from_hours(24);

/// From when on an order that was placed then, and of which somebody was reminded last at `last`, may be asked after (again).
#[must_use]
pub fn possible_from(placed: Timestamp, last: Option<Timestamp>) -> Timestamp {
    last.unwrap_or(placed).saturating_add(PAUSE).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_764_000_000 + minutes * 60).expect("an instant")
    }

    #[test]
    fn a_day_passes_before_the_first_reminder_and_before_each_further_one() {
        assert_eq!(possible_from(at(0), None), at(24 * 60));
        assert_eq!(possible_from(at(0), Some(at(30 * 60))), at(54 * 60));
        assert_eq!(possible_from(Timestamp::MAX, None), Timestamp::MAX);
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
            prop_assert!(reminded.first().is_none_or(|first| first.duration_since(at(0)) >= PAUSE));
            prop_assert!(reminded.windows(2).all(|pair| pair[1].duration_since(pair[0]) >= PAUSE));
        }
    }
}
