//! Releasing and rejecting lines, to the end of the order.

use crate::ordering::{Portal, counts_of, decisions, is_not_found, refusal, waiting_company};
use domain::{
    ApprovalKind::ReviewOutsideAssortment,
    OrderId, OrderStatus, Rappen, Totals,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use jiff::SignedDuration;
use store::{DecideRefusal, DossierFilter, Failure, Orderer, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    an_order_is_decided_line_by_line_to_one_supply_order_with_the_released_lines,
    the_decisions_are_told_in_one_mail_and_stay_in_the_history,
    a_last_decision_without_its_mail_or_audit_entry_is_not_made_at_all,
    an_order_of_which_every_line_is_rejected_reaches_no_supplier,
    lines_that_need_no_release_go_with_the_order_even_if_the_others_are_rejected,
    several_lines_are_decided_in_one_step,
    the_same_decision_again_changes_nothing,
    another_decision_on_a_decided_line_is_refused_and_says_who_was_first,
    a_refused_line_keeps_the_others_of_the_request_undecided,
    a_line_named_twice_is_decided_not_at_all,
    a_line_that_needs_no_release_or_does_not_exist_is_not_found,
    deciding_nothing_is_refused,
];

/// An order of three lines, of which the second is rejected and the others are released, one after the other.
async fn decided_line_by_line(portal: &Portal) -> (Orderer, OrderId) {
    let (company, orderer) = waiting_company(portal).await;
    let placing = portal.fill(&orderer, &[("A1", 3), ("A2", 1), ("A4", 7)]).await;
    let id = portal.store.place(&orderer, placing).await.expect("placed").order_id;
    portal.pass(SignedDuration::from_hours(1));
    let first = portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    assert_eq!(counts_of(&first), (OrderStatus::PartlyDecided, 2));
    let second = portal.decide(&company.boss, id, &[(2, Rejected)]).await.expect("decided");
    assert_eq!(counts_of(&second), (OrderStatus::PartlyDecided, 1));
    assert_eq!((portal.peek.count("supply_orders").await, portal.peek.mails().await.len()), (0, 2));
    let last = portal.decide(&company.boss, id, &[(3, Released)]).await.expect("decided");
    assert_eq!(counts_of(&last), (OrderStatus::HandedOver, 0));
    (orderer, id)
}

async fn an_order_is_decided_line_by_line_to_one_supply_order_with_the_released_lines(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (orderer, id) = decided_line_by_line(&portal).await;
    let order = portal.store.order(&orderer, id).await.expect("own order");
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 10).await.expect("a list");
    assert_eq!(rows.len(), 1);
    let supply = portal.store.supply_order(&portal.supplier, rows[0].id).await.expect("a supply order");
    let lines: Vec<_> =
        supply.lines.iter().map(|line| (line.position, line.article_number.as_str(), line.price.0, line.quantity)).collect();
    assert_eq!(lines, [(1, "A1", 1250, 3), (2, "A4", 105, 7)]);
    assert_eq!(supply.totals, Totals::of([(Rappen(1250), 3), (Rappen(105), 7)]));
    assert_eq!(order.delivered_totals, supply.totals);
    assert_eq!(order.totals, Totals::of([(Rappen(1250), 3), (Rappen(990), 1), (Rappen(105), 7)]));
    assert_eq!((order.supply_number, order.delivery_date), (Some(supply.number), Some(supply.delivery_date)));
    assert_eq!(order.closed_at, Some(supply.received_at));
}

async fn the_decisions_are_told_in_one_mail_and_stay_in_the_history(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (orderer, id) = decided_line_by_line(&portal).await;
    let order = portal.store.order(&orderer, id).await.expect("own order");
    let rejection = order.lines[1].decision.as_ref().expect("a decision");
    assert_eq!((rejection.verdict, rejection.reason.as_deref()), (Rejected, Some("Grund 2")));
    assert_eq!(rejection.approver_name, "muster.boss Muster");
    let expected = [
        "handed_over to muster.immer@mail.example",
        "order_received to muster.immer@mail.example",
        "release_wanted to muster.boss@mail.example",
    ];
    assert_eq!(portal.peek.mails().await, expected);
    assert!(portal.peek.notices("handed_over").await[0].contains("Grund 2"));
    let events: Vec<_> = order.history.iter().map(|entry| entry.event.clone()).collect();
    assert_eq!(events.len(), 5);
    let rejected = AuditEvent::LineDecided {
        position: 2,
        article: "Artikel A2".into(),
        verdict: Rejected,
        cause: None,
        reason: Some("Grund 2".into()),
        alternative: None,
        in_place_of: None,
    };
    assert_eq!(events[2], rejected);
    assert_eq!(events[4], AuditEvent::OrderHandedOver { supply_number: 20_001 });
    assert_eq!(order.history[4].actor_name, "muster.boss Muster");
    assert_eq!(portal.store.verify_audit().await.expect("a check"), []);
}

async fn a_last_decision_without_its_mail_or_audit_entry_is_not_made_at_all(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let before = portal.peek.counts().await;
    for table in ["outbox_mails", "audit_entries"] {
        portal.peek.execute(&format!("alter table {table} rename to hidden")).await.expect("renamed");
        let decided = portal.store.decide(&company.boss, id, decisions(&[(1, Released), (2, Rejected)])).await;
        portal.peek.execute(&format!("alter table hidden rename to {table}")).await.expect("renamed back");
        assert!(matches!(decided, Err(Failure::Store(StoreError::Database(_)))), "{table}");
        assert_eq!(portal.peek.counts().await, before, "{table}");
        assert_eq!(portal.peek.number("select last_number from supply_numbers").await, 20_000);
        portal.peek.assert_statuses_hold().await;
    }
    portal.decide(&company.boss, id, &[(1, Released), (2, Rejected)]).await.expect("decided");
}

async fn an_order_of_which_every_line_is_rejected_reaches_no_supplier(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Rejected)]).await.expect("decided");
    let last = portal.decide(&company.boss, id, &[(2, Rejected)]).await.expect("decided");
    assert_eq!(counts_of(&last), (OrderStatus::Rejected, 0));
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!((order.supply_number, order.delivery_date, order.delivered_totals), (None, None, Totals::default()));
    assert!(order.closed_at.is_some());
    assert_eq!(order.history.last().map(|entry| &entry.event), Some(&AuditEvent::OrderRejected));
    assert_eq!(portal.peek.count("supply_orders").await, 0);
    assert_eq!(portal.peek.notices("order_rejected").await.len(), 1);
    assert_eq!(portal.peek.number("select last_number from supply_numbers").await, 20_000);
    let rows = portal.store.dossier(&orderer, DossierFilter::Rejected, None, 10).await.expect("a dossier");
    assert_eq!(rows.len(), 1);
}

async fn lines_that_need_no_release_go_with_the_order_even_if_the_others_are_rejected(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let id = portal.place(&orderer, &["A2", "A1"]).await.order_id;
    let order = portal.store.order_for_release(&company.boss, id).await.expect("in charge");
    let outside = order.lines.iter().find(|line| line.review.is_some()).expect("a line outside").position;
    let last = portal.decide(&company.boss, id, &[(outside, Rejected)]).await.expect("decided");
    assert_eq!(counts_of(&last), (OrderStatus::HandedOver, 0));
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 10).await.expect("a list");
    let supply = portal.store.supply_order(&portal.supplier, rows[0].id).await.expect("a supply order");
    let lines: Vec<_> = supply.lines.iter().map(|line| (line.position, line.article_number.as_str())).collect();
    assert_eq!(lines, [(1, "A1")]);
}

async fn several_lines_are_decided_in_one_step(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2", "A3"]).await.order_id;
    let all = [(3, Released), (1, Rejected), (2, Released)];
    let decided = portal.decide(&company.boss, id, &all).await.expect("decided");
    assert_eq!(counts_of(&decided), (OrderStatus::HandedOver, 0));
    assert_eq!(portal.peek.count("supply_order_lines").await, 2);
}

async fn the_same_decision_again_changes_nothing(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let first = portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    let before = portal.peek.counts().await;
    assert_eq!(portal.decide(&company.boss, id, &[(1, Released)]).await.expect("repeated"), first);
    assert_eq!(portal.peek.counts().await, before);

    let last = portal.decide(&company.boss, id, &[(2, Released)]).await.expect("decided");
    let before = portal.peek.counts().await;
    assert_eq!(portal.decide(&company.boss, id, &[(2, Released)]).await.expect("repeated"), last);
    assert_eq!(portal.peek.counts().await, before);
}

async fn another_decision_on_a_decided_line_is_refused_and_says_who_was_first(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let at = portal.store.now();
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    portal.pass(SignedDuration::from_mins(5));
    let expected = DecideRefusal::AlreadyDecided { by: "muster.boss Muster".into(), at };
    assert_eq!(refusal(portal.decide(&company.boss, id, &[(1, Rejected)]).await), expected);
    portal.decide(&company.boss, id, &[(2, Released)]).await.expect("decided");
    assert_eq!(refusal(portal.decide(&company.boss, id, &[(1, Rejected)]).await), expected);
}

async fn a_refused_line_keeps_the_others_of_the_request_undecided(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.decide(&company.boss, id, &[(2, Released)]).await.expect("decided");
    let before = portal.peek.counts().await;
    refusal(portal.decide(&company.boss, id, &[(1, Released), (2, Rejected)]).await);
    assert_eq!(portal.peek.counts().await, before);
}

async fn a_line_named_twice_is_decided_not_at_all(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    refusal(portal.decide(&company.boss, id, &[(1, Released), (1, Rejected)]).await);
    assert_eq!(portal.peek.count("decisions").await, 0);
}

async fn a_line_that_needs_no_release_or_does_not_exist_is_not_found(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let order = portal.store.order_for_release(&company.boss, id).await.expect("in charge");
    let inside = order.lines.iter().find(|line| line.review.is_none()).expect("a line inside").position;
    for position in [inside, 0, 3, u32::MAX] {
        assert!(is_not_found(&portal.decide(&company.boss, id, &[(position, Released)]).await), "{position}");
    }
    assert_eq!(portal.peek.count("decisions").await, 0);
}

async fn deciding_nothing_is_refused(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    assert_eq!(refusal(portal.decide(&company.boss, id, &[]).await), DecideRefusal::NothingToDecide);
}
