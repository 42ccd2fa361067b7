//! How long an order may wait before the portal does something about it: it reminds whoever is to decide, and then asks somebody above
//! them as well.

use crate::{contact::words, problem::Problem, working_hours};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// The most working hours that can be set: four weeks.
pub const MOST_HOURS: u16 = 180;

words! {
    /// What the portal does about an order that waits too long.
    Nudge {
        /// Whoever is to decide is reminded.
        Reminder = "reminder",
        /// Somebody else is asked to decide as well.
        Escalation = "escalation",
    }
}

/// How many working hours pass before what is done; nothing of it ever without them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patience {
    /// Before whoever is to decide is reminded.
    pub remind_after: Option<u16>,
    /// Before somebody else is asked as well.
    pub escalate_after: Option<u16>,
}

impl Patience {
    /// Checks what was set together.
    ///
    /// # Errors
    /// [`Problem::BeforeReminder`]: whoever is to decide is reminded before somebody else is asked.
    pub fn check(self) -> Result<Self, Problem> {
        let is_hasty = self.remind_after.zip(self.escalate_after).is_some_and(|(remind, escalate)| escalate <= remind);
        if is_hasty { Err(Problem::BeforeReminder) } else { Ok(self) }
    }

    /// Whether nothing is ever done.
    #[must_use]
    pub const fn is_endless(self) -> bool {
        self.remind_after.is_none() && self.escalate_after.is_none()
    }

    /// What is done next about an order, and when, at a place in this zone. It counts from the instant at which the order came to
    /// whoever is to decide, or at which they or its orderer did something about it last; `done` was done since it came to them. Each
    /// happens once.
    #[must_use]
    pub fn next(self, zone: &TimeZone, counts_from: Timestamp, done: &[Nudge]) -> Option<(Nudge, Timestamp)> {
        let all = [(Nudge::Reminder, self.remind_after), (Nudge::Escalation, self.escalate_after)];
        let left = all.into_iter().filter(|(nudge, _)| !done.contains(nudge));
        let due = left.filter_map(|(nudge, hours)| Some((nudge, working_hours::after(zone, counts_from, hours?))));
        due.min_by_key(|(_, at)| *at)
    }
}

/// Working hours as somebody types them; none when nothing is typed.
///
/// # Errors
/// [`Problem::NotInRange`].
pub fn hours(text: &str) -> Result<Option<u16>, Problem> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(hours @ 1..=MOST_HOURS) => Ok(Some(hours)),
            _ => Err(Problem::NotInRange { min: 1, max: MOST_HOURS.into() }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const BOTH: Patience = Patience { remind_after: Some(4), escalate_after: Some(9) };

    #[test]
    fn first_comes_the_reminder_then_somebody_else_then_nothing() {
        let zone = TimeZone::UTC;
        let at = |day, hour| zone.to_timestamp(date(2026, 11, day).at(hour, 0, 0, 0)).expect("an instant");
        let next = |done: &[Nudge]| BOTH.next(&zone, at(24, 10), done);
        assert_eq!(next(&[]), Some((Nudge::Reminder, at(24, 14))));
        assert_eq!(next(&[Nudge::Reminder]), Some((Nudge::Escalation, at(25, 10))));
        assert_eq!(next(&[Nudge::Reminder, Nudge::Escalation]), None);
        assert_eq!(Patience::default().next(&zone, at(24, 10), &[]), None);
    }

    #[test]
    fn nobody_else_is_asked_before_whoever_is_to_decide_was_reminded() {
        let patience = |remind_after, escalate_after| Patience { remind_after, escalate_after }.check();
        assert_eq!(patience(Some(8), Some(8)), Err(Problem::BeforeReminder));
        for (remind, escalate) in [(Some(8), Some(9)), (None, Some(1)), (Some(8), None), (None, None)] {
            assert!(patience(remind, escalate).is_ok());
        }
    }

    #[test]
    fn hours_are_whole_and_few() {
        assert_eq!([hours(""), hours(" 1 "), hours("180")], [Ok(None), Ok(Some(1)), Ok(Some(180))]);
        for wrong in ["0", "181", "-1", "1.5", "x", "99999999999"] {
            assert_eq!(hours(wrong), Err(Problem::NotInRange { min: 1, max: 180 }), "{wrong}");
        }
    }

    proptest! {
        /// However late somebody looks: each step comes once, none before its time, and then it ends.
        #[test]
        fn each_step_comes_once_and_in_its_time(
            remind in prop::option::of(1..60u16), escalate in prop::option::of(1..60u16), looks in prop::collection::vec(0..2000i64, 1..40),
        ) {
            let patience = Patience { remind_after: remind, escalate_after: escalate };
            let since = Timestamp::from_second(1_764_000_000).expect("an instant");
            let (mut now, mut done) = (since, Vec::new());
            for minutes in looks {
                now += jiff::SignedDuration::from_mins(minutes);
                while let Some((nudge, due)) = patience.next(&TimeZone::UTC, since, &done) {
                    if due > now {
                        break;
                    }
                    prop_assert!(!done.contains(&nudge));
                    done.push(nudge);
                }
                let is_due = |hours: Option<u16>| hours.is_some_and(|hours| working_hours::after(&TimeZone::UTC, since, hours) <= now);
                prop_assert_eq!(done.contains(&Nudge::Reminder), is_due(remind));
                prop_assert_eq!(done.contains(&Nudge::Escalation), is_due(escalate));
            }
        }
    }
}
