//! Zahlen: every number is worked out from orders that are known.

use crate::ordering::{Company, Portal, id, waiting_company};
use domain::{
    ApprovalKind::{AlwaysReview, ReviewOutsideAssortment, Unrestricted},
    Rank, Rappen,
    Verdict::{Rejected, Released},
    numbers::Period,
};
use jiff::SignedDuration;
use store::{AssortmentSpend, Numbers, ReleaseTimes};
use testbed::{Engine, both_engines};

both_engines![
    a_customer_without_orders_has_months_and_nothing_else,
    what_nobody_has_chosen_begins_with_the_month_of_the_first_order,
    what_was_handed_over_counts_in_the_month_in_which_it_was,
    months_begin_at_midnight_at_the_suppliers,
    what_waits_is_withdrawn_or_rejected_is_no_spend,
    what_is_rejected_counts_when_its_order_is_decided_to_the_end,
    what_is_rejected_of_an_order_that_is_withdrawn_does_not_count,
    what_is_released_and_then_overruled_counts_as_rejected,
    orderers_are_told_apart_and_the_one_who_spent_most_is_first,
    the_assortment_counts_as_it_was_when_it_was_ordered,
    what_nobody_wrote_down_is_not_guessed,
    releases_are_timed_from_placing_to_handing_over,
    one_customer_does_not_count_for_another,
    whoever_is_no_approver_any_more_sees_no_numbers,
];

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn numbers(portal: &Portal, company: &Company, period: Period) -> Numbers {
    portal.store.numbers(&company.boss, Some(period)).await.expect("numbers")
}

/// Months that are not empty, as `2026-11 net orders`.
fn months(numbers: &Numbers) -> Vec<String> {
    let filled = numbers.months.iter().filter(|month| month.orders > 0);
    filled.map(|month| format!("{} {} {}", month.of.0.strftime("%Y-%m"), month.net.0, month.orders)).collect()
}

async fn a_customer_without_orders_has_months_and_nothing_else(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let numbers = numbers(&portal, &company, Period::ThisYear).await;
    assert_eq!((numbers.months.len(), numbers.spend(), numbers.orders()), (11, Rappen(0), 0));
    assert_eq!((numbers.categories.len(), numbers.orderers.len(), numbers.release), (0, 0, None));
    assert_eq!((numbers.rejected.lines, numbers.rejected.net, numbers.assortment), (0, Rappen(0), AssortmentSpend::default()));
}

async fn what_nobody_has_chosen_begins_with_the_month_of_the_first_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, other) = (portal.company("muster").await, portal.company("andere").await);
    let shown = async || {
        let numbers = portal.store.numbers(&company.boss, None).await.expect("numbers");
        (numbers.months.len(), numbers.months.last().map(|month| month.of.0.month()), numbers.orders())
    };
    let theirs = portal.employ(&other, "frei", Unrestricted).await;
    portal.place(&theirs, &["A1"]).await;
    assert_eq!(shown().await, (11, Some(11), 0), "another customer's order is not theirs");
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&orderer, &["A1"]).await;
    assert_eq!(shown().await, (1, Some(11), 1));
    assert_eq!(numbers(&portal, &company, Period::ThisYear).await.months.len(), 11);
    portal.pass(DAY * 120);
    assert_eq!(shown().await, (3, Some(3), 0), "whoever ordered before has bought nothing in an empty month");
}

async fn what_was_handed_over_counts_in_the_month_in_which_it_was(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&orderer, &["A1"]).await;
    portal.pass(DAY * 7);
    portal.place(&orderer, &["A2", "A3"]).await;
    portal.place(&orderer, &["A4"]).await;
    portal.pass(DAY * 60);
    assert_eq!(months(&numbers(&portal, &company, Period::LastYear).await), ["2026-11 1250 1", "2026-12 5595 2"]);
    assert_eq!(months(&numbers(&portal, &company, Period::LastTwelveMonths).await), ["2026-11 1250 1", "2026-12 5595 2"]);
    assert_eq!(months(&numbers(&portal, &company, Period::ThisYear).await), [""; 0]);
    let numbers = numbers(&portal, &company, Period::LastYear).await;
    assert_eq!((numbers.spend(), numbers.orders(), numbers.months.len()), (Rappen(6845), 3, 12));
    let [(Some(office), all)] = &numbers.categories[..] else { panic!("{:?}", numbers.categories) };
    assert_eq!((office.german.as_str(), office.english.as_str(), *all), ("Büro", "Office", Rappen(6845)));
}

async fn months_begin_at_midnight_at_the_suppliers(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    // From the 24th at ten to the 30th at half past eleven in the evening, in Zürich, and then half an hour on.
    portal.pass(DAY * 6 + SignedDuration::from_mins(13 * 60 + 30));
    portal.place(&orderer, &["A1"]).await;
    portal.pass(SignedDuration::from_mins(30));
    portal.place(&orderer, &["A2"]).await;
    assert_eq!(months(&numbers(&portal, &company, Period::ThisYear).await), ["2026-11 1250 1", "2026-12 990 1"]);
}

async fn what_waits_is_withdrawn_or_rejected_is_no_spend(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let partly = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    portal.decide(&company.boss, partly, &[(1, Released), (2, Rejected)]).await.expect("decided");
    let wholly = portal.place(&orderer, &["A2"]).await.order_id;
    portal.decide(&company.boss, wholly, &[(1, Rejected)]).await.expect("decided");
    let withdrawn = portal.place(&orderer, &["A5"]).await.order_id;
    portal.store.withdraw(&orderer, withdrawn).await.expect("withdrawn");
    portal.place(&orderer, &["A5"]).await;
    let numbers = numbers(&portal, &company, Period::ThisYear).await;
    assert_eq!((numbers.spend(), numbers.orders()), (Rappen(1250), 1));
    assert_eq!((numbers.rejected.lines, numbers.rejected.net), (2, Rappen(4500 + 990)));
}

/// How many lines were rejected, and what they would have cost.
async fn rejected(portal: &Portal, company: &Company, period: Period) -> (i64, Rappen) {
    let rejected = numbers(portal, company, period).await.rejected;
    (rejected.lines, rejected.net)
}

async fn what_is_rejected_counts_when_its_order_is_decided_to_the_end(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let order = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    portal.decide(&company.boss, order, &[(2, Rejected)]).await.expect("rejected");
    assert_eq!(rejected(&portal, &company, Period::ThisYear).await, (0, Rappen(0)), "it can still be taken back");
    portal.pass(DAY * 40);
    portal.decide(&company.boss, order, &[(1, Released)]).await.expect("released");
    assert_eq!(rejected(&portal, &company, Period::LastYear).await, (0, Rappen(0)), "a year that is over stays as it was");
    assert_eq!(rejected(&portal, &company, Period::ThisYear).await, (1, Rappen(4500)));
}

async fn what_is_rejected_of_an_order_that_is_withdrawn_does_not_count(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let order = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    portal.decide(&company.boss, order, &[(2, Rejected)]).await.expect("rejected");
    portal.store.withdraw(&orderer, order).await.expect("withdrawn");
    assert_eq!(rejected(&portal, &company, Period::ThisYear).await, (0, Rappen(0)));
}

async fn what_is_released_and_then_overruled_counts_as_rejected(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let eva = portal.promote(&company, "eva").await;
    let rank = Rank { approver: id(&eva), limit: Some(Rappen(50_000)), superior: Some(id(&company.boss)) };
    portal.store.set_rank(&company.boss, rank).await.expect("a limit");
    let orderer = portal.employ_under(&company, "immer", AlwaysReview, id(&eva)).await;
    let order = portal.place(&orderer, &["A5", "A1"]).await.order_id;
    portal.decide(&eva, order, &[(1, Released), (2, Released)]).await.expect("it goes on");
    portal.decide(&company.boss, order, &[(1, Rejected)]).await.expect("overruled");
    assert_eq!(rejected(&portal, &company, Period::ThisYear).await, (0, Rappen(0)), "the order is still open");
    portal.confirm(&company.boss, order, 1).await.expect("confirmed");
    assert_eq!(rejected(&portal, &company, Period::ThisYear).await, (1, Rappen(77_705)));
}

async fn orderers_are_told_apart_and_the_one_who_spent_most_is_first(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let (little, much) = (portal.employ(&company, "a", Unrestricted).await, portal.employ(&company, "b", Unrestricted).await);
    portal.place(&little, &["A1"]).await;
    portal.pass(DAY * 10);
    portal.place(&little, &["A2"]).await;
    portal.place(&much, &["A5"]).await;
    let numbers = numbers(&portal, &company, Period::LastTwelveMonths).await;
    let told: Vec<_> = numbers.orderers.iter().map(|row| (row.of.as_str(), row.net.0, row.orders)).collect();
    assert_eq!(told, [("muster.b Muster", 77_705, 1), ("muster.a Muster", 2240, 2)]);
}

async fn the_assortment_counts_as_it_was_when_it_was_ordered(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let free = portal.employ(&company, "frei", Unrestricted).await;
    let always = portal.employ(&company, "immer", AlwaysReview).await;
    let outside = portal.employ(&company, "sortiment", ReviewOutsideAssortment).await;
    portal.place(&free, &["A1", "A2"]).await;
    let waiting = portal.place(&always, &["A1", "A3"]).await.order_id;
    let other = portal.place(&outside, &["A1", "A4"]).await.order_id;
    // What becomes of the assortment until the release does not count.
    portal.agree(&company, &["A2", "A3", "A4"]).await;
    portal.decide(&company.boss, waiting, &[(1, Released), (2, Released)]).await.expect("decided");
    portal.decide(&company.boss, other, &[(2, Released)]).await.expect("decided");
    let numbers = numbers(&portal, &company, Period::ThisYear).await;
    let expected = AssortmentSpend { inside: Rappen(3 * 1250), outside: Rappen(990 + 4500 + 105), unknown: Rappen(0) };
    assert_eq!((numbers.assortment, numbers.spend()), (expected, expected.inside + expected.outside));
}

async fn what_nobody_wrote_down_is_not_guessed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let free = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&free, &["A1", "A2"]).await;
    portal.peek.execute("update order_lines set is_in_assortment = null").await.expect("as it was before it was written down");
    portal.place(&free, &["A3"]).await;
    let numbers = numbers(&portal, &company, Period::ThisYear).await;
    let expected = AssortmentSpend { inside: Rappen(0), outside: Rappen(4500), unknown: Rappen(1250 + 990) };
    assert_eq!(numbers.assortment, expected);
}

async fn releases_are_timed_from_placing_to_handing_over(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let free = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&free, &["A1"]).await;
    assert_eq!(numbers(&portal, &company, Period::ThisYear).await.release, None);
    let mut one = None;
    for hours in [3, 1, 30, 2] {
        let order = portal.place(&orderer, &["A1"]).await.order_id;
        portal.pass(SignedDuration::from_hours(hours));
        portal.decide(&company.boss, order, &[(1, Released)]).await.expect("decided");
        one = one.or(numbers(&portal, &company, Period::ThisYear).await.release);
    }
    let times = |orders, median, ninetieth| {
        let hours = SignedDuration::from_hours;
        Some(ReleaseTimes { orders, median: hours(median), ninetieth: hours(ninetieth) })
    };
    assert_eq!(one, times(1, 3, 3));
    assert_eq!(numbers(&portal, &company, Period::ThisYear).await.release, times(4, 2, 30));
}

async fn one_customer_does_not_count_for_another(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, other) = (portal.company("muster").await, portal.company("andere").await);
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&orderer, &["A1"]).await;
    let theirs = numbers(&portal, &other, Period::ThisYear).await;
    assert_eq!((theirs.spend(), theirs.orders(), theirs.orderers.len()), (Rappen(0), 0, 0));
}

async fn whoever_is_no_approver_any_more_sees_no_numbers(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let second = portal.promote(&company, "zwei").await;
    let id = second.orderer().contact_id();
    portal.store.delete_contact(&company.boss, id, None).await.expect("deleted");
    let refused = portal.store.numbers(&second, Some(Period::ThisYear)).await;
    assert!(matches!(refused, Err(store::StoreError::NotFound)), "{refused:?}");
}
