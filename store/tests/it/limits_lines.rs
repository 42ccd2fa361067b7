//! Cost centres of single lines: each pays for its lines, and its budget is about these alone.

use crate::ordering::{Company, Portal, article, order_form, placing, refusal, waiting_company};
use domain::{
    ApprovalKind::Unrestricted,
    CostCentreId, CustomerRule, OrderStatus, Rappen, ReviewReason,
    Verdict::{Rejected, Released},
    numbers::Period,
};
use store::{AgainLines, CostCentreData, Instead, LineDecision, OrderForm, OrderView, Orderer, PlaceRefusal, Placing, Seen};
use testbed::{Engine, both_engines};

both_engines![
    only_the_lines_wait_whose_budget_is_not_enough,
    whoever_looks_after_the_first_budget_that_is_not_enough_decides,
    a_limit_of_the_orderer_is_about_every_line,
    what_waits_is_reserved_with_whoever_would_pay_for_it,
    what_is_handed_over_is_used_by_whoever_pays_for_it,
    what_pays_for_nothing_that_is_delivered_is_nothing_to_the_supplier,
    where_one_is_demanded_each_line_needs_one,
    a_line_is_charged_to_a_cost_centre_in_use_of_the_own_company,
    the_cost_centre_of_the_order_is_none_of_the_lines_own,
    a_cart_is_split_along_its_budgets,
    the_same_order_on_other_cost_centres_is_another_one,
    a_seal_holds_for_the_cost_centre_that_pays,
    a_line_keeps_what_its_cost_centre_was_called,
    the_cart_keeps_what_was_chosen_for_its_lines,
    what_is_ordered_again_brings_its_cost_centre_along,
];

/// A company with somebody whom only budgets hold up, and two cost centres with these.
async fn two_budgets(engine: Engine, budgets: [i64; 2]) -> (Portal, Company, Orderer, [CostCentreId; 2]) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let [one, other] = budgets.map(Some);
    let centres = [portal.cost_centre(&company, "100", one).await, portal.cost_centre(&company, "200", other).await];
    (portal, company, orderer, centres)
}

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

async fn whoever_looks_after_the_first_budget_that_is_not_enough_decides(engine: Engine) {
    let (portal, company, orderer, [of_boss, _]) = two_budgets(engine, [0, 100_000]).await;
    let (boss, second) = (company.boss.orderer().contact_id(), portal.promote(&company, "zwei").await.orderer().contact_id());
    let data = CostCentreData { number: "300".into(), name: "Lager".into(), per_year: Some(Rappen(0)), approver_id: second };
    let of_second = portal.store.save_cost_centre(&company.boss, None, data).await.expect("a cost centre");
    for (first, other, in_charge) in [(of_boss, of_second, boss), (of_second, of_boss, second)] {
        let lines = [("A1", 1, None), ("A2", 1, Some(first)), ("A3", 1, Some(other))];
        let id = portal.place_charged(&orderer, None, &lines).await;
        let order = portal.store.order(&orderer, id).await.expect("own order");
        assert_eq!((order.approver_id, order.lines[0].review), (Some(in_charge), None));
    }
}

async fn a_limit_of_the_orderer_is_about_every_line(engine: Engine) {
    let (portal, company, orderer, [one, other]) = two_budgets(engine, [0, 100_000]).await;
    portal.limit(&company, &orderer, Some(2000), None).await;
    let id = portal.place_charged(&orderer, None, &[("A1", 1, Some(one)), ("A2", 1, Some(other)), ("A4", 1, None)]).await;
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!(reviews(&order), [Some(ReviewReason::OverOrderLimit); 3]);
}

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
    let numbers = portal.store.numbers(&company.boss, Period::ThisYear).await.expect("numbers");
    let told: Vec<_> = numbers.cost_centres.iter().map(|row| (row.of.as_str(), row.net, row.orders)).collect();
    assert_eq!(told, [("300 Empfang", Rappen(4590), 1), ("100 Empfang", Rappen(1355), 1)]);
    assert_eq!(
        supplied(&portal, id).await,
        (Some("300 Empfang".into()), vec![Some("100 Empfang".into()), Some("100 Empfang".into()), None])
    );
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

/// The cost centres of a supply order and of its lines.
async fn supplied(portal: &Portal, order: domain::OrderId) -> (Option<String>, Vec<Option<String>>) {
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

/// The cost centre that was chosen for the line with this article in the cart.
async fn chosen(portal: &Portal, orderer: &Orderer, number: &str) -> Option<CostCentreId> {
    let cart = portal.store.cart(orderer).await.expect("a cart");
    cart.lines.iter().find(|line| line.number == number).expect("it is in the cart").own.id()
}

async fn the_cart_keeps_what_was_chosen_for_its_lines(engine: Engine) {
    let (portal, company, orderer, [one, other]) = two_budgets(engine, [100_000, 100_000]).await;
    let foreign = portal.cost_centre(&portal.company("andere").await, "100", None).await;
    let form = portal.charged(&orderer, None, &[("A1", 1, Some(one)), ("A2", 1, Some(other))]).await;
    let keep = async |line_cost_centres| {
        let form = OrderForm { line_cost_centres, ..order_form(&form, None) };
        portal.store.save_order_form(&orderer, form).await.expect("kept");
        [chosen(&portal, &orderer, "A1").await, chosen(&portal, &orderer, "A2").await]
    };
    let [(a1, _), (a2, _)] = form.line_cost_centres[..] else { panic!("two lines: {form:?}") };
    assert_eq!(keep(vec![(a1, Some(one)), (a2, Some(other))]).await, [Some(one), Some(other)]);
    assert_eq!(keep(vec![(a1, Some(foreign))]).await, [Some(one), Some(other)], "what is not theirs stays away, and the rest as it is");
    assert_eq!(keep(vec![(a1, Some(other)), (a2, None)]).await, [Some(other), None]);
    portal.store.archive_cost_centre(&company.boss, other, true).await.expect("archived");
    assert_eq!(chosen(&portal, &orderer, "A1").await, None);
    portal.store.archive_cost_centre(&company.boss, other, false).await.expect("in use again");
    assert_eq!(chosen(&portal, &orderer, "A1").await, Some(other));
    portal.store.set_cart_quantity(&orderer, a1, 0).await.expect("taken out");
    assert_eq!(portal.peek.count("cart_line_cost_centres").await, 0);
}

async fn what_is_ordered_again_brings_its_cost_centre_along(engine: Engine) {
    let (portal, company, orderer, [used, archived]) = two_budgets(engine, [100_000, 100_000]).await;
    let lines = [("A1", 1, Some(used)), ("A2", 1, Some(archived)), ("A3", 1, None)];
    let id = portal.place_charged(&orderer, None, &lines).await;
    portal.store.archive_cost_centre(&company.boss, archived, true).await.expect("archived");
    let again = async || {
        portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
        [chosen(&portal, &orderer, "A1").await, chosen(&portal, &orderer, "A2").await, chosen(&portal, &orderer, "A3").await]
    };
    assert_eq!(again().await, [Some(used), None, None]);
    let cart = portal.store.cart(&orderer).await.expect("a cart");
    let line_cost_centres = cart.lines.iter().map(|line| (line.article_id, None)).collect();
    let form = OrderForm { line_cost_centres, ..order_form(&placing(&cart), None) };
    portal.store.save_order_form(&orderer, form).await.expect("kept");
    assert_eq!(again().await, [None; 3], "what is in the cart already stays as it is");
}
