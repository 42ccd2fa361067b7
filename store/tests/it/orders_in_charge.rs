//! Who decides an order: the approver in charge, and after them the successor.

use crate::ordering::{Portal, counts_of, is_not_found, refusal, waiting_company};
use domain::{
    ApprovalKind::{AlwaysReview, Approver, Unrestricted},
    OrderStatus,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use store::{DecideRefusal, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    another_approver_and_another_customer_find_nothing,
    a_demoted_approver_finds_nothing_and_the_successor_decides,
    the_orders_of_a_deleted_approver_are_decided_by_the_successor,
    an_order_of_a_deleted_orderer_is_still_decided,
];

async fn another_approver_and_another_customer_find_nothing(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let colleague = portal.promote(&company, "zweite").await;
    let stranger = portal.company("fremd").await.boss;
    for other in [&colleague, &stranger] {
        assert!(is_not_found(&portal.decide(other, id, &[(1, Released)]).await));
        assert!(matches!(portal.store.order_for_release(other, id).await, Err(StoreError::NotFound)));
        assert!(matches!(portal.store.order(other.orderer(), id).await, Err(StoreError::NotFound)));
        assert_eq!(portal.store.release_count(other).await.expect("a count"), 0);
        assert_eq!(portal.queue(other).await, []);
    }
    let colleague_without_rights = portal.employ(&company, "neben", Unrestricted).await;
    assert!(matches!(portal.store.order(&colleague_without_rights, id).await, Err(StoreError::NotFound)));
    // The orderer sees the own order, but does not decide it.
    assert!(portal.store.order(&orderer, id).await.expect("own order").is_own);
    assert_eq!(portal.peek.count("decisions").await, 0);
}

async fn a_demoted_approver_finds_nothing_and_the_successor_decides(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let second = portal.promote(&company, "zweite").await;
    let second_id = second.orderer().contact_id();
    let orderer = portal.employ_under(&company, "immer", AlwaysReview, second_id).await;
    let closed = portal.place(&orderer, &["A2"]).await.order_id;
    portal.decide(&second, closed, &[(1, Released)]).await.expect("decided");
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let mut data = portal.store.contact(&company.boss, second_id).await.expect("a contact").data;
    assert_eq!(data.approval, Approver);
    data.approval = Unrestricted;
    let boss_id = company.boss.orderer().contact_id();
    portal.store.edit_contact(&company.boss, second_id, data, Some(boss_id)).await.expect("demoted");
    assert!(is_not_found(&portal.decide(&second, id, &[(1, Released)]).await));
    for order in [id, closed] {
        assert!(matches!(portal.store.order_for_release(&second, order).await, Err(StoreError::NotFound)));
        assert!(matches!(portal.store.order(second.orderer(), order).await, Err(StoreError::NotFound)));
    }
    assert_eq!(portal.store.release_count(&company.boss).await.expect("a count"), 1);
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
}

async fn the_orders_of_a_deleted_approver_are_decided_by_the_successor(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let second = portal.promote(&company, "zweite").await;
    let second_id = second.orderer().contact_id();
    let orderer = portal.employ_under(&company, "immer", AlwaysReview, second_id).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.decide(&second, id, &[(1, Rejected)]).await.expect("decided");
    let boss_id = company.boss.orderer().contact_id();
    portal.store.delete_contact(&company.boss, second_id, Some(boss_id)).await.expect("deleted");
    assert!(is_not_found(&portal.decide(&second, id, &[(2, Released)]).await));

    let moved = portal.store.order_for_release(&company.boss, id).await.expect("in charge now");
    assert_eq!((moved.status, moved.approver_id), (OrderStatus::PartlyDecided, Some(boss_id)));
    let refused = refusal(portal.decide(&company.boss, id, &[(1, Rejected)]).await);
    assert!(matches!(refused, DecideRefusal::AlreadyDecided { by, .. } if by == "muster.zweite Muster"));
    let last = portal.decide(&company.boss, id, &[(2, Released)]).await.expect("decided");
    assert_eq!(counts_of(&last), (OrderStatus::HandedOver, 0));
    let order = portal.store.order(&orderer, id).await.expect("own order");
    let change = AuditEvent::ApproverChanged { from: "muster.zweite Muster".into(), to: "muster.boss Muster".into() };
    assert!(order.history.iter().any(|entry| entry.event == change));
    assert_eq!(portal.peek.notices("release_wanted").await.len(), 2);
}

async fn an_order_of_a_deleted_orderer_is_still_decided(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.store.delete_contact(&company.boss, orderer.contact_id(), None).await.expect("deleted");
    assert_eq!(portal.queue(&company.boss).await.len(), 1);
    assert!(matches!(portal.store.order(&orderer, id).await, Err(StoreError::NotFound)));
    let last = portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    assert_eq!(counts_of(&last), (OrderStatus::HandedOver, 0));
}
