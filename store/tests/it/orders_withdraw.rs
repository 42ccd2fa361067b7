//! Taking an order back while it waits.

use crate::ordering::{Portal, decisions, is_not_found, refusal};
use domain::{
    ApprovalKind::{AlwaysReview, Unrestricted},
    OrderStatus, Totals,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use futures::future::join_all;
use store::{DecideRefusal, Failure, WithdrawRefusal};
use testbed::{Engine, both_engines};

both_engines![
    a_withdrawn_order_is_closed_and_both_sides_are_told_once,
    a_partly_decided_order_can_be_withdrawn,
    an_order_that_the_supplier_has_cannot_be_withdrawn,
    a_rejected_order_cannot_be_withdrawn,
    only_the_orderer_withdraws,
    withdrawing_and_deciding_at_the_same_time_leave_one_outcome,
];

async fn a_withdrawn_order_is_closed_and_both_sides_are_told_once(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.store.withdraw(&orderer, id).await.expect("withdrawn");
    portal.peek.assert_statuses_hold().await;
    let before = portal.peek.counts().await;
    portal.store.withdraw(&orderer, id).await.expect("once more");
    assert_eq!(portal.peek.counts().await, before);

    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!((order.status, order.delivered_totals), (OrderStatus::Withdrawn, Totals::default()));
    assert!(order.closed_at.is_some());
    assert_eq!(order.history.last().map(|entry| &entry.event), Some(&AuditEvent::OrderWithdrawn));
    let told: Vec<_> = portal.peek.mails().await.into_iter().filter(|mail| mail.starts_with("order_withdrawn")).collect();
    assert_eq!(told, ["order_withdrawn to muster.boss@mail.example", "order_withdrawn to muster.immer@mail.example"]);
    assert_eq!(portal.store.release_count(&company.boss).await.expect("a count"), 0);
    let closed = DecideRefusal::Closed { status: OrderStatus::Withdrawn };
    assert_eq!(refusal(portal.decide(&company.boss, id, &[(1, Released)]).await), closed);
    assert_eq!(portal.peek.count("supply_orders").await, 0);
}

async fn a_partly_decided_order_can_be_withdrawn(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    portal.store.withdraw(&orderer, id).await.expect("withdrawn");
    portal.peek.assert_statuses_hold().await;
    let closed = DecideRefusal::Closed { status: OrderStatus::Withdrawn };
    assert_eq!(refusal(portal.decide(&company.boss, id, &[(2, Released)]).await), closed);
}

async fn an_order_that_the_supplier_has_cannot_be_withdrawn(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let before = portal.peek.counts().await;
    assert_eq!(refusal(portal.store.withdraw(&orderer, id).await), WithdrawRefusal::TooLate(OrderStatus::HandedOver));
    assert_eq!(portal.peek.counts().await, before);
}

async fn a_rejected_order_cannot_be_withdrawn(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Rejected)]).await.expect("decided");
    assert_eq!(refusal(portal.store.withdraw(&orderer, id).await), WithdrawRefusal::TooLate(OrderStatus::Rejected));
}

async fn only_the_orderer_withdraws(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let colleague = portal.employ(&company, "neben", AlwaysReview).await;
    let stranger = portal.company("fremd").await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    for other in [&colleague, company.boss.orderer(), stranger.boss.orderer()] {
        assert!(is_not_found(&portal.store.withdraw(other, id).await));
    }
    assert_eq!(portal.peek.count("withdrawals").await, 0);
}

async fn withdrawing_and_deciding_at_the_same_time_leave_one_outcome(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    for round in 1..=6 {
        let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
        let clicks = (0..16).map(|click| {
            let (store, approver, orderer) = (portal.store.clone(), company.boss.clone(), orderer.clone());
            tokio::spawn(async move {
                if (click + round) % 2 == 0 {
                    let result = store.decide(&approver, id, decisions(&[(1, Released), (2, Released)])).await;
                    if let Err(Failure::Store(error)) = result {
                        panic!("{error}");
                    }
                } else if let Err(Failure::Store(error)) = store.withdraw(&orderer, id).await {
                    panic!("{error}");
                }
            })
        });
        join_all(clicks).await.into_iter().for_each(|click| click.expect("no panic"));
        portal.peek.assert_statuses_hold().await;
        let order = portal.store.order(&orderer, id).await.expect("own order");
        let decided = order.lines.iter().filter(|line| line.decision.is_some()).count();
        let mails = portal.peek.mails().await;
        let told = |kind: &str| mails.iter().filter(|mail| mail.starts_with(kind)).count();
        let handed_over = usize::try_from(portal.peek.count("supply_orders").await).expect("a count");
        let withdrawn = usize::try_from(portal.peek.count("withdrawals").await).expect("a count");
        assert_eq!(handed_over + withdrawn, round);
        assert_eq!((told("handed_over"), told("order_withdrawn")), (handed_over, 2 * withdrawn));
        match order.status {
            OrderStatus::HandedOver => assert_eq!((decided, order.history.len()), (2, 4)),
            OrderStatus::Withdrawn => assert_eq!((decided, order.history.len()), (0, 2)),
            other => panic!("{other:?}"),
        }
    }
}
