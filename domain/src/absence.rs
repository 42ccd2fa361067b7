//! Who decides in the place of an approver who is away.

use crate::{id::ContactId, problem::Problem};
use jiff::{ToSpan, civil::Date};

/// An approver is away, and another one stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Who is away.
    pub approver: ContactId,
    /// Who stands in.
    pub substitute: ContactId,
    /// The first day, by the supplier's calendar.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// Why an absence cannot be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsenceFault {
    /// Nobody stands in for themselves.
    OwnSubstitute,
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// It is over already.
    Over,
    /// The approver is away on some of these days already.
    Overlaps,
    /// On some day everybody in the chain would be away, and nobody would decide.
    Circle,
}

impl Absence {
    /// Whether the approver is away on this day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Checks an absence that is entered on the day `today`, beside those that stand.
    ///
    /// # Errors
    /// [`AbsenceFault`].
    pub fn check(&self, standing: &[Self], today: Date) -> Result<(), AbsenceFault> {
        if self.approver == self.substitute {
            Err(AbsenceFault::OwnSubstitute)
        } else if self.last < self.first {
            Err(AbsenceFault::EndsBeforeItBegins)
        } else if self.last < today {
            Err(AbsenceFault::Over)
        } else if standing.iter().any(|other| other.approver == self.approver && other.overlaps(self)) {
            Err(AbsenceFault::Overlaps)
        } else if self.closes_circle(standing) {
            Err(AbsenceFault::Circle)
        } else {
            Ok(())
        }
    }

    /// Whether on one of its days the chain of substitutes leads back to who is away. The most people are away on a day on which
    /// an absence begins, so no other day need be looked at.
    fn closes_circle(&self, standing: &[Self]) -> bool {
        let beginnings = standing.iter().map(|other| other.first).filter(|day| self.covers(*day));
        beginnings.chain([self.first]).any(|day| deputy(standing, self.substitute, day) == self.approver)
    }
}

/// Who decides on this day in the place of `approver`: the approver, or the first one along the chain of substitutes who is there.
#[must_use]
pub fn deputy(absences: &[Absence], approver: ContactId, day: Date) -> ContactId {
    chain(absences, approver, day).last().map_or(approver, |absence| absence.substitute)
}

/// The absences by which the decision passes on this day from `approver` to whoever is there; none while the approver is.
#[must_use]
pub fn chain(absences: &[Absence], approver: ContactId, day: Date) -> Vec<Absence> {
    let (mut links, mut present) = (Vec::new(), approver);
    // There are no circles; were there one, it would be left after each absence was passed once.
    for _ in absences {
        match absences.iter().find(|absence| absence.approver == present && absence.covers(day)) {
            Some(absence) => {
                present = absence.substitute;
                links.push(*absence);
            }
            None => break,
        }
    }
    links
}

/// Until when, from this day on, whoever decides in the place of `approver` goes on doing so; `None` while the approver is there.
#[must_use]
pub fn stands_in_until(absences: &[Absence], approver: ContactId, day: Date) -> Option<Date> {
    let present = deputy(absences, approver, day);
    let ends = |last: &Date| deputy(absences, approver, last.saturating_add(1.day())) != present;
    // Only with an end or before a beginning can it become another.
    let changes = absences.iter().flat_map(|absence| [absence.last, absence.first.saturating_sub(1.day())]);
    (present != approver).then(|| changes.filter(|last| *last >= day).filter(ends).min()).flatten()
}

/// For whom `who` may decide on this day: for themselves, and for whoever is away and has them along the chain of substitutes. Who
/// is away may go on deciding, from wherever that is.
#[must_use]
pub fn represented(absences: &[Absence], who: ContactId, day: Date) -> Vec<ContactId> {
    let mut all = vec![who];
    let mut next = 0;
    while let Some(present) = all.get(next).copied() {
        let away = absences.iter().filter(|absence| absence.substitute == present && absence.covers(day)).map(|absence| absence.approver);
        let new: Vec<_> = away.filter(|approver| !all.contains(approver)).collect();
        all.extend(new);
        next += 1;
    }
    all
}

/// A day as a date field sends it, `2026-11-30`.
///
/// # Errors
/// [`Problem::Required`], [`Problem::Unknown`].
pub fn day(text: &str) -> Result<Date, Problem> {
    match text.trim() {
        "" => Err(Problem::Required),
        // Other spellings of a day would be read too.
        text => text.parse().ok().filter(|day: &Date| day.to_string() == text).ok_or(Problem::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 11, 26);

    const fn who(number: u128) -> ContactId {
        ContactId(Uuid::from_u128(number))
    }

    fn away(approver: u128, substitute: u128, first: i32, last: i32) -> Absence {
        let day = |days: i32| TODAY.saturating_add(days.days());
        Absence { approver: who(approver), substitute: who(substitute), first: day(first), last: day(last) }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let standing = [away(2, 3, 5, 10), away(3, 4, 8, 20)];
        let cases = [
            (away(1, 1, 0, 3), Err(AbsenceFault::OwnSubstitute)),
            (away(1, 2, 3, 0), Err(AbsenceFault::EndsBeforeItBegins)),
            (away(1, 2, -3, -1), Err(AbsenceFault::Over)),
            (away(1, 2, -3, 0), Ok(())),
            (away(2, 1, 10, 12), Err(AbsenceFault::Overlaps)),
            (away(2, 1, 11, 12), Ok(())),
            (away(4, 2, 0, 7), Ok(())),
            // Days on which 2, 3 and 4 would all be away.
            (away(4, 2, 0, 8), Err(AbsenceFault::Circle)),
            (away(4, 2, 11, 30), Ok(())),
        ];
        for (absence, expected) in cases {
            assert_eq!(absence.check(&standing, TODAY), expected, "{absence:?}");
        }
    }

    #[test]
    fn the_chain_is_followed_to_whoever_is_there() {
        let absences = [away(1, 2, 0, 9), away(2, 3, 3, 5)];
        let on = |days: i32| TODAY.saturating_add(days.days());
        assert_eq!([0, 3, 6, 10].map(|days| deputy(&absences, who(1), on(days))), [who(2), who(3), who(2), who(1)]);
        assert_eq!([0, 3, 6, 10].map(|days| stands_in_until(&absences, who(1), on(days))), [Some(on(2)), Some(on(5)), Some(on(9)), None]);
        assert_eq!(represented(&absences, who(3), on(4)), [who(3), who(2), who(1)]);
        assert_eq!(represented(&absences, who(3), on(6)), [who(3)]);
        assert_eq!(represented(&absences, who(1), on(4)), [who(1)]);
    }

    #[test]
    fn a_day_is_read_as_date_fields_send_it() {
        assert_eq!(day(" 2026-11-30 "), Ok(date(2026, 11, 30)));
        assert_eq!(day(""), Err(Problem::Required));
        for wrong in ["30.11.2026", "2026-02-30", "20261130", "2026-11-30T10:00", "x"] {
            assert_eq!(day(wrong), Err(Problem::Unknown), "{wrong}");
        }
    }

    proptest! {
        /// Whatever absences were accepted one after the other: on each day somebody who is there decides for each approver, and it
        /// is somebody who may.
        #[test]
        fn somebody_who_is_there_decides(entered in prop::collection::vec((0_u128..5, 0_u128..5, 0_i32..12, 0_i32..12), 0..12)) {
            let mut standing = Vec::new();
            for (approver, substitute, first, last) in entered {
                let absence = away(approver, substitute, first, last);
                if absence.check(&standing, TODAY).is_ok() {
                    standing.push(absence);
                }
            }
            for days in 0..12 {
                let day = TODAY.saturating_add(days.days());
                for approver in (0..5).map(who) {
                    let present = deputy(&standing, approver, day);
                    prop_assert!(!standing.iter().any(|absence| absence.approver == present && absence.covers(day)));
                    prop_assert!(represented(&standing, present, day).contains(&approver));
                    prop_assert!(represented(&standing, approver, day).contains(&approver));
                    let until = stands_in_until(&standing, approver, day);
                    prop_assert_eq!(until.is_some(), present != approver);
                    if let Some(until) = until {
                        prop_assert!(until >= day && deputy(&standing, approver, until) == present);
                        prop_assert!(deputy(&standing, approver, until.saturating_add(1.day())) != present);
                    }
                }
            }
        }
    }
}
