//! A cart of which only some lines need a release, sent as two orders.

use crate::ordering::{Portal, placing, refusal};
use domain::{
    ApprovalKind::{AlwaysReview, ReviewOutsideAssortment, Unrestricted},
    OrderStatus, Rappen,
    Verdict::Released,
    audit::AuditEvent,
};
use store::{PlaceRefusal, Placing};
use testbed::{Engine, both_engines};

both_engines![
    what_needs_no_release_goes_at_once_and_the_rest_waits,
    where_all_lines_are_alike_there_is_one_order,
    the_same_request_again_places_nothing_more,
];

async fn what_needs_no_release_goes_at_once_and_the_rest_waits(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1", "A4"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let form = portal.fill(&orderer, &[("A1", 2), ("A3", 1), ("A4", 1)]).await;
    let placed = portal.store.place_split(&orderer, form).await.expect("placed");
    portal.peek.assert_statuses_hold().await;
    assert!(placed.waits && portal.store.cart(&orderer).await.expect("a cart").lines.is_empty());

    let waiting = portal.store.order(&orderer, placed.order_id).await.expect("their own");
    let other = waiting.other_part.expect("the other part");
    let sent = portal.store.order(&orderer, other.id).await.expect("their own");
    assert_eq!((sent.status, waiting.status), (OrderStatus::HandedOver, OrderStatus::Waiting));
    assert_eq!((sent.totals.net, waiting.totals.net), (Rappen(2 * 1250 + 105), Rappen(4500)));
    assert_eq!(sent.other_part.map(|back| (back.id, back.number)), Some((waiting.id, waiting.number)));
    assert_eq!((other.number, sent.approver_id, sent.lines.len()), (sent.number, None, 2));
    for (order, other) in [(&sent, waiting.number), (&waiting, sent.number)] {
        assert!(order.history.iter().any(|entry| entry.event == AuditEvent::OrderSplit { other }), "{order:?}");
    }

    assert_eq!(portal.peek.count("supply_orders").await, 1, "the supplier knows of one order");
    portal.decide(&company.boss, waiting.id, &[(1, Released)]).await.expect("decided");
    assert_eq!((portal.peek.count("supply_orders").await, portal.peek.count("supply_order_lines").await), (2, 3));
    let received = portal.peek.mails().await.into_iter().filter(|mail| mail.starts_with("order_received")).count();
    assert_eq!(received, 2);
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn where_all_lines_are_alike_there_is_one_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    for (name, kind, lines, waits) in [
        ("immer", AlwaysReview, &[("A1", 1), ("A2", 1)][..], true),
        ("frei", Unrestricted, &[("A1", 1), ("A2", 1)], false),
        ("innen", ReviewOutsideAssortment, &[("A1", 1)], false),
        ("aussen", ReviewOutsideAssortment, &[("A2", 1)], true),
    ] {
        let orderer = portal.employ(&company, name, kind).await;
        let before = portal.peek.count("orders").await;
        let form = portal.fill(&orderer, lines).await;
        let placed = portal.store.place_split(&orderer, form).await.expect("placed");
        let order = portal.store.order(&orderer, placed.order_id).await.expect("their own");
        assert_eq!((placed.waits, order.other_part, order.lines.len()), (waits, None, lines.len()), "{name}");
        assert_eq!(portal.peek.count("orders").await, before + 1, "{name}");
    }
    assert_eq!(portal.peek.count("order_splits").await, 0);
}

async fn the_same_request_again_places_nothing_more(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let form = portal.fill(&orderer, &[("A1", 1), ("A2", 1)]).await;
    let first = portal.store.place_split(&orderer, form.clone()).await.expect("placed");
    let before = portal.peek.counts().await;
    assert_eq!(portal.store.place_split(&orderer, form.clone()).await.expect("once more"), first);
    assert_eq!(refusal(portal.store.place(&orderer, form.clone()).await), PlaceRefusal::KeyReused);
    portal.fill(&orderer, &[("A3", 1)]).await;
    let unseen = Placing { seen: form.seen, ..placing(&portal.store.cart(&orderer).await.expect("a cart")) };
    assert_eq!(refusal(portal.store.place_split(&orderer, unseen).await), PlaceRefusal::CartChanged);
    let after = portal.peek.counts().await;
    assert_eq!(before[..11], after[..11], "but for the cart itself");
}
