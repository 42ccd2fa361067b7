//! Changing and splitting orders where other rules of the company look at them: limits, budgets and superiors.

use crate::ordering::{Company, Portal, contact_data, id, refusal};
use domain::{
    ApprovalKind::{AlwaysReview, ReviewOutsideAssortment, Unrestricted},
    OrderId, OrderStatus, Rank, Rappen, ReviewReason,
    Verdict::Released,
    audit::AuditEvent,
};
use jiff::SignedDuration;
use store::{Approver, Failure, Orderer, Placing, ReviseRefusal, RevisedLine, Revising, TakeBackRefusal};
use testbed::{Engine, both_engines};

both_engines![
    a_change_is_judged_by_the_limit_as_if_it_were_placed_anew,
    a_change_keeps_the_cost_centre_and_reserves_what_it_costs,
    what_somebody_released_goes_on_where_the_rest_is_taken_out,
    what_somebody_released_who_left_waits_for_whoever_took_over,
    a_decision_on_a_line_that_changed_cannot_be_taken_back,
    a_cart_that_is_too_much_as_a_whole_is_not_split,
    both_parts_have_the_cost_centre,
];

impl Portal {
    /// Wants another quantity of one line.
    pub async fn change_line(
        &self,
        orderer: &Orderer,
        id: OrderId,
        (position, quantity): (u32, u32),
    ) -> Result<OrderStatus, Failure<ReviseRefusal>> {
        let shown = self.store.revisable(orderer, id).await.expect("their own order");
        let price = shown.today.iter().find(|(of, _)| *of == position).map_or(Rappen(0), |(_, line)| line.price);
        let lines = vec![RevisedLine { position, quantity, price }];
        let revising =
            Revising { version: shown.order.version, level: shown.order.level, lines, added: vec![], seen: shown.seen, note: None };
        let result = self.store.revise(orderer, id, revising).await;
        self.peek.assert_statuses_hold().await;
        result
    }
}

async fn a_change_is_judged_by_the_limit_as_if_it_were_placed_anew(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.limit(&company, &orderer, Some(4000), None).await;
    let form = portal.fill(&orderer, &[("A1", 4)]).await;
    let order = portal.store.place(&orderer, form).await.expect("placed").order_id;
    assert_eq!(portal.change_line(&orderer, order, (1, 5)).await.expect("more of it"), OrderStatus::Waiting);
    let view = portal.store.order(&orderer, order).await.expect("own order");
    assert_eq!((view.lines[0].review, view.totals.net), (Some(ReviewReason::OverOrderLimit), Rappen(6250)));
    assert_eq!(portal.change_line(&orderer, order, (2, 3)).await.expect("it fits now"), OrderStatus::HandedOver);
    assert_eq!(portal.peek.count("supply_orders").await, 1);
}

async fn a_change_keeps_the_cost_centre_and_reserves_what_it_costs(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.limit(&company, &orderer, None, Some(9000)).await;
    let centre = portal.cost_centre(&company, "4711", Some(2000)).await;
    let order = portal.place_on(&orderer, &["A1", "A2"], centre).await.order_id;
    assert_eq!(portal.change_line(&orderer, order, (1, 2)).await.expect("changed"), OrderStatus::Waiting);
    let view = portal.store.order(&orderer, order).await.expect("own order");
    let payer = view.cost_centre.map(|payer| payer.label);
    assert_eq!((payer.as_deref(), view.lines[0].review), (Some("4711 Empfang"), Some(ReviewReason::OverBudget)));
    let month = portal.means(&orderer).await.frames.month.expect("a limit");
    assert_eq!((month.usage.used, month.usage.reserved), (Rappen(0), Rappen(2 * 1250 + 990)));
    let frames = portal.store.revisable(&orderer, order).await.expect("own order").frames;
    let reserved = frames.month.iter().chain(frames.budgets.iter().map(|budget| &budget.frame)).map(|frame| frame.usage.reserved);
    assert_eq!(reserved.collect::<Vec<_>>(), [Rappen(0); 2], "it does not count against itself");
}

/// A company in which `eva` releases up to 500 francs and the first approver everything, with somebody whose orders eva releases.
async fn ranked(portal: &Portal) -> (Company, Approver, Orderer) {
    let company = portal.company("muster").await;
    let eva = portal.promote(&company, "eva").await;
    let orderer = portal.employ_under(&company, "immer", AlwaysReview, eva.orderer().contact_id()).await;
    let superior = Some(company.boss.orderer().contact_id());
    let rank = Rank { approver: eva.orderer().contact_id(), limit: Some(Rappen(50_000)), superior };
    portal.store.set_rank(&company.boss, rank).await.expect("a limit");
    (company, eva, orderer)
}

async fn what_somebody_released_goes_on_where_the_rest_is_taken_out(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, eva, orderer) = ranked(&portal).await;
    let order = portal.place(&orderer, &["A5", "A1"]).await.order_id;
    portal.decide(&eva, order, &[(1, Released)]).await.expect("released");
    portal.change_line(&orderer, order, (2, 0)).await.expect("taken out");
    assert_eq!(portal.peek.count("supply_orders").await, 0, "eva alone may not release so much");
    let seen = portal.store.order_for_release(&company.boss, order).await.expect("in charge now");
    assert_eq!((seen.level, seen.released_by.as_deref()), (1, Some("muster.eva Muster")));
    assert_eq!(portal.confirm(&company.boss, order, 1).await.expect("confirmed").status, OrderStatus::HandedOver);
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn what_somebody_released_who_left_waits_for_whoever_took_over(engine: Engine) {
    for is_deleted in [true, false] {
        let portal = Portal::open(engine).await;
        let (company, eva, orderer) = ranked(&portal).await;
        let (store, boss) = (&portal.store, &company.boss);
        let order = portal.place(&orderer, &["A5", "A1"]).await.order_id;
        portal.decide(&eva, order, &[(1, Released)]).await.expect("released");
        if is_deleted {
            store.delete_contact(boss, id(&eva), Some(id(boss))).await.expect("deleted");
        } else {
            let demoted = contact_data("muster.eva", Unrestricted, None);
            store.edit_contact(boss, id(&eva), demoted, Some(id(boss))).await.expect("demoted");
        }
        assert_eq!(portal.change_line(&orderer, order, (2, 0)).await.expect("taken out"), OrderStatus::PartlyDecided);
        assert_eq!(portal.peek.count("supply_orders").await, 0, "above eva's limit, and the boss has said nothing so far");
        let seen = store.order_for_release(boss, order).await.expect("in charge");
        assert_eq!((seen.level, seen.released_by.as_deref()), (1, Some("muster.eva Muster")));
        let to = "muster.boss Muster".into();
        let passed_on = AuditEvent::OrderPassedOn { to, limit: None, is_for_budget: false, has_left: true };
        assert!(seen.history.iter().any(|entry| entry.event == passed_on), "{:?}", seen.history);
        assert_eq!(portal.confirm(boss, order, 1).await.expect("confirmed").status, OrderStatus::HandedOver);
    }
}

async fn a_decision_on_a_line_that_changed_cannot_be_taken_back(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let order = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.decide(&company.boss, order, &[(1, Released)]).await.expect("released");
    let decided_at = portal.store.now();
    portal.pass(SignedDuration::from_mins(1));
    portal.change_line(&orderer, order, (1, 2)).await.expect("changed");
    let taken_back = portal.store.take_back(&company.boss, order, 1, decided_at).await;
    assert_eq!(refusal(taken_back), TakeBackRefusal::Gone);
}

async fn a_cart_that_is_too_much_as_a_whole_is_not_split(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    // Each part for itself would fit.
    portal.limit(&company, &orderer, Some(5000), None).await;
    let form = portal.fill(&orderer, &[("A1", 1), ("A3", 1)]).await;
    let placed = portal.store.place_split(&orderer, form).await.expect("placed");
    let order = portal.store.order(&orderer, placed.order_id).await.expect("own order");
    assert_eq!((order.other_part, order.lines.len(), order.status), (None, 2, OrderStatus::Waiting));
    assert!(order.lines.iter().all(|line| line.review.is_some()));
    assert_eq!(portal.peek.count("supply_orders").await, 0);
}

async fn both_parts_have_the_cost_centre(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let centre = portal.cost_centre(&company, "4711", Some(10_000)).await;
    let form = portal.fill(&orderer, &[("A1", 1), ("A3", 1)]).await;
    let placed = portal.store.place_split(&orderer, Placing { cost_centre: Some(centre), ..form }).await.expect("placed");
    let waiting = portal.store.order(&orderer, placed.order_id).await.expect("own order");
    let other = waiting.other_part.expect("the other part");
    let sent = portal.store.order(&orderer, other.id).await.expect("own order");
    let payers = [waiting.cost_centre, sent.cost_centre].map(|payer| payer.map(|payer| payer.label));
    assert_eq!(payers, [Some("4711 Empfang".into()), Some("4711 Empfang".into())]);
    assert_eq!([waiting.status, sent.status], [OrderStatus::Waiting, OrderStatus::HandedOver]);
}
