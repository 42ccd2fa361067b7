//! Where an order goes on a day on which others decide in the place of whoever is away: onward, and as well where it waits too long.

use super::{Hierarchy, Onward, Release, Way};
use crate::id::ContactId;

impl Hierarchy {
    /// To whom an order goes on after its last release, on a day on which `present` tells who is there to decide in somebody's place. It
    /// goes to nobody in whose place there is only somebody who may not decide it, while there is somebody else who would get it for the
    /// same reason; and for a budget to nobody in whose place somebody has released it already.
    #[must_use]
    pub fn onward_today(&self, way: &Way, present: impl Fn(ContactId) -> ContactId) -> Option<Onward> {
        let has_said_yes = |who: ContactId| way.releases.iter().any(|release| release.by == who);
        let mut left = way.clone();
        left.responsible.retain(|who| !has_said_yes(present(*who)));
        let next = self.onward(&left)?;
        let out_of_reach = self.ranks.iter().map(|rank| rank.approver).filter(|approver| way.barred.contains(&present(*approver)));
        let mut narrow = left.clone();
        narrow.barred.extend(out_of_reach);
        let within_reach = self.onward(&narrow).filter(|onward| onward.why == next.why);
        Some(within_reach.unwrap_or(next))
    }

    /// All to whom an order will go on if nobody goes away or comes back meanwhile, and each releases it for whom it waits.
    #[must_use]
    pub fn stages_today(&self, mut way: Way, present: impl Fn(ContactId) -> ContactId) -> Vec<Onward> {
        let mut stages = Vec::new();
        while let Some(next) = self.onward_today(&way, &present) {
            let by = present(next.to);
            stages.push(next);
            way.releases.push(Release { in_charge: next.to, by });
            way.barred.extend([next.to, by]);
        }
        stages
    }

    /// Who is asked to decide as well where whoever is in charge has not done so: the first one above them who can help, or where there
    /// is none, every other approver who can. `barred` are those who may not decide the order; `present` tells who is there to decide in
    /// somebody's place, which is themselves while they are there.
    #[must_use]
    pub fn escalates_to(&self, in_charge: ContactId, barred: &[ContactId], present: impl Fn(ContactId) -> ContactId) -> Vec<ContactId> {
        // Who decides in the place of a superior may be the very person who has not done so.
        let decides_already = [in_charge, present(in_charge)];
        let helps = |who: &ContactId| {
            let there = present(*who);
            self.may(*who, barred) && self.may(there, barred) && !decides_already.contains(&there)
        };
        if let Some(superior) = self.superiors(in_charge).find(helps) {
            return vec![superior];
        }
        // Somebody who is away would be represented by one of the others.
        self.ranks.iter().map(|rank| rank.approver).filter(|who| present(*who) == *who && helps(who)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{hierarchy::Rank, money::Rappen};
    use proptest::prelude::*;
    use uuid::Uuid;

    const fn who(number: u128) -> ContactId {
        ContactId(Uuid::from_u128(number))
    }

    /// Each with the number of their superior; 0 for nobody.
    fn hierarchy(superiors: &[u128]) -> Hierarchy {
        let rank = |(approver, superior): (u128, &u128)| Rank {
            approver: who(approver),
            limit: None,
            superior: (*superior > 0 && *superior != approver).then(|| who(*superior)),
        };
        Hierarchy { ranks: (1..).zip(superiors).map(rank).collect(), needs_four_eyes: false }
    }

    #[test]
    fn the_superior_is_asked_or_else_everybody() {
        let office = hierarchy(&[2, 3, 0, 0]);
        assert_eq!(office.escalates_to(who(1), &[], |who| who), [who(2)]);
        assert_eq!(office.escalates_to(who(1), &[who(2)], |who| who), [who(3)], "whoever may not decide is passed over");
        assert_eq!(office.escalates_to(who(3), &[], |who| who), [who(1), who(2), who(4)], "nobody stands above");
        assert_eq!(office.escalates_to(who(3), &[who(1), who(2), who(4)], |who| who), [], "nobody else may");
    }

    #[test]
    fn whoever_is_away_helps_by_whoever_stands_in_unless_that_is_who_has_it() {
        let office = hierarchy(&[2, 0, 0]);
        let away = |absent: u128, deputy: u128| move |one: ContactId| if one == who(absent) { who(deputy) } else { one };
        assert_eq!(office.escalates_to(who(1), &[], away(2, 3)), [who(2)], "3 stands in for the superior");
        assert_eq!(office.escalates_to(who(1), &[], away(2, 1)), [who(3)], "1 would ask themselves");
        assert_eq!(office.escalates_to(who(1), &[], away(1, 2)), [who(3)], "the superior has it already");
        assert_eq!(office.escalates_to(who(1), &[who(3)], away(2, 3)), [], "3 may not decide, and 2 is not there");
    }

    #[test]
    fn it_does_not_go_to_whom_only_somebody_represents_who_may_not_decide_it() {
        let mut office = hierarchy(&[2, 0, 0]);
        office.needs_four_eyes = true;
        let by_3 = Release { in_charge: who(1), by: who(3) };
        let way = Way { total: Rappen(1), releases: vec![by_3], barred: vec![who(3)], responsible: vec![] };
        let to = |way: &Way, absent: u128, deputy: u128| {
            office.onward_today(way, |one| if one == who(absent) { who(deputy) } else { one }).map(|onward| onward.to)
        };
        assert_eq!(to(&way, 9, 9), Some(who(2)), "everybody is there");
        assert_eq!(to(&way, 2, 3), Some(who(1)), "3 has released it, and stands in for 2");
        assert_eq!(to(&way, 2, 1), Some(who(2)), "1 may decide in the place of 2");
        let nobody_else = Way { barred: vec![who(3), who(1)], ..way };
        assert_eq!(to(&nobody_else, 2, 3), Some(who(2)), "it waits until 2 is back");
    }

    #[test]
    fn a_limit_is_not_got_round_by_being_away() {
        let mut office = hierarchy(&[2, 0, 0]);
        office.ranks[0].limit = Some(Rappen(1));
        office.needs_four_eyes = true;
        let releases = vec![Release { in_charge: who(1), by: who(1) }];
        let way = Way { total: Rappen(2), releases, barred: vec![who(1)], responsible: vec![] };
        let present = |one: ContactId| if one == who(2) { who(1) } else { one };
        assert_eq!(office.onward_today(&way, present), office.onward(&way), "3 is not above 1");
    }

    #[test]
    fn whoever_stands_in_says_yes_to_a_budget_once() {
        let office = hierarchy(&[0, 0, 0]);
        let releases = vec![Release { in_charge: who(1), by: who(1) }];
        let way = Way { total: Rappen(1), releases, barred: vec![who(1), who(9)], responsible: vec![who(2), who(3)] };
        let away = |absent: u128, deputy: u128| move |one: ContactId| if one == who(absent) { who(deputy) } else { one };
        let to = |way: &Way, present: &dyn Fn(ContactId) -> ContactId| office.onward_today(way, present).map(|onward| onward.to);
        assert_eq!(to(&way, &away(9, 9)), Some(who(2)), "everybody is there");
        assert_eq!(to(&way, &away(2, 1)), Some(who(3)), "1 has said yes for 2");
        assert_eq!(to(&way, &away(2, 9)), Some(who(3)), "9 has ordered it: first whoever is there");
        let last = Way { responsible: vec![who(2)], ..way.clone() };
        assert_eq!(to(&last, &away(2, 9)), Some(who(2)), "it waits until 2 is back");
        assert_eq!(to(&last, &away(2, 1)), None);
        let names =
            |present: &dyn Fn(ContactId) -> ContactId| office.stages_today(way.clone(), present).into_iter().map(|onward| onward.to);
        assert_eq!(names(&away(2, 1)).collect::<Vec<_>>(), [who(3)]);
        assert_eq!(names(&away(3, 2)).collect::<Vec<_>>(), [who(2)], "2 says yes for 3 as well");
        assert_eq!(names(&away(2, 9)).collect::<Vec<_>>(), [who(3), who(2)]);
    }

    proptest! {
        /// Whatever stands above whom, and whoever is away: somebody is asked if there is anybody whom it helps to ask.
        #[test]
        fn somebody_who_may_and_is_there_is_asked_if_there_is_one(
            superiors in prop::collection::vec(0..6u128, 1..6),
            barred in prop::collection::vec(1..6u128, 0..4),
            deputies in prop::collection::vec(1..6usize, 5),
            in_charge in 1..6u128,
        ) {
            let office = hierarchy(&superiors);
            let count = superiors.len();
            let in_charge = who((in_charge - 1) % u128::try_from(count).expect("few") + 1);
            let barred: Vec<_> = barred.into_iter().map(who).collect();
            let all: Vec<_> = office.ranks.iter().map(|rank| rank.approver).collect();
            // Who is away is represented by somebody who is there.
            let there: Vec<_> = all.iter().zip(&deputies).filter(|(_, deputy)| **deputy > 2).map(|(one, _)| *one).collect();
            prop_assume!(!there.is_empty());
            let present = |one: ContactId| if there.contains(&one) { one } else { there[0] };
            let asked = office.escalates_to(in_charge, &barred, present);
            let fresh = |one: &ContactId| !barred.contains(one) && *one != in_charge && *one != present(in_charge);
            for one in &asked {
                prop_assert!(!barred.contains(one) && fresh(&present(*one)));
            }
            prop_assert_eq!(asked.is_empty(), !there.iter().any(fresh));
        }
    }
}
