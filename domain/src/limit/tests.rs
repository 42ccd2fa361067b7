use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn frame(limit: i64, used: i64, reserved: i64) -> Frame {
    Frame { limit: Rappen(limit), usage: Usage { used: Rappen(used), reserved: Rappen(reserved) } }
}

#[test]
fn what_just_fits_is_not_too_much() {
    let frame = frame(1000, 300, 200);
    assert_eq!([499, 500, 501].map(|order| frame.is_exceeded_by(Rappen(order))), [false, false, true]);
    assert_eq!((frame.free(Rappen(100)), frame.excess(Rappen(600))), (Rappen(400), Rappen(100)));
}

#[test]
fn what_costs_nothing_exceeds_nothing() {
    assert!(!frame(1000, 2000, 0).is_exceeded_by(Rappen(0)));
    assert!(frame(1000, 2000, 0).is_exceeded_by(Rappen(1)));
}

const fn centre(id: u128) -> CostCentreId {
    CostCentreId(Uuid::from_u128(id))
}

fn budget(id: u128, frame: Frame) -> Budget {
    Budget { cost_centre: centre(id), frame }
}

#[test]
fn the_budgets_of_an_order_are_those_that_pay_for_it_in_the_order_of_its_lines() {
    let own = Frames { month: Some(frame(200, 0, 0)), budgets: vec![budget(9, frame(1, 0, 0))], ..Frames::default() };
    let order = Charges::of([(Some(centre(2)), Rappen(5)), (None, Rappen(5)), (Some(centre(3)), Rappen(5)), (Some(centre(1)), Rappen(5))]);
    let known = |id| (id != centre(3)).then(|| frame(100, 0, 0));
    let frames = own.of_order(&order, known);
    assert_eq!(frames, Frames { budgets: vec![budget(2, frame(100, 0, 0)), budget(1, frame(100, 0, 0))], ..own });
}

/// Why an order is reviewed for which one cost centre pays.
fn reason(frames: &Frames, net: i64) -> Option<ReviewReason> {
    let payer = Some(centre(1));
    frames.over(&Charges::of([(payer, Rappen(net))])).reason(payer)
}

#[test]
fn the_narrowest_limit_is_the_reason() {
    let budgets = vec![budget(1, frame(1000, 800, 150))];
    let frames = Frames { order: Some(frame(100, 0, 0)), month: Some(frame(200, 150, 0)), budgets };
    let reasons = [40, 50, 51, 60, 101].map(|net| reason(&frames, net));
    let (order, month) = (Some(ReviewReason::OverOrderLimit), Some(ReviewReason::OverMonthLimit));
    assert_eq!(reasons, [None, None, month, month, order]);
    let frames = Frames { order: None, month: None, ..frames };
    assert_eq!([50, 51].map(|net| reason(&frames, net)), [None, Some(ReviewReason::OverBudget)]);
    assert_eq!(reason(&Frames::default(), i64::MAX), None);
}

#[test]
fn a_budget_is_about_the_lines_that_it_pays_for() {
    let frames = Frames { budgets: vec![budget(1, frame(100, 0, 0)), budget(2, frame(100, 0, 0))], ..Frames::default() };
    let (one, other) = (Some(centre(1)), Some(centre(2)));
    let over = frames.over(&Charges::of([(one, Rappen(60)), (other, Rappen(100)), (one, Rappen(41)), (None, Rappen(999))]));
    assert_eq!([one, other, None].map(|payer| over.reason(payer)), [Some(ReviewReason::OverBudget), None, None]);
}

#[test]
fn the_budget_that_is_exceeded_by_most_is_the_first_of_the_furthest() {
    let budgets = vec![budget(1, frame(100, 0, 0)), budget(2, frame(50, 40, 0)), budget(3, frame(0, 0, 90))];
    let frames = Frames { budgets, ..Frames::default() };
    let furthest = |charged: [i64; 3]| {
        let lines = [1, 2, 3].map(|id| Some(centre(id))).into_iter().zip(charged.map(Rappen));
        frames.over(&Charges::of(lines)).furthest()
    };
    assert_eq!(furthest([100, 10, 0]), None, "what just fits, and what costs nothing, is not too much");
    assert_eq!(furthest([100, 12, 0]), Some(centre(2)));
    assert_eq!(furthest([101, 12, 1]), Some(centre(3)), "what is gone counts too");
    assert_eq!(furthest([110, 20, 0]), Some(centre(1)), "both by ten");
    assert_eq!(furthest([109, 20, 0]), Some(centre(2)));
}

#[test]
fn after_the_furthest_the_others_come_in_the_order_of_their_lines() {
    let budgets = [1, 2, 3, 4].map(|id| budget(id, frame(if id == 4 { 100 } else { 0 }, 0, 0)));
    let frames = Frames { budgets: budgets.to_vec(), ..Frames::default() };
    let in_turn = |charged: [i64; 4]| {
        let lines = [1, 2, 3, 4].map(|id| Some(centre(id))).into_iter().zip(charged.map(Rappen));
        frames.over(&Charges::of(lines)).in_turn().collect::<Vec<_>>()
    };
    assert_eq!(in_turn([0, 0, 0, 100]), []);
    assert_eq!(in_turn([1, 3, 2, 5]), [centre(2), centre(1), centre(3)]);
    assert_eq!(in_turn([3, 2, 3, 101]), [centre(1), centre(2), centre(3), centre(4)]);
}

#[test]
fn a_limit_is_about_the_order_as_a_whole() {
    let budgets = vec![budget(1, frame(10, 0, 0))];
    let frames = Frames { month: Some(frame(100, 0, 0)), budgets, ..Frames::default() };
    let over = frames.over(&Charges::of([(Some(centre(1)), Rappen(60)), (Some(centre(2)), Rappen(41))]));
    let month = Some(ReviewReason::OverMonthLimit);
    assert_eq!([Some(centre(1)), Some(centre(2)), None].map(|payer| over.reason(payer)), [month; 3]);
}

#[test]
fn months_and_years_end_where_the_next_begin() {
    assert_eq!(month_of(date(2026, 12, 31)), (date(2026, 12, 1), date(2027, 1, 1)));
    assert_eq!(year_of(date(2028, 2, 29)), (date(2028, 1, 1), date(2029, 1, 1)));
}

proptest! {
    #[test]
    fn what_is_gone_and_what_is_free_make_the_limit(
        limit in 0..10_000_000i64, used in 0..10_000_000i64, reserved in 0..10_000_000i64, order in 0..10_000_000i64,
    ) {
        let frame = frame(limit, used, reserved);
        let (free, excess) = (frame.free(Rappen(order)).0, frame.excess(Rappen(order)).0);
        prop_assert_eq!(used + reserved + order + free - excess, limit);
        prop_assert!(free == 0 || excess == 0);
        prop_assert_eq!(frame.is_exceeded_by(Rappen(order)), order > 0 && excess > 0);
    }

    #[test]
    fn the_parts_of_a_bar_fill_it_and_no_more(
        limit in 0..i64::from(i32::MAX), used in 0..i64::from(i32::MAX), reserved in 0..i64::from(i32::MAX), order in 0..i64::from(i32::MAX),
    ) {
        let lengths = frame(limit, used, reserved).lengths(Rappen(order));
        prop_assert!(lengths.iter().all(|length| (0..=1000).contains(length)));
        let sum: i64 = lengths.iter().sum();
        prop_assert!(sum <= 1000);
        prop_assert_eq!(sum == 1000, used + reserved + order >= limit.max(1));
    }

    /// Releasing something moves it from what is reserved to what is used: nobody's limit changes by that.
    #[test]
    fn a_release_changes_what_is_used_and_not_what_is_free(
        limit in 0..1000i64, used in 0..1000i64, reserved in 0..1000i64, released in 0..1000i64, order in 0..1000i64,
    ) {
        let released = released.min(reserved);
        let (before, after) = (frame(limit, used, reserved), frame(limit, used + released, reserved - released));
        prop_assert_eq!(before.free(Rappen(order)), after.free(Rappen(order)));
        prop_assert_eq!(before.is_exceeded_by(Rappen(order)), after.is_exceeded_by(Rappen(order)));
    }

    #[test]
    fn ordering_more_is_never_less_reviewed(limit in 0..1000i64, used in 0..1000i64, small in 0..1000i64, more in 0..1000i64) {
        let frames = Frames { budgets: vec![budget(1, frame(limit, used, 0))], ..Frames::default() };
        prop_assert!(reason(&frames, small).is_none() || reason(&frames, small + more).is_some());
    }
}
