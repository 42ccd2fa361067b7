//! What orderer and approvers write to each other about an order.

use crate::{problem::Problem, text};
use jiff::{SignedDuration, Timestamp};

/// The most comments that one person writes on one order within [`SPAN`].
pub const MOST: usize = 20;
/// The time within which no more than [`MOST`] are written.
pub const SPAN: SignedDuration = SignedDuration::from_hours(24);

/// A comment: several lines, of which something must be there.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooLong`] or [`Problem::ControlCharacter`].
pub fn parse(typed: &str) -> Result<String, Problem> {
    text::note(typed)?.ok_or(Problem::Required)
}

/// From when on somebody may write again who has written at these instants, the oldest first; `None` where that is now.
#[must_use]
pub fn possible_from(written: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
    let oldest_that_counts = written.len().checked_sub(MOST).and_then(|at| written.get(at))?;
    let from = oldest_that_counts.saturating_add(SPAN).unwrap_or(Timestamp::MAX);
    (from > now).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_764_000_000 + minutes * 60).expect("an instant")
    }

    #[test]
    fn something_must_be_said() {
        assert_eq!(parse(" \r\n "), Err(Problem::Required));
        assert_eq!(parse(" Warum\r\nzwei? "), Ok("Warum\nzwei?".into()));
        assert_eq!(parse(&"x".repeat(text::NOTE + 1)), Err(Problem::TooLong { max: text::NOTE }));
        assert_eq!(parse("a\u{202e}b"), Err(Problem::ControlCharacter));
    }

    #[test]
    fn the_twenty_first_of_a_day_waits_until_the_first_is_a_day_old() {
        let written: Vec<_> = (0..20).map(at).collect();
        assert_eq!(possible_from(&written[..19], at(20)), None);
        assert_eq!(possible_from(&written, at(20)), Some(at(24 * 60)));
        assert_eq!(possible_from(&written, at(24 * 60)), None);
    }

    proptest! {
        /// Somebody writes on and on.
        #[test]
        fn nobody_writes_more_than_that_within_any_day(pauses in prop::collection::vec(0..200i64, 0..200)) {
            let (mut now, mut written) = (0, Vec::new());
            for pause in pauses {
                now += pause;
                match possible_from(&written, at(now)) {
                    None => written.push(at(now)),
                    Some(from) => prop_assert!(from > at(now) && from.duration_since(at(now)) <= SPAN),
                }
            }
            for span in written.windows(MOST + 1) {
                prop_assert!(span[MOST].duration_since(span[0]) >= SPAN);
            }
        }
    }
}
