//! What is reserved and used of budgets where different cost centres pay for the lines of an order.

use crate::ordering::{Portal, article, waiting_company};
use domain::{
    OrderId, Rappen,
    Verdict::{Rejected, Released},
    numbers::Period,
};
use store::{Instead, LineDecision, Seen};
use testbed::{Engine, both_engines};

both_engines![
    what_waits_is_reserved_with_whoever_would_pay_for_it,
    what_is_handed_over_is_used_by_whoever_pays_for_it,
    what_pays_for_nothing_that_is_delivered_is_nothing_to_the_supplier,
];

async fn what_waits_is_reserved_with_whoever_would_pay_for_it(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let [one, other, last] = [
        portal.cost_centre(&company, "100", Some(5000)).await,
        portal.cost_centre(&company, "200", Some(5000)).await,
        portal.cost_centre(&company, "300", Some(5000)).await,
    ];
    let usages = async || [portal.usage(&company, one).await, portal.usage(&company, other).await, portal.usage(&company, last).await];
    let lines = [("A1", 2, None), ("A2", 1, Some(other)), ("A4", 1, Some(last)), ("A6", 1, Some(last))];
    let first = portal.place_charged(&orderer, Some(one), &lines).await;
    assert_eq!(usages().await, [(0, 2500), (0, 990), (0, 106)]);
    portal.decide(&company.boss, first, &[(1, Released), (3, Rejected)]).await.expect("decided");
    assert_eq!(usages().await, [(0, 2500), (0, 990), (0, 1)], "of what is decided in part each line tells");
    let second = portal.place_charged(&orderer, None, &[("A3", 1, Some(other)), ("A5", 1, None)]).await;
    assert_eq!(usages().await, [(0, 2500), (0, 5490), (0, 1)]);
    let seen = portal.store.release_case(&company.boss, second).await.expect("a case").frames;
    assert_eq!(seen.budgets[0].frame.usage.reserved, Rappen(990), "what waits besides");
    let third = portal.place_charged(&orderer, None, &[("A4", 1, Some(last)), ("A2", 1, Some(other))]).await;
    let seen = portal.store.release_case(&company.boss, third).await.expect("a case").frames;
    let besides: Vec<_> = seen.budgets.iter().map(|budget| (budget.cost_centre, budget.frame.usage.reserved)).collect();
    assert_eq!(besides, [(last, Rappen(1)), (other, Rappen(5490))]);
    for order in [second, third] {
        portal.store.withdraw(&orderer, order).await.expect("withdrawn");
    }
    portal.decide(&company.boss, first, &[(2, Rejected), (4, Rejected)]).await.expect("decided");
    assert_eq!(usages().await, [(2500, 0), (0, 0), (0, 0)]);
}

async fn what_is_handed_over_is_used_by_whoever_pays_for_it(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    portal.agree(&company, &["A4"]).await;
    let [one, other, of_order] = [
        portal.cost_centre(&company, "100", None).await,
        portal.cost_centre(&company, "200", None).await,
        portal.cost_centre(&company, "300", None).await,
    ];
    let lines = [("A1", 3, Some(one)), ("A2", 1, Some(other)), ("A5", 1, Some(one)), ("A3", 1, None)];
    let id = portal.place_charged(&orderer, Some(of_order), &lines).await;
    // Within what is borne.
    portal.store.import_catalogue(vec![], vec![article("A3", "Artikel A3", 4590)]).await.expect("imported");
    let instead = portal.store.article(&orderer, "A4").await.expect("an article").id;
    let decisions = vec![
        LineDecision { instead: Instead { quantity: Some(1), article: None }, ..LineDecision::release(1) },
        LineDecision::reject(2, None, Some("Grund".into())),
        LineDecision {
            instead: Instead { quantity: None, article: Some(Seen { id: instead, price: Rappen(105) }) },
            ..LineDecision::release(3)
        },
        LineDecision::release(4),
    ];
    portal.store.decide(&company.boss, id, decisions).await.expect("decided");
    portal.peek.assert_statuses_hold().await;
    let used = [portal.usage(&company, one).await, portal.usage(&company, other).await, portal.usage(&company, of_order).await];
    assert_eq!(used, [(1250 + 105, 0), (0, 0), (4590, 0)]);
    let numbers = portal.store.numbers(&company.boss, Some(Period::ThisYear)).await.expect("numbers");
    let told: Vec<_> = numbers.cost_centres.iter().map(|row| (row.of.as_str(), row.net, row.orders)).collect();
    assert_eq!(told, [("300 Empfang", Rappen(4590), 1), ("100 Empfang", Rappen(1355), 1)]);
    assert_eq!(
        supplied(&portal, id).await,
        (Some("300 Empfang".into()), vec![Some("100 Empfang".into()), Some("100 Empfang".into()), None])
    );
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

/// The cost centres of a supply order and of its lines.
async fn supplied(portal: &Portal, order: OrderId) -> (Option<String>, Vec<Option<String>>) {
    let id = portal.peek.supply_order_of(order).await.expect("handed over");
    let supply = portal.store.supply_order(&portal.supplier, id).await.expect("a supply order");
    (supply.cost_centre, supply.lines.into_iter().map(|line| line.cost_centre).collect())
}

async fn what_pays_for_nothing_that_is_delivered_is_nothing_to_the_supplier(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let [of_order, own] = [portal.cost_centre(&company, "100", None).await, portal.cost_centre(&company, "200", None).await];
    let id = portal.place_charged(&orderer, Some(of_order), &[("A1", 1, None), ("A2", 1, Some(own))]).await;
    portal.decide(&company.boss, id, &[(1, Rejected), (2, Released)]).await.expect("decided");
    assert_eq!(supplied(&portal, id).await, (None, vec![Some("200 Empfang".into())]));
}
