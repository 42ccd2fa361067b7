//! What the supplier does with supply orders.

use crate::ordering::{Portal, is_not_found, refusal};
use domain::{
    ApprovalKind::Unrestricted,
    OrderStatus, SupplyOrderId, SupplyStatus,
    audit::{ActorKind, AuditEvent},
};
use futures::future::join_all;
use jiff::SignedDuration;
use store::{AdvanceRefusal, Failure, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    each_step_moves_the_order_on_and_tells_the_orderer,
    a_step_is_only_made_from_the_one_before,
    a_step_that_many_make_at_once_is_made_once,
    a_supply_order_that_does_not_exist_is_not_found,
    the_list_pages_by_number_without_loss_or_doubles,
    the_list_shows_one_status_and_the_counts_agree,
];

async fn each_step_moves_the_order_on_and_tells_the_orderer(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let order_id = portal.place(&orderer, &["A1"]).await.order_id;
    let id = only(&portal).await;
    let mut stamps = Vec::new();
    for step in [SupplyStatus::Accepted, SupplyStatus::Shipped, SupplyStatus::Delivered] {
        portal.pass(SignedDuration::from_hours(1));
        stamps.push(Some(portal.store.now()));
        portal.store.advance(&portal.supplier, id, step).await.expect("advanced");
        portal.peek.assert_statuses_hold().await;
        let order = portal.store.order(&orderer, order_id).await.expect("own order");
        assert_eq!(order.status, OrderStatus::from(step));
        let last = order.history.last().expect("an entry");
        assert_eq!((last.actor_kind, &last.event), (ActorKind::Supplier, &AuditEvent::SupplyAdvanced { status: step }));
    }
    let supply = portal.store.supply_order(&portal.supplier, id).await.expect("a supply order");
    assert_eq!(vec![supply.accepted_at, supply.shipped_at, supply.delivered_at], stamps);
    let progress = portal.peek.notices("supply_progress").await;
    assert_eq!(progress.len(), 3);
    assert!(progress.iter().all(|notice| notice.contains("1001")));
    assert!(portal.peek.mails().await.iter().all(|mail| mail.ends_with("to muster.frei@mail.example")));
    assert_eq!(portal.store.verify_audit().await.expect("a check"), []);
}

async fn a_step_is_only_made_from_the_one_before(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&orderer, &["A1"]).await;
    let id = only(&portal).await;
    let before = portal.peek.counts().await;
    for step in [SupplyStatus::Received, SupplyStatus::Shipped, SupplyStatus::Delivered] {
        let refused = refusal(portal.store.advance(&portal.supplier, id, step).await);
        assert_eq!(refused, AdvanceRefusal::AlreadyThere(SupplyStatus::Received));
    }
    assert_eq!(portal.peek.counts().await, before);
    portal.store.advance(&portal.supplier, id, SupplyStatus::Accepted).await.expect("advanced");
    let again = refusal(portal.store.advance(&portal.supplier, id, SupplyStatus::Accepted).await);
    assert_eq!(again, AdvanceRefusal::AlreadyThere(SupplyStatus::Accepted));
}

async fn a_step_that_many_make_at_once_is_made_once(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&orderer, &["A1"]).await;
    let id = only(&portal).await;
    let clicks = (0..16).map(|_| {
        let (store, person) = (portal.store.clone(), portal.supplier.clone());
        tokio::spawn(async move { store.advance(&person, id, SupplyStatus::Accepted).await })
    });
    let answers: Vec<_> = join_all(clicks).await.into_iter().map(|click| click.expect("no panic")).collect();
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let there = |answer: &Result<(), _>| matches!(answer, Err(Failure::Refused(AdvanceRefusal::AlreadyThere(SupplyStatus::Accepted))));
    assert_eq!(answers.iter().filter(|answer| there(answer)).count(), 15);
    assert_eq!(portal.peek.notices("supply_progress").await.len(), 1);
}

async fn a_supply_order_that_does_not_exist_is_not_found(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    // An order's own id names no supply order.
    let id = SupplyOrderId(portal.place(&orderer, &["A1"]).await.order_id.0);
    assert!(matches!(portal.store.supply_order(&portal.supplier, id).await, Err(StoreError::NotFound)));
    assert!(is_not_found(&portal.store.advance(&portal.supplier, id, SupplyStatus::Accepted).await));
}

async fn the_list_pages_by_number_without_loss_or_doubles(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    for _ in 0..7 {
        portal.place(&orderer, &["A1"]).await;
    }
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = portal.store.supply_orders(&portal.supplier, None, before, 3).await.expect("a page");
        let Some(last) = page.last() else { break };
        before = Some(last.number);
        seen.extend(page.iter().map(|row| row.number));
        portal.place(&orderer, &["A2"]).await;
    }
    assert_eq!(seen, (20_001..=20_007).rev().collect::<Vec<_>>());
}

async fn the_list_shows_one_status_and_the_counts_agree(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    for _ in 0..3 {
        portal.place(&orderer, &["A1"]).await;
    }
    let newest = portal.store.supply_orders(&portal.supplier, None, None, 1).await.expect("a list")[0].id;
    portal.store.advance(&portal.supplier, newest, SupplyStatus::Accepted).await.expect("advanced");
    let counts = portal.store.supply_counts(&portal.supplier).await.expect("counts");
    let expected = [(SupplyStatus::Received, 2), (SupplyStatus::Accepted, 1), (SupplyStatus::Shipped, 0), (SupplyStatus::Delivered, 0)];
    assert_eq!(counts, expected);
    for (status, count) in expected {
        let rows = portal.store.supply_orders(&portal.supplier, Some(status), None, 10).await.expect("a list");
        assert_eq!(i64::try_from(rows.len()), Ok(count), "{status:?}");
        assert!(rows.iter().all(|row| row.status == status));
    }
}

async fn only(portal: &Portal) -> SupplyOrderId {
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 2).await.expect("a list");
    assert_eq!(rows.len(), 1);
    rows[0].id
}
