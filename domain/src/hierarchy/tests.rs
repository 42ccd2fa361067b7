use super::*;
use proptest::prelude::*;
use uuid::Uuid;

const fn who(number: u128) -> ContactId {
    ContactId(Uuid::from_u128(number))
}

const fn rank(approver: u128, limit: Option<i64>, superior: Option<u128>) -> Rank {
    let limit = match limit {
        Some(amount) => Some(Rappen(amount)),
        None => None,
    };
    let superior = match superior {
        Some(number) => Some(who(number)),
        None => None,
    };
    Rank { approver: who(approver), limit, superior }
}

fn released(total: i64, by: &[u128]) -> Way {
    let barred: Vec<_> = by.iter().copied().map(who).collect();
    let releases = barred.iter().map(|by| Release { in_charge: *by, by: *by }).collect();
    Way { total: Rappen(total), releases, barred, responsible: vec![] }
}

fn hierarchy(ranks: &[Rank]) -> Hierarchy {
    Hierarchy { ranks: ranks.to_vec(), needs_four_eyes: false }
}

const STAIRS: [Rank; 3] = [rank(1, Some(50_000), Some(2)), rank(2, Some(200_000), Some(3)), rank(3, None, None)];

#[test]
fn above_the_limit_the_order_goes_on_as_far_as_it_takes() {
    let stairs = hierarchy(&STAIRS);
    let to = |total| stairs.stages(released(total, &[1])).iter().map(|onward| onward.to).collect::<Vec<_>>();
    assert_eq!(to(50_000), [], "the limit itself is within it");
    assert_eq!(to(50_001), [who(2)]);
    assert_eq!(to(200_001), [who(2), who(3)]);
    assert_eq!(stairs.onward(&released(50_001, &[1])), Some(Onward { to: who(2), why: Why::Limit(Rappen(50_000)) }));
}

#[test]
fn whoever_stands_in_releases_as_much_as_either_of_the_two() {
    let stairs = hierarchy(&STAIRS);
    let by =
        |in_charge, by| Way { releases: vec![Release { in_charge: who(in_charge), by: who(by) }], ..released(150_000, &[in_charge, by]) };
    assert_eq!(stairs.onward(&by(2, 1)), None, "in the place of somebody with a greater limit");
    assert_eq!(stairs.onward(&by(1, 2)), None, "with a greater limit of their own");
    assert_eq!(stairs.onward(&by(1, 1)).map(|onward| onward.to), Some(who(2)));
}

#[test]
fn whoever_is_no_approver_any_more_lends_nobody_their_reach() {
    let stairs = hierarchy(&STAIRS);
    let after_somebody_who_left = |total| stairs.onward(&released(total, &[9, 2])).map(|onward| onward.to);
    assert_eq!(after_somebody_who_left(200_000), None);
    assert_eq!(after_somebody_who_left(200_001), Some(who(3)), "it is still too much for whoever confirms it");
}

#[test]
fn what_somebody_released_who_left_is_first_for_whoever_took_over() {
    let stairs = hierarchy(&STAIRS);
    let by_9 = |in_charge, total| Way { releases: vec![Release { in_charge: who(in_charge), by: who(9) }], ..released(total, &[9]) };
    assert_eq!(stairs.onward(&by_9(3, 1)), Some(Onward { to: who(3), why: Why::Left }), "whatever it costs");
    let to: Vec<_> = stairs.stages(by_9(1, 60_000)).iter().map(|onward| onward.to).collect();
    assert_eq!(to, [who(1), who(2)], "and it goes on from there");
    assert_eq!(stairs.onward(&Way { barred: vec![who(9), who(3)], ..by_9(3, 1) }), None, "3 has decided on it as well");
}

#[test]
fn whoever_has_ordered_it_is_passed_over() {
    let mut way = released(60_000, &[1]);
    way.barred.push(who(2));
    assert_eq!(hierarchy(&STAIRS).onward(&way).map(|onward| onward.to), Some(who(3)));
    way.barred.push(who(3));
    assert_eq!(hierarchy(&STAIRS).onward(&way), None, "nobody is left: it does not get stuck");
}

#[test]
fn four_eyes_want_a_second_person_whatever_it_costs() {
    let four_eyes = Hierarchy { needs_four_eyes: true, ..hierarchy(&STAIRS) };
    let next = |by: &[u128]| four_eyes.onward(&released(1, by));
    assert_eq!(next(&[1]), Some(Onward { to: who(2), why: Why::FourEyes }), "the superior is asked first");
    assert_eq!(next(&[3]), Some(Onward { to: who(1), why: Why::FourEyes }), "or else whoever has served longest");
    assert_eq!(next(&[3, 1]), None);
    let alone = Hierarchy { needs_four_eyes: true, ..hierarchy(&[Rank::free(who(1))]) };
    assert_eq!(alone.onward(&released(1, &[1])), None);
}

/// An order that 1 has released, and that exceeds budgets of these.
fn beyond(total: i64, responsible: &[u128]) -> Way {
    Way { responsible: responsible.iter().copied().map(who).collect(), ..released(total, &[1]) }
}

#[test]
fn whoever_looks_after_a_budget_has_a_say_before_limits_count() {
    let four = [rank(1, Some(50_000), Some(2)), rank(2, Some(200_000), Some(3)), rank(3, None, None), rank(4, Some(60_000), Some(3))];
    let office = hierarchy(&four);
    let stages = |total, responsible: &[u128]| office.stages(beyond(total, responsible));
    let budget = |number| Onward { to: who(number), why: Why::Budget };
    assert_eq!(stages(1, &[1]), [], "1 looks after it themselves");
    assert_eq!(stages(1, &[1, 4, 2, 4]), [budget(4), budget(2)], "each once, in their order");
    assert_eq!(stages(60_001, &[4]), [budget(4), Onward { to: who(3), why: Why::Limit(Rappen(60_000)) }], "from the last one on");
    assert_eq!(stages(200_000, &[4, 2]), [budget(4), budget(2)], "what 2 releases alone is released");
    assert_eq!(stages(300_000, &[3]), [budget(3)], "and 3 has no limit");
}

#[test]
fn a_say_on_a_budget_is_a_second_pair_of_eyes() {
    let four_eyes = Hierarchy { needs_four_eyes: true, ..hierarchy(&STAIRS) };
    let to = |way: Way| four_eyes.stages(way).iter().map(|onward| (onward.to, onward.why)).collect::<Vec<_>>();
    assert_eq!(to(beyond(1, &[3])), [(who(3), Why::Budget)]);
    // 1 stood in for 3 and has released it twice.
    let twice = vec![Release { in_charge: who(1), by: who(1) }, Release { in_charge: who(3), by: who(1) }];
    assert_eq!(to(Way { releases: twice, ..beyond(1, &[1, 3]) }), [(who(2), Why::FourEyes)], "it takes two people");
}

#[test]
fn whoever_may_not_decide_has_no_say_on_a_budget() {
    let office = hierarchy(&STAIRS);
    let mut way = beyond(1, &[2, 9]);
    way.barred.push(who(2));
    assert_eq!(office.onward(&way), None, "2 has ordered it, and 9 is no approver");
    way = Way { releases: vec![Release { in_charge: who(2), by: who(1) }], ..beyond(1, &[2]) };
    assert_eq!(office.onward(&way), None, "1 has released it in the place of 2");
}

#[test]
fn a_limit_needs_a_superior_and_never_leads_back() {
    assert_eq!(rank(1, Some(1), None).check(&[]), Err(RankFault::SuperiorMissing));
    assert_eq!(rank(1, None, Some(1)).check(&[]), Err(RankFault::Circle));
    assert_eq!(rank(3, Some(1), Some(1)).check(&STAIRS[..2]), Err(RankFault::Circle));
    assert_eq!(rank(3, None, Some(1)).check(&STAIRS[..2]), Ok(()), "without a limit it goes down for a second pair of eyes only");
}

const fn is_budget(onward: &Onward) -> bool {
    matches!(onward.why, Why::Budget)
}

const PEOPLE: u128 = 5;

/// Ranks as they come to be: each was set beside those that stood, or was refused.
fn accepted(wishes: &[(u128, Option<i64>, Option<u128>)]) -> Vec<Rank> {
    let mut ranks: Vec<_> = (0..PEOPLE).map(|number| Rank::free(who(number))).collect();
    for (approver, limit, superior) in wishes {
        let wish = rank(*approver, *limit, *superior);
        let others: Vec<_> = ranks.iter().copied().filter(|rank| rank.approver != wish.approver).collect();
        if wish.check(&others).is_ok() {
            ranks.retain(|rank| rank.approver != wish.approver);
            ranks.push(wish);
        }
    }
    ranks
}

fn wish() -> impl Strategy<Value = (u128, Option<i64>, Option<u128>)> {
    (0..PEOPLE, prop::option::of(0..9_i64), prop::option::of(0..PEOPLE))
}

proptest! {
    #[test]
    fn every_limit_ends_with_somebody_who_has_none(wishes in prop::collection::vec(wish(), 0..30)) {
        let ranks = accepted(&wishes);
        for first in &ranks {
            let mut present = first;
            for _ in 0..PEOPLE {
                let Some(superior) = present.limit.and(present.superior) else { break };
                present = ranks.iter().find(|rank| rank.approver == superior).expect("all of them are approvers");
            }
            prop_assert!(present.limit.is_none(), "{first:?}");
        }
    }

    #[test]
    fn an_order_goes_to_each_once_and_ends_with_enough(
        wishes in prop::collection::vec(wish(), 0..30),
        needs_four_eyes in any::<bool>(),
        total in 0..12_i64,
        (in_charge, by) in (0..PEOPLE, 0..PEOPLE),
        orderer in prop::option::of(0..PEOPLE),
        responsible in prop::collection::vec(0..PEOPLE, 0..4),
    ) {
        let orderer = orderer.filter(|orderer| ![in_charge, by].contains(orderer)).map(who);
        let all = Hierarchy { ranks: accepted(&wishes), needs_four_eyes };
        let first = who(by);
        let releases = vec![Release { in_charge: who(in_charge), by: first }];
        let responsible: Vec<_> = responsible.into_iter().map(who).collect();
        let barred = orderer.into_iter().chain([first]).collect();
        let stages = all.stages(Way { total: Rappen(total), releases, barred, responsible: responsible.clone() });
        let seen: Vec<_> = stages.iter().map(|onward| onward.to).collect();
        let people: std::collections::HashSet<_> = seen.iter().chain([&first]).collect();
        prop_assert_eq!(people.len(), seen.len() + 1, "nobody releases twice");
        prop_assert!(orderer.is_none_or(|orderer| !seen.contains(&orderer)));
        prop_assert!(!needs_four_eyes || people.len() > 1, "there is always somebody else");
        let limit_of = |approver: ContactId| all.ranks.iter().find(|rank| rank.approver == approver).and_then(|rank| rank.limit);
        let reaches = |approver| limit_of(approver).is_none_or(|limit| limit >= Rappen(total));
        let is_covered = seen.iter().copied().chain([who(in_charge), who(by)]).any(reaches);
        prop_assert!(is_covered || orderer.is_some(), "only whoever ordered it may be missing");
        if is_last_word(limit_of(who(in_charge)), needs_four_eyes) {
            prop_assert!(stages.iter().all(is_budget));
        }
        prop_assert!(stages.iter().skip_while(|onward| is_budget(onward)).all(|onward| !is_budget(onward)), "budgets come first");
        let has_say = |one: &ContactId| seen.contains(one) || [who(in_charge), first].contains(one) || orderer == Some(*one);
        prop_assert!(responsible.iter().all(has_say));
    }
}
