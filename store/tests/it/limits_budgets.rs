//! Cost centres and their budgets.

use crate::ordering::{Company, Portal, is_not_found, order_form, refusal};
use domain::{
    ApprovalKind::{Approver as ApproverKind, ReviewOutsideAssortment, Unrestricted},
    CostCentreId, CustomerRule, Payer, Rappen, ReviewReason, Usage,
    Verdict::{Rejected, Released},
    numbers::Period,
};
use jiff::SignedDuration;
use store::{AgainLines, CostCentreData, CostCentreRefusal, PlaceRefusal, Placing};
use testbed::{Engine, both_engines};

both_engines![
    a_budget_counts_what_everybody_has_ordered_and_what_waits,
    beyond_the_budget_whoever_looks_after_it_decides_unless_the_orderer_has_an_approver,
    what_approvers_order_counts_and_is_not_held_up,
    a_year_begins_anew,
    what_is_rejected_or_withdrawn_is_free_again,
    a_cost_centre_without_a_budget_holds_nothing_up,
    a_cost_centre_is_chosen_from_those_in_use_of_the_own_company,
    a_demanded_cost_centre_must_be_chosen_where_there_is_one,
    an_order_keeps_what_its_cost_centre_was_called,
    the_choice_is_kept_with_the_cart_while_it_is_in_use,
    a_number_is_given_once,
    a_cost_centre_of_another_company_is_not_there,
    the_numbers_are_summed_up_by_cost_centre,
];

async fn usage(portal: &Portal, company: &Company) -> (i64, i64) {
    let Usage { used, reserved } = portal.store.cost_centres(&company.boss).await.expect("cost centres").rows[0].usage;
    (used.0, reserved.0)
}

fn data(company: &Company, number: &str) -> CostCentreData {
    CostCentreData { number: number.into(), name: "Neu".into(), per_year: None, approver_id: company.boss.orderer().contact_id() }
}

async fn a_budget_counts_what_everybody_has_ordered_and_what_waits(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let centre = portal.cost_centre(&company, "100", Some(5000)).await;
    let (one, other) = (portal.employ(&company, "a", Unrestricted).await, portal.employ(&company, "b", Unrestricted).await);
    assert!(!portal.place_on(&one, &["A3"], centre).await.waits);
    assert!(portal.place_on(&other, &["A2"], centre).await.waits);
    assert_eq!(usage(&portal, &company).await, (4500, 990));
    assert!(!portal.place(&other, &["A3"]).await.waits, "without the cost centre nothing limits it");
    assert!(portal.place_on(&one, &["A6"], centre).await.waits, "what waits counts too");
    assert_eq!(usage(&portal, &company).await, (4500, 991));
}

async fn beyond_the_budget_whoever_looks_after_it_decides_unless_the_orderer_has_an_approver(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let second = portal.promote(&company, "zwei").await.orderer().contact_id();
    let centre = portal.cost_centre(&company, "100", Some(0)).await;
    let free = portal.employ(&company, "frei", Unrestricted).await;
    let reviewed = portal.employ_under(&company, "sortiment", ReviewOutsideAssortment, second).await;
    let boss = company.boss.orderer().contact_id();
    for (orderer, in_charge) in [(&free, boss), (&reviewed, second)] {
        let id = portal.place_on(orderer, &["A1"], centre).await.order_id;
        let order = portal.store.order(orderer, id).await.expect("own order");
        assert_eq!((order.approver_id, order.lines[0].review), (Some(in_charge), Some(ReviewReason::OverBudget)));
        assert_eq!(order.cost_centre, Some(Payer { id: centre, label: "100 Empfang".into() }));
    }
}

async fn what_approvers_order_counts_and_is_not_held_up(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let centre = portal.cost_centre(&company, "100", Some(100)).await;
    let approver = portal.employ(&company, "zwei", ApproverKind).await;
    assert!(!portal.place_on(&approver, &["A1"], centre).await.waits);
    assert_eq!(usage(&portal, &company).await, (1250, 0));
}

async fn a_year_begins_anew(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let centre = portal.cost_centre(&company, "100", Some(5000)).await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place_on(&orderer, &["A3"], centre).await;
    portal.place_on(&orderer, &["A1"], centre).await;
    // From the 24th of November at ten to the last minute of the year, in Zürich.
    portal.pass(SignedDuration::from_hours(37 * 24 + 13) + SignedDuration::from_mins(59));
    assert_eq!(usage(&portal, &company).await, (4500, 1250));
    portal.pass(SignedDuration::from_mins(1));
    assert_eq!(usage(&portal, &company).await, (0, 1250));
}

async fn what_is_rejected_or_withdrawn_is_free_again(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let centre = portal.cost_centre(&company, "100", Some(5000)).await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let partly = portal.place_on(&orderer, &["A1", "A5"], centre).await.order_id;
    portal.decide(&company.boss, partly, &[(2, Rejected)]).await.expect("decided");
    assert_eq!(usage(&portal, &company).await, (0, 1250));
    let withdrawn = portal.place_on(&orderer, &["A5"], centre).await.order_id;
    portal.store.withdraw(&orderer, withdrawn).await.expect("withdrawn");
    let rejected = portal.place_on(&orderer, &["A5"], centre).await.order_id;
    portal.decide(&company.boss, rejected, &[(1, Rejected)]).await.expect("decided");
    portal.decide(&company.boss, partly, &[(1, Released)]).await.expect("decided");
    assert_eq!(usage(&portal, &company).await, (1250, 0));
}

async fn a_cost_centre_without_a_budget_holds_nothing_up(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let centre = portal.cost_centre(&company, "100", None).await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    assert!(!portal.place_on(&orderer, &["A5"], centre).await.waits);
    assert_eq!(usage(&portal, &company).await, (77_705, 0));
}

async fn a_cost_centre_is_chosen_from_those_in_use_of_the_own_company(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, other) = (portal.company("muster").await, portal.company("andere").await);
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let archived = portal.cost_centre(&company, "100", None).await;
    portal.store.archive_cost_centre(&company.boss, archived, true).await.expect("archived");
    let foreign = portal.cost_centre(&other, "100", None).await;
    let form = portal.fill(&orderer, &[("A1", 1)]).await;
    let before = portal.peek.counts().await;
    for wrong in [archived, foreign, CostCentreId(uuid::Uuid::now_v7())] {
        let placed = portal.store.place(&orderer, Placing { cost_centre: Some(wrong), ..form.clone() }).await;
        assert_eq!(refusal(placed), PlaceRefusal::UnknownCostCentre);
    }
    assert_eq!(portal.peek.counts().await, before);
    portal.store.archive_cost_centre(&company.boss, archived, false).await.expect("in use again");
    portal.store.place(&orderer, Placing { cost_centre: Some(archived), ..form }).await.expect("placed");
}

async fn a_demanded_cost_centre_must_be_chosen_where_there_is_one(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.store.switch_rule(&company.boss, CustomerRule::DemandsCostCentre, true).await.expect("demanded");
    portal.place(&orderer, &["A1"]).await;
    let centre = portal.cost_centre(&company, "100", None).await;
    let form = portal.fill(&orderer, &[("A1", 1)]).await;
    assert_eq!(refusal(portal.store.place(&orderer, form.clone()).await), PlaceRefusal::CostCentreMissing);
    assert!(portal.means(&orderer).await.demands_cost_centre);
    portal.store.place(&orderer, Placing { cost_centre: Some(centre), ..form }).await.expect("placed");
    portal.store.switch_rule(&company.boss, CustomerRule::DemandsCostCentre, false).await.expect("demanded no more");
    portal.place(&orderer, &["A1"]).await;
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn an_order_keeps_what_its_cost_centre_was_called(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let centre = portal.cost_centre(&company, "100", None).await;
    let id = portal.place_on(&orderer, &["A1"], centre).await.order_id;
    portal.store.save_cost_centre(&company.boss, Some(centre), data(&company, "200")).await.expect("renamed");
    let kept = Payer { id: centre, label: "100 Empfang".into() };
    assert_eq!(portal.store.order(&orderer, id).await.expect("own order").cost_centre, Some(kept));
    let supply = portal.peek.supply_order_of(id).await.expect("handed over");
    let supply = portal.store.supply_order(&portal.supplier, supply).await.expect("a supply order");
    assert_eq!(supply.cost_centre.as_deref(), Some("100 Empfang"));
}

async fn the_choice_is_kept_with_the_cart_while_it_is_in_use(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let centre = portal.cost_centre(&company, "100", None).await;
    let form = portal.fill(&orderer, &[("A1", 1)]).await;
    let chosen = async || portal.store.cart(&orderer).await.expect("a cart").cost_centre;
    portal.store.save_order_form(&orderer, order_form(&form, Some(centre))).await.expect("kept");
    assert_eq!(chosen().await, Some(centre));
    portal.store.archive_cost_centre(&company.boss, centre, true).await.expect("archived");
    assert_eq!(chosen().await, None);
    portal.store.archive_cost_centre(&company.boss, centre, false).await.expect("in use again");
    portal.store.save_order_form(&orderer, order_form(&form, None)).await.expect("kept");
    assert_eq!(chosen().await, None);
    let placed = portal.store.place(&orderer, Placing { cost_centre: Some(centre), ..form }).await.expect("placed");
    portal.store.take_again(&orderer, placed.order_id, AgainLines::All).await.expect("taken again");
    assert_eq!(chosen().await, Some(centre));
}

async fn a_number_is_given_once(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, other) = (portal.company("muster").await, portal.company("andere").await);
    let (first, second) = (portal.cost_centre(&company, "100", None).await, portal.cost_centre(&company, "200", None).await);
    portal.cost_centre(&other, "100", None).await;
    let save = async |id, number: &str| portal.store.save_cost_centre(&company.boss, id, data(&company, number)).await;
    assert_eq!(refusal(save(None, "100").await), CostCentreRefusal::NumberTaken);
    assert_eq!(refusal(save(Some(second), "100").await), CostCentreRefusal::NumberTaken);
    assert_eq!(save(Some(first), "100").await.expect("its own number"), first);
}

async fn a_cost_centre_of_another_company_is_not_there(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, other) = (portal.company("muster").await, portal.company("andere").await);
    let foreign = portal.cost_centre(&other, "100", None).await;
    let saved = portal.store.save_cost_centre(&company.boss, Some(foreign), data(&company, "1")).await;
    assert!(is_not_found(&saved));
    let archived = portal.store.archive_cost_centre(&company.boss, foreign, true).await;
    assert!(is_not_found(&archived));
    let looked_after = portal.store.save_cost_centre(&company.boss, None, data(&other, "1")).await;
    assert_eq!(refusal(looked_after), CostCentreRefusal::UnknownApprover);
    assert_eq!(portal.store.cost_centres(&company.boss).await.expect("cost centres").rows, []);
}

async fn the_numbers_are_summed_up_by_cost_centre(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let (small, big) = (portal.cost_centre(&company, "100", None).await, portal.cost_centre(&company, "200", Some(0)).await);
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place_on(&orderer, &["A1"], small).await;
    portal.place_on(&orderer, &["A2"], small).await;
    portal.place(&orderer, &["A3"]).await;
    let released = portal.place_on(&orderer, &["A3"], big).await.order_id;
    let rejected = portal.place_on(&orderer, &["A5"], big).await.order_id;
    portal.place_on(&orderer, &["A5"], big).await;
    portal.decide(&company.boss, released, &[(1, Released)]).await.expect("decided");
    portal.decide(&company.boss, rejected, &[(1, Rejected)]).await.expect("decided");
    let numbers = portal.store.numbers(&company.boss, Some(Period::ThisYear)).await.expect("numbers");
    let told: Vec<_> = numbers.cost_centres.iter().map(|row| (row.of.as_str(), row.net, row.orders)).collect();
    assert_eq!(told, [("200 Empfang", Rappen(4500), 1), ("100 Empfang", Rappen(2240), 2)]);
}
