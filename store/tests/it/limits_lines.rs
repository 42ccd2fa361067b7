//! Cost centres of single lines: each pays for its lines, and its budget is about these alone.

use crate::ordering::{Portal, refusal, two_budgets, waiting_company};
use domain::{CostCentreId, CustomerRule, OrderStatus, Rappen, ReviewReason, Verdict::Released};
use store::{CostCentreData, LineDecision, OrderView, PlaceRefusal, Placing};
use testbed::{Engine, both_engines};

both_engines![
    only_the_lines_wait_whose_budget_is_not_enough,
    of_many_cost_centres_those_are_read_that_pay,
    whoever_looks_after_the_budget_that_is_exceeded_by_most_decides,
    a_limit_of_the_orderer_is_about_every_line,
    where_one_is_demanded_each_line_needs_one,
    a_line_is_charged_to_a_cost_centre_in_use_of_the_own_company,
    the_cost_centre_of_the_order_is_none_of_the_lines_own,
    a_cart_is_split_along_its_budgets,
    the_same_order_on_other_cost_centres_is_another_one,
    a_seal_holds_for_the_cost_centre_that_pays,
    a_line_keeps_what_its_cost_centre_was_called,
];

fn reviews(order: &OrderView) -> Vec<Option<ReviewReason>> {
    order.lines.iter().map(|line| line.review).collect()
}

/// The cost centres that the lines have of their own.
fn own(order: &OrderView) -> Vec<Option<&str>> {
    order.lines.iter().map(|line| line.cost_centre.as_ref().map(|own| own.label.as_str())).collect()
}

async fn only_the_lines_wait_whose_budget_is_not_enough(engine: Engine) {
    let (portal, company, orderer, [small, large]) = two_budgets(engine, [1000, 100_000]).await;
    let lines = [("A1", 1, Some(small)), ("A2", 1, None), ("A3", 1, Some(large))];
    let id = portal.place_charged(&orderer, Some(large), &lines).await;
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!(reviews(&order), [Some(ReviewReason::OverBudget), None, None]);
    assert_eq!(own(&order), [Some("100 Empfang"), None, None]);
    assert_eq!(order.approver_id, Some(company.boss.orderer().contact_id()));
    let frames = portal.store.release_case(&company.boss, id).await.expect("a case").frames;
    let budgets: Vec<_> = frames.budgets.iter().map(|budget| (budget.cost_centre, budget.frame.limit)).collect();
    assert_eq!(budgets, [(small, Rappen(1000)), (large, Rappen(100_000))]);
    assert_eq!(portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided").status, OrderStatus::HandedOver);
}

async fn of_many_cost_centres_those_are_read_that_pay(engine: Engine) {
    let (portal, company, orderer, [one, other]) = two_budgets(engine, [1000, 2000]).await;
    // A third one, with an order that waits for it alone, is nothing to an order for which the others pay.
    let third = portal.cost_centre(&company, "300", Some(0)).await;
    portal.place_charged(&orderer, None, &[("A1", 1, Some(third))]).await;
    let id = portal.place_charged(&orderer, None, &[("A1", 1, Some(other)), ("A3", 1, Some(one))]).await;
    let budgets = portal.store.release_case(&company.boss, id).await.expect("a case").frames.budgets;
    let shown: Vec<_> = budgets.iter().map(|budget| (budget.cost_centre, budget.frame.usage.reserved)).collect();
    assert_eq!(shown, [(other, Rappen(0)), (one, Rappen(0))]);
    for by_id in [
        "k.id in (select id from wanted)",
        "t.cost_centre_id in (select id from wanted)",
        "from cost_centres\n    where customer_id = $1 and id in (select id from wanted)",
    ] {
        assert!(store::seen_statements().iter().any(|sql| sql.contains(by_id)), "{by_id}");
    }
}

async fn whoever_looks_after_the_budget_that_is_exceeded_by_most_decides(engine: Engine) {
    let (portal, company, orderer, [of_boss, _]) = two_budgets(engine, [0, 100_000]).await;
    let (boss, second) = (company.boss.orderer().contact_id(), portal.promote(&company, "zwei").await);
    let of_second = portal.cost_centre_of(&second, "300", Some(0)).await;
    let second = second.orderer().contact_id();
    let (dear, cheap, as_dear) = (("A1", 1), ("A2", 1), ("A6", 1250));
    for ([(first, one), (last, other)], in_charge) in [
        ([(dear, of_boss), (cheap, of_second)], boss),
        ([(cheap, of_boss), (dear, of_second)], second),
        ([(dear, of_second), (as_dear, of_boss)], second),
        ([(dear, of_boss), (as_dear, of_second)], boss),
    ] {
        let lines = [("A4", 1, None), (first.0, first.1, Some(one)), (last.0, last.1, Some(other))];
        let id = portal.place_charged(&orderer, None, &lines).await;
        let order = portal.store.order(&orderer, id).await.expect("own order");
        let over = Some(ReviewReason::OverBudget);
        assert_eq!((order.approver_id, reviews(&order)), (Some(in_charge), vec![None, over, over]), "{lines:?}");
        portal.store.withdraw(&orderer, id).await.expect("withdrawn");
    }
}

async fn a_limit_of_the_orderer_is_about_every_line(engine: Engine) {
    let (portal, company, orderer, [one, other]) = two_budgets(engine, [0, 100_000]).await;
    portal.limit(&company, &orderer, Some(2000), None).await;
    let id = portal.place_charged(&orderer, None, &[("A1", 1, Some(one)), ("A2", 1, Some(other)), ("A4", 1, None)]).await;
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!(reviews(&order), [Some(ReviewReason::OverOrderLimit); 3]);
}

async fn where_one_is_demanded_each_line_needs_one(engine: Engine) {
    let (portal, company, orderer, [one, other]) = two_budgets(engine, [100_000, 100_000]).await;
    portal.store.switch_rule(&company.boss, CustomerRule::DemandsCostCentre, true).await.expect("demanded");
    let lines = [("A1", 1, Some(one)), ("A2", 1, None)];
    let form = portal.charged(&orderer, None, &lines).await;
    let before = portal.peek.counts().await;
    assert_eq!(refusal(portal.store.place(&orderer, form.clone()).await), PlaceRefusal::CostCentreMissing);
    assert_eq!(portal.peek.counts().await, before);
    portal.store.place(&orderer, Placing { cost_centre: Some(other), ..form }).await.expect("the order's pays for the rest");
    portal.place_charged(&orderer, None, &[("A1", 1, Some(one)), ("A2", 1, Some(other))]).await;
}

async fn a_line_is_charged_to_a_cost_centre_in_use_of_the_own_company(engine: Engine) {
    let (portal, company, orderer, [archived, fine]) = two_budgets(engine, [100_000, 100_000]).await;
    portal.store.archive_cost_centre(&company.boss, archived, true).await.expect("archived");
    let other = portal.company("andere").await;
    let foreign = portal.cost_centre(&other, "100", None).await;
    let form = portal.charged(&orderer, Some(fine), &[("A1", 1, None), ("A2", 1, None)]).await;
    let of = portal.store.article(&orderer, "A2").await.expect("an article").id;
    let before = portal.peek.counts().await;
    for wrong in [archived, foreign, CostCentreId(uuid::Uuid::now_v7())] {
        let placed = portal.store.place(&orderer, Placing { line_cost_centres: vec![(of, wrong)], ..form.clone() }).await;
        assert_eq!(refusal(placed), PlaceRefusal::UnknownLineCostCentre(of));
    }
    assert_eq!(portal.peek.counts().await, before);
    let absent = portal.store.article(&orderer, "A6").await.expect("an article").id;
    portal.store.place(&orderer, Placing { line_cost_centres: vec![(absent, foreign)], ..form }).await.expect("there is no such line");
    assert_eq!(portal.peek.count("order_line_cost_centres").await, 0);
}

async fn the_cost_centre_of_the_order_is_none_of_the_lines_own(engine: Engine) {
    let (portal, _, orderer, [one, other]) = two_budgets(engine, [100_000, 100_000]).await;
    let id = portal.place_charged(&orderer, Some(one), &[("A1", 1, Some(one)), ("A2", 1, Some(other))]).await;
    assert_eq!(own(&portal.store.order(&orderer, id).await.expect("own order")), [None, Some("200 Empfang")]);
    assert_eq!(portal.peek.count("order_line_cost_centres").await, 1);
}

async fn a_cart_is_split_along_its_budgets(engine: Engine) {
    let (portal, company, orderer, [small, large]) = two_budgets(engine, [1000, 100_000]).await;
    let form = portal.charged(&orderer, Some(large), &[("A1", 1, Some(small)), ("A2", 1, None), ("A3", 1, Some(large))]).await;
    let placed = portal.store.place_split(&orderer, form).await.expect("placed");
    portal.peek.assert_statuses_hold().await;
    let waiting = portal.store.order(&orderer, placed.order_id).await.expect("own order");
    let sent = portal.store.order(&orderer, waiting.other_part.expect("the other part").id).await.expect("own order");
    assert_eq!((waiting.status, waiting.totals.net, own(&waiting)), (OrderStatus::Waiting, Rappen(1250), vec![Some("100 Empfang")]));
    assert_eq!((sent.status, sent.totals.net, own(&sent)), (OrderStatus::HandedOver, Rappen(5490), vec![None, None]));
    assert_eq!([portal.usage(&company, small).await, portal.usage(&company, large).await], [(0, 1250), (5490, 0)]);
}

async fn the_same_order_on_other_cost_centres_is_another_one(engine: Engine) {
    let (portal, _, orderer, [one, other]) = two_budgets(engine, [100_000, 100_000]).await;
    let form = portal.charged(&orderer, Some(one), &[("A1", 1, Some(other))]).await;
    let first = portal.store.place(&orderer, form.clone()).await.expect("placed");
    assert_eq!(portal.store.place(&orderer, form.clone()).await.expect("once more"), first);
    let without = Placing { line_cost_centres: vec![], ..form };
    assert_eq!(refusal(portal.store.place(&orderer, without).await), PlaceRefusal::KeyReused);
}

async fn a_seal_holds_for_the_cost_centre_that_pays(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let [one, other] = [portal.cost_centre(&company, "100", None).await, portal.cost_centre(&company, "200", None).await];
    let mut seals = Vec::new();
    for (of_order, own) in [(Some(one), None), (Some(one), Some(other)), (None, Some(other)), (Some(other), None), (None, None)] {
        let id = portal.place_charged(&orderer, of_order, &[("A1", 1, own)]).await;
        let order = portal.store.order(&orderer, id).await.expect("own order");
        seals.push(order.lines[0].seal.clone());
        let stale = LineDecision::release(1).as_seen(Some(seals[0].clone()));
        let is_same = seals[0] == order.lines[0].seal;
        assert_eq!(portal.store.decide(&company.boss, id, vec![stale]).await.is_ok(), is_same, "what was seen is what is decided");
    }
    assert_eq!((&seals[1], &seals[2]), (&seals[3], &seals[3]), "it is the same who pays");
    assert!(seals[0] != seals[1] && seals[1] != seals[4] && seals[0] != seals[4], "{seals:?}");
}

async fn a_line_keeps_what_its_cost_centre_was_called(engine: Engine) {
    let (portal, company, orderer, [_, renamed]) = two_budgets(engine, [100_000, 100_000]).await;
    let id = portal.place_charged(&orderer, None, &[("A1", 1, Some(renamed))]).await;
    let approver_id = company.boss.orderer().contact_id();
    let data = CostCentreData { number: "201".into(), name: "Lager".into(), per_year: None, approver_id };
    portal.store.save_cost_centre(&company.boss, Some(renamed), data).await.expect("renamed");
    assert_eq!(own(&portal.store.order(&orderer, id).await.expect("own order")), [Some("200 Empfang")]);
}
