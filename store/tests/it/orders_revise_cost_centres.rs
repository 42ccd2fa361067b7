//! Changing orders of which different cost centres pay for different lines.

use crate::ordering::{Portal, order_form, refusal, two_budgets, waiting_company};
use domain::{
    ApprovalKind::{ReviewOutsideAssortment, Unrestricted},
    CostCentreId, CustomerRule, OrderId, OrderStatus, ReviewReason,
    Verdict::Released,
    hierarchy::Why,
};
use store::{Failure, GoesOn, OrderView, Orderer, Revisable, ReviseRefusal, Revising};
use testbed::{Engine, both_engines};

both_engines![
    a_line_with_another_quantity_keeps_its_cost_centre_and_is_judged_by_its_budget,
    what_comes_from_the_cart_brings_its_cost_centre_along,
    who_pays_for_what_comes_along_is_who_was_on_the_screen,
    what_comes_along_needs_a_cost_centre_where_one_is_demanded,
    whoever_looks_after_a_budget_that_a_change_exceeds_has_a_say,
    an_approver_of_the_orderers_own_decides_on_every_budget,
];

fn own(order: &OrderView) -> Vec<Option<&str>> {
    order.lines.iter().map(|line| line.cost_centre.as_ref().map(|own| own.label.as_str())).collect()
}

/// Fills the cart and chooses a cost centre for all of it, and others for single lines.
async fn fill(portal: &Portal, orderer: &Orderer, all: Option<CostCentreId>, lines: &[(&str, u32, Option<CostCentreId>)]) {
    let form = portal.charged(orderer, all, lines).await;
    portal.store.save_order_form(orderer, order_form(&form, all)).await.expect("kept");
}

/// The wish to take along all that was offered.
fn all_of(shown: &Revisable) -> Revising {
    let added = shown.offered.iter().map(|line| line.article_id).collect();
    Revising { version: shown.order.version, level: shown.order.level, lines: vec![], added, seen: shown.seen.clone(), note: None }
}

/// Takes along into an order what lies in the cart.
async fn take_along(portal: &Portal, orderer: &Orderer, order: OrderId) -> Result<OrderStatus, Failure<ReviseRefusal>> {
    let shown = portal.store.revisable(orderer, order).await.expect("their own order");
    let result = portal.store.revise(orderer, order, all_of(&shown)).await;
    portal.peek.assert_statuses_hold().await;
    result
}

async fn a_line_with_another_quantity_keeps_its_cost_centre_and_is_judged_by_its_budget(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let [one, other] = [portal.cost_centre(&company, "100", Some(2000)).await, portal.cost_centre(&company, "200", Some(0)).await];
    let id = portal.place_charged(&orderer, None, &[("A1", 1, Some(one)), ("A2", 1, Some(other))]).await;
    let first = async || {
        let order = portal.store.order(&orderer, id).await.expect("own order");
        assert_eq!(own(&order)[0], Some("100 Empfang"));
        order.lines[0].review
    };
    assert_eq!(first().await, None, "it waits for the other line");
    portal.change_line(&orderer, id, (1, 2)).await.expect("more of it");
    assert_eq!((first().await, portal.usage(&company, one).await), (Some(ReviewReason::OverBudget), (0, 2500)));
    portal.change_line(&orderer, id, (3, 1)).await.expect("less of it");
    assert_eq!((first().await, portal.usage(&company, other).await), (None, (0, 990)));
    assert_eq!(portal.change_line(&orderer, id, (2, 0)).await.expect("without the other"), OrderStatus::HandedOver);
    assert_eq!([portal.usage(&company, one).await, portal.usage(&company, other).await], [(1250, 0), (0, 0)]);
}

async fn what_comes_from_the_cart_brings_its_cost_centre_along(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let [one, other] = [portal.cost_centre(&company, "100", None).await, portal.cost_centre(&company, "200", None).await];
    let id = portal.place_charged(&orderer, Some(one), &[("A1", 1, None)]).await;
    fill(&portal, &orderer, Some(other), &[("A2", 1, Some(other)), ("A3", 1, None), ("A4", 1, Some(one))]).await;
    let offered = portal.store.revisable(&orderer, id).await.expect("own order").offered;
    let told: Vec<_> = offered.iter().map(|line| line.own.payer().map(|own| own.label)).collect();
    assert_eq!(told, [Some("200 Empfang".to_owned()), None, None], "where it is not that of the order");
    take_along(&portal, &orderer, id).await.expect("changed");
    assert_eq!(own(&portal.store.order(&orderer, id).await.expect("own order")), [None, Some("200 Empfang"), None, None]);
    assert_eq!([portal.usage(&company, one).await, portal.usage(&company, other).await], [(0, 1250 + 4500 + 105), (0, 990)]);
    portal.change_line(&orderer, id, (2, 0)).await.expect("without it");
    assert_eq!(portal.usage(&company, other).await, (0, 0), "what pays for nothing reserves nothing");
}

async fn who_pays_for_what_comes_along_is_who_was_on_the_screen(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let [one, other] = [portal.cost_centre(&company, "100", None).await, portal.cost_centre(&company, "200", None).await];
    let id = portal.place_charged(&orderer, Some(one), &[("A1", 1, None)]).await;
    fill(&portal, &orderer, None, &[("A2", 1, Some(other))]).await;
    let shown = portal.store.revisable(&orderer, id).await.expect("own order");
    fill(&portal, &orderer, None, &[("A2", 1, Some(one))]).await;
    let before = portal.peek.counts().await;
    assert_eq!(refusal(portal.store.revise(&orderer, id, all_of(&shown)).await), ReviseRefusal::CartChanged);
    assert_eq!(portal.peek.counts().await, before);
    fill(&portal, &orderer, Some(other), &[("A2", 1, Some(other))]).await;
    portal.store.revise(&orderer, id, all_of(&shown)).await.expect("it is who was shown, whatever pays for the rest of the cart");
    assert_eq!(own(&portal.store.order(&orderer, id).await.expect("own order")), [None, Some("200 Empfang")]);

    let id = portal.place_charged(&orderer, None, &[("A1", 1, None)]).await;
    fill(&portal, &orderer, Some(one), &[("A3", 1, None)]).await;
    let shown = portal.store.revisable(&orderer, id).await.expect("own order");
    fill(&portal, &orderer, Some(other), &[("A3", 1, None)]).await;
    assert_eq!(refusal(portal.store.revise(&orderer, id, all_of(&shown)).await), ReviseRefusal::CartChanged);
    portal.store.archive_cost_centre(&company.boss, other, true).await.expect("archived");
    assert_eq!(refusal(portal.store.revise(&orderer, id, all_of(&shown)).await), ReviseRefusal::CartChanged);
    fill(&portal, &orderer, Some(one), &[("A3", 1, None)]).await;
    portal.store.revise(&orderer, id, all_of(&shown)).await.expect("as it was shown");
    assert_eq!(own(&portal.store.order(&orderer, id).await.expect("own order")), [None, Some("100 Empfang")]);
}

async fn what_comes_along_needs_a_cost_centre_where_one_is_demanded(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let [one, other] = [portal.cost_centre(&company, "100", None).await, portal.cost_centre(&company, "200", None).await];
    let id = portal.place_charged(&orderer, None, &[("A1", 1, Some(one))]).await;
    fill(&portal, &orderer, None, &[("A2", 1, None)]).await;
    take_along(&portal, &orderer, id).await.expect("nobody demands one");

    portal.store.switch_rule(&company.boss, CustomerRule::DemandsCostCentre, true).await.expect("demanded");
    fill(&portal, &orderer, None, &[("A3", 1, None)]).await;
    assert_eq!(refusal(take_along(&portal, &orderer, id).await), ReviseRefusal::CostCentreMissing);
    // Where the order has none, what was chosen in the cart for all of it pays.
    fill(&portal, &orderer, Some(other), &[("A3", 1, None)]).await;
    take_along(&portal, &orderer, id).await.expect("changed");
    assert_eq!(own(&portal.store.order(&orderer, id).await.expect("own order")), [Some("100 Empfang"), None, Some("200 Empfang")]);
}

async fn whoever_looks_after_a_budget_that_a_change_exceeds_has_a_say(engine: Engine) {
    let (portal, company, orderer, [exceeded, enough]) = two_budgets(engine, [0, 1500]).await;
    let second = portal.promote(&company, "zwei").await;
    let others = portal.cost_centre_of(&second, "300", Some(1000)).await;
    let lines = [("A1", 1, Some(exceeded)), ("A2", 1, Some(others)), ("A4", 1, Some(enough))];
    let id = portal.place_charged(&orderer, None, &lines).await;
    let boss = company.boss.orderer().contact_id();
    assert_eq!(portal.store.order(&orderer, id).await.expect("own order").approver_id, Some(boss));

    let goes_on = async || portal.store.order_for_release(&company.boss, id).await.expect("in charge").goes_on;
    assert_eq!(goes_on().await, None, "it fits");
    portal.change_line(&orderer, id, (2, 2)).await.expect("changed");
    let second_has_a_say = Some(GoesOn { to: "muster.zwei Muster".into(), why: Why::Budget });
    assert_eq!(goes_on().await, second_has_a_say);
    portal.change_line(&orderer, id, (4, 0)).await.expect("without it");
    assert_eq!(goes_on().await, None);
    fill(&portal, &orderer, None, &[("A3", 1, Some(others))]).await;
    take_along(&portal, &orderer, id).await.expect("changed");
    assert_eq!(goes_on().await, second_has_a_say);
    let order = portal.store.order(&orderer, id).await.expect("own order");
    let over = Some(ReviewReason::OverBudget);
    assert_eq!(order.lines.iter().map(|line| line.review).collect::<Vec<_>>(), [over, None, over]);
    portal.decide(&company.boss, id, &[(1, Released), (5, Released)]).await.expect("released");
    assert_eq!(portal.confirm(&second, id, 1).await.expect("confirmed").status, OrderStatus::HandedOver);
}

async fn an_approver_of_the_orderers_own_decides_on_every_budget(engine: Engine) {
    let (portal, company, _, [of_boss, _]) = two_budgets(engine, [0, 0]).await;
    let second = portal.promote(&company, "zwei").await.orderer().contact_id();
    let orderer = portal.employ_under(&company, "aussen", ReviewOutsideAssortment, second).await;
    portal.agree(&company, &["A2"]).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    fill(&portal, &orderer, None, &[("A2", 1, Some(of_boss))]).await;
    take_along(&portal, &orderer, id).await.expect("changed");
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!((order.approver_id, order.lines[1].review), (Some(second), Some(ReviewReason::OverBudget)));
}
