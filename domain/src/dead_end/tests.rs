use super::*;
use crate::hierarchy::Rank;
use jiff::{ToSpan, civil::date};
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 24);
/// Who orders, and is no approver.
const ORDERER: u128 = 9;

const fn who(number: u128) -> ContactId {
    ContactId(Uuid::from_u128(number))
}

fn day(days: i32) -> Date {
    TODAY.saturating_add(days.days())
}

fn away(approver: u128, substitute: u128, first: i32, last: i32) -> Absence {
    Absence { approver: who(approver), substitute: who(substitute), first: day(first), last: day(last) }
}

/// 1 has a limit, and 2 stands above; 3 is an approver as well.
fn rules(absences: &[Absence]) -> Rules {
    let limited = Rank { approver: who(1), limit: Some(Rappen(1)), superior: Some(who(2)) };
    let ranks = vec![limited, Rank::free(who(2)), Rank::free(who(3))];
    let hierarchy = Hierarchy { ranks, needs_four_eyes: false };
    Rules { hierarchy, releases_own: false, absences: absences.to_vec(), today: TODAY }
}

fn case(orderer: u128, in_charge: u128) -> Case {
    let (orderer, in_charge, is_for_budget) = (who(orderer), who(in_charge), false);
    let (releases, people, deciders, responsible) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Case { orderer, in_charge, releases, people, deciders, responsible, is_for_budget }
}

fn stuck(orderer: u128, (in_charge, present): (u128, u128), bar: Bar, from: i32) -> DeadEnd {
    DeadEnd { orderer: who(orderer), in_charge: who(in_charge), present: who(present), bar, from: day(from) }
}

#[test]
fn while_everybody_is_there_nothing_gets_stuck() {
    assert_eq!(rules(&[]).dead_ends(&[case(ORDERER, 1), case(2, 1), case(1, 3)]), []);
}

#[test]
fn whoever_has_released_it_does_not_confirm_it_in_the_superiors_place() {
    let found = rules(&[away(2, 1, 3, 5)]).dead_ends(&[case(ORDERER, 1)]);
    assert_eq!(found, [stuck(ORDERER, (2, 1), Bar::Released, 3)]);
    assert_eq!(rules(&[away(2, 3, 3, 5)]).dead_ends(&[case(ORDERER, 1)]), []);
    assert_eq!(rules(&[away(2, 1, 3, 5)]).dead_ends(&[case(ORDERER, 3)]), [], "3 has no limit");
}

/// The same, with a limit for 3 as well.
fn rules_with_two_limits(absences: &[Absence]) -> Rules {
    let mut rules = rules(absences);
    rules.hierarchy.ranks[2] = Rank { approver: who(3), limit: Some(Rappen(1)), superior: Some(who(2)) };
    rules
}

#[test]
fn whoever_released_it_on_an_earlier_day_in_somebodys_place_does_not_confirm_it_later() {
    // 3 releases for 1 today; from day 2 on, 1 is back and 3 stands in for 2.
    let found = rules_with_two_limits(&[away(1, 3, 0, 1), away(2, 3, 2, 4)]).dead_ends(&[case(ORDERER, 1)]);
    assert_eq!(found, [stuck(ORDERER, (2, 3), Bar::Released, 2)]);
    let apart = rules_with_two_limits(&[away(2, 3, 0, 1), away(1, 3, 2, 4)]).dead_ends(&[case(ORDERER, 1)]);
    assert_eq!(apart, [], "the other way round 2 is back before 3 has released anything in the place of 1");
}

#[test]
fn nobody_decides_their_own_in_somebodys_place_unless_they_may() {
    let absent = rules(&[away(1, 3, 0, 1)]);
    assert_eq!(absent.dead_ends(&[case(3, 1)]), [stuck(3, (1, 3), Bar::Ordered, 0)]);
    assert_eq!(rules(&[]).dead_ends(&[case(3, 3)]), [stuck(3, (3, 3), Bar::Ordered, 0)]);
    assert_eq!(Rules { releases_own: true, ..absent }.dead_ends(&[case(3, 1)]), []);
}

#[test]
fn what_has_gone_on_already_counts_as_it_is() {
    let gone_on = Case { releases: vec![(who(3), who(3))], people: vec![who(3)], ..case(ORDERER, 1) };
    let found = rules(&[away(1, 3, 0, 1)]).dead_ends(&[gone_on]);
    assert_eq!(found, [stuck(ORDERER, (1, 3), Bar::Released, 0)]);
}

/// 1 and 2 look after budgets, and 3 stands above both.
fn rules_with_budgets(absences: &[Absence]) -> Rules {
    let mut rules = rules(absences);
    rules.hierarchy.ranks[0].superior = Some(who(3));
    rules.hierarchy.ranks[1] = Rank { approver: who(2), limit: Some(Rappen(1)), superior: Some(who(3)) };
    rules
}

#[test]
fn those_who_look_after_budgets_may_stand_in_for_each_other() {
    let beyond = |in_charge| Case { responsible: vec![who(1), who(2)], ..case(ORDERER, in_charge) };
    assert_eq!(rules_with_budgets(&[away(2, 1, 0, 3)]).dead_ends(&[beyond(1), beyond(2)]), []);
    assert_eq!(rules_with_budgets(&[away(2, 1, 2, 3)]).dead_ends(&[beyond(1), beyond(2)]), [], "it waits for 2 when 2 goes away");
    let at_2 = Case { releases: vec![(who(1), who(1))], people: vec![who(1)], is_for_budget: true, ..beyond(2) };
    assert_eq!(rules_with_budgets(&[away(2, 1, 0, 3)]).dead_ends(&[at_2]), []);
}

#[test]
fn whoever_has_had_a_say_on_a_budget_does_not_confirm_it_in_the_superiors_place() {
    let beyond = Case { responsible: vec![who(1), who(2)], ..case(ORDERER, 2) };
    let found = rules_with_budgets(&[away(3, 1, 4, 5)]).dead_ends(&[beyond]);
    assert_eq!(found, [stuck(ORDERER, (3, 1), Bar::Released, 4)]);
    assert_eq!(rules_with_budgets(&[away(3, 1, 4, 5)]).dead_ends(&[case(ORDERER, 2)]), [], "1 has nothing to do with it");
}

#[test]
fn whoever_has_decided_a_line_does_not_confirm_it_once_it_has_gone_on() {
    let begun = Case { deciders: vec![who(3)], ..case(ORDERER, 1) };
    let found = rules(&[away(2, 3, 3, 5)]).dead_ends(std::slice::from_ref(&begun));
    assert_eq!(found, [stuck(ORDERER, (2, 3), Bar::Released, 3)]);
    assert_eq!(rules(&[away(1, 3, 0, 5)]).dead_ends(&[begun]), [], "where it is they go on deciding");
}

/// 1 and 2 look after budgets; what 1 releases goes on to 3, and what 2 releases goes nowhere.
fn rules_with_a_free_owner(absences: &[Absence]) -> Rules {
    let mut rules = rules_with_budgets(absences);
    rules.hierarchy.ranks[1] = Rank::free(who(2));
    rules
}

#[test]
fn who_is_back_is_asked_after_all_and_whoever_said_yes_for_them_does_not_do_so_again() {
    // 1 says yes for 2 today, and it goes on to 3. From day 1 on 2 is back: it goes from 3 to 2, and not for a budget alone.
    let beyond = Case { responsible: vec![who(1), who(2)], ..case(ORDERER, 1) };
    let once = away(2, 1, 0, 0);
    assert_eq!(rules_with_a_free_owner(&[once]).dead_ends(std::slice::from_ref(&beyond)), []);
    let again = [once, away(2, 1, 3, 4)];
    assert_eq!(rules_with_a_free_owner(&again).dead_ends(std::slice::from_ref(&beyond)), [stuck(ORDERER, (2, 1), Bar::Released, 3)]);
    assert_eq!(rules_with_a_free_owner(&again[1..]).dead_ends(&[beyond]), [], "who is there has their say before");
    let at_3 = Case { releases: vec![(who(1), who(1))], people: vec![who(1)], responsible: vec![who(2)], ..case(ORDERER, 3) };
    let found = rules_with_a_free_owner(&[away(2, 1, 3, 4)]).dead_ends(&[at_3]);
    assert_eq!(found, [stuck(ORDERER, (2, 1), Bar::Released, 3)], "it has gone on to 3 already");
}

#[test]
fn however_many_have_had_a_say_it_is_followed_from_there() {
    // 1 and 2 have had their say, 3 has it now and 4 is still to come. What 3 releases goes on to 6, and what 4 does to 5.
    let limited = |approver, superior| Rank { approver: who(approver), limit: Some(Rappen(1)), superior: Some(who(superior)) };
    let ranks = vec![limited(1, 6), limited(2, 6), limited(3, 6), limited(4, 5), Rank::free(who(5)), Rank::free(who(6))];
    let hierarchy = Hierarchy { ranks, needs_four_eyes: false };
    let rules = Rules { hierarchy, releases_own: false, absences: vec![away(5, 3, 2, 3)], today: TODAY };
    let people = [1, 2].map(who).to_vec();
    let releases = people.iter().map(|one| (*one, *one)).collect();
    let at_3 = Case { releases, people, responsible: [1, 2, 3, 4].map(who).to_vec(), is_for_budget: true, ..case(ORDERER, 3) };
    assert_eq!(rules.dead_ends(&[at_3]), [stuck(ORDERER, (5, 3), Bar::Released, 2)]);
}

proptest! {
    /// However somebody goes through the days, releasing whatever they may: who gets stuck was said to before, and nobody else.
    #[test]
    fn what_gets_stuck_was_foretold(
        superiors in prop::collection::vec(1..4u128, 3),
        limited in prop::collection::vec(any::<bool>(), 3),
        needs_four_eyes: bool,
        entered in prop::collection::vec((1..4u128, 1..4u128, 0..6i32, 0..6i32), 0..6),
        (orderer, in_charge) in (1..5u128, 1..4u128),
        owners in prop::collection::vec(1..4u128, 0..4),
        pauses in prop::collection::vec(0..4i32, 5),
    ) {
        let mut ranks: Vec<Rank> = Vec::new();
        for (number, (superior, limited)) in (1..).zip(superiors.into_iter().zip(limited)) {
            let rank = Rank { approver: who(number), limit: limited.then_some(Rappen(1)), superior: Some(who(superior)) };
            ranks.push(if rank.check(&ranks).is_ok() { rank } else { Rank::free(who(number)) });
        }
        let mut absences = Vec::new();
        for (approver, substitute, first, last) in entered {
            let absence = away(approver, substitute, first, last);
            if absence.check(&absences, TODAY).is_ok() {
                absences.push(absence);
            }
        }
        let rules = Rules { hierarchy: Hierarchy { ranks, needs_four_eyes }, releases_own: false, absences, today: TODAY };
        let responsible: Vec<_> = owners.into_iter().map(who).collect();
        let foretold = rules.dead_ends(&[Case { responsible: responsible.clone(), ..case(orderer, in_charge) }]);

        let (mut present_day, mut in_charge, mut is_for_budget) = (0, who(in_charge), false);
        let mut way = Way { total: Rappen(i64::MAX), releases: Vec::new(), barred: vec![who(orderer)], responsible };
        for pause in pauses {
            present_day += pause;
            let present = deputy(&rules.absences, in_charge, day(present_day));
            if present == who(orderer) || (!is_for_budget && way.barred.contains(&present)) {
                prop_assert!(foretold.iter().any(|end| end.in_charge == in_charge && end.present == present && end.from <= day(present_day)));
                break;
            }
            way.releases.push(Release { in_charge, by: present });
            way.barred.push(present);
            let present_on = |who| deputy(&rules.absences, who, day(present_day));
            let Some(next) = rules.hierarchy.onward_today(&way, present_on) else { break };
            let is_first = way.releases.len() == 1;
            (in_charge, is_for_budget) = (next.to, next.why == Why::Budget && (is_for_budget || is_first));
        }
        for end in &foretold {
            prop_assert_eq!(deputy(&rules.absences, end.in_charge, end.from), end.present, "on that day it is so");
        }
    }
}
