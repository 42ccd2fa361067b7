//! Who has an order that waits, and since when.

use crate::ordering::{Company, Portal, waiting_company};
use domain::{Absence, ApprovalKind::AlwaysReview, OrderId, Verdict::Released};
use jiff::{SignedDuration, Timestamp, civil::date};
use store::{Approver, Day, DossierFilter, Holder, Orderer, Stamp};
use testbed::{Engine, both_engines};

both_engines![
    the_approver_has_it_since_it_was_placed,
    a_substitute_has_it_since_the_absence_has_begun_or_was_entered,
    a_successor_has_it_since_it_was_handed_on,
    of_an_order_that_does_not_wait_nobody_is_said_to_have_it,
];

fn at(instant: &str) -> Stamp {
    Stamp::new(instant.parse().expect("an instant"))
}

fn until(portal: &Portal, instant: &str) -> SignedDuration {
    instant.parse::<Timestamp>().expect("an instant").duration_since(portal.store.now().instant())
}

/// The page and the list say the same.
async fn holder(portal: &Portal, orderer: &Orderer, id: OrderId) -> Option<Holder> {
    let order = portal.store.order(orderer, id).await.expect("own order");
    assert_eq!(order.expected.is_some(), order.holder.is_some());
    let rows = portal.store.dossier(orderer, DossierFilter::All, None, 10).await.expect("a dossier");
    let row = rows.into_iter().find(|row| row.id == id).expect("a row");
    assert_eq!(row.holder, order.holder);
    order.holder
}

async fn away(portal: &Portal, company: &Company, substitute: &Approver, (first, last): (i8, i8)) {
    let (approver, substitute) = (company.boss.orderer().contact_id(), substitute.orderer().contact_id());
    let (first, last) = (date(2026, 11, first), date(2026, 11, last));
    portal.store.enter_absence(&company.boss, Absence { approver, substitute, first, last }).await.expect("entered");
}

async fn the_approver_has_it_since_it_was_placed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let since = portal.store.order(&orderer, id).await.expect("own order").placed_at;
    portal.pass(SignedDuration::from_hours(3));
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    let expected = Holder { name: "muster.boss Muster".into(), in_place_of: None, since, asked: vec![] };
    assert_eq!(holder(&portal, &orderer, id).await, Some(expected));
}

async fn a_substitute_has_it_since_the_absence_has_begun_or_was_entered(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let second = portal.promote(&company, "zwei").await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let placed = portal.store.order(&orderer, id).await.expect("own order").placed_at;
    let stands_in = |day, since| Holder {
        name: "muster.zwei Muster".into(),
        in_place_of: Some(("muster.boss Muster".into(), Day(date(2026, 11, day)))),
        since,
        asked: vec![],
    };
    away(&portal, &company, &second, (25, 26)).await;
    assert_eq!(holder(&portal, &orderer, id).await.map(|holder| holder.since), Some(placed));
    portal.pass(until(&portal, "2026-11-25T12:00:00Z"));
    assert_eq!(holder(&portal, &orderer, id).await, Some(stands_in(26, at("2026-11-24T23:00:00Z"))), "since midnight in Zürich");
    let later = portal.place(&orderer, &["A1"]).await.order_id;
    let placed_later = portal.store.order(&orderer, later).await.expect("own order").placed_at;
    assert_eq!(holder(&portal, &orderer, later).await, Some(stands_in(26, placed_later)));

    // In the middle of a day, as somebody fell ill.
    portal.pass(until(&portal, "2026-11-27T10:00:00Z"));
    away(&portal, &company, &second, (27, 27)).await;
    portal.pass(SignedDuration::from_hours(2));
    assert_eq!(holder(&portal, &orderer, id).await, Some(stands_in(27, at("2026-11-27T10:00:00Z"))));
}

async fn a_successor_has_it_since_it_was_handed_on(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let second = portal.promote(&company, "zwei").await;
    let orderer = portal.employ_under(&company, "immer", AlwaysReview, second.orderer().contact_id()).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.pass(SignedDuration::from_hours(5));
    let handed_on = portal.store.now();
    let boss = company.boss.orderer().contact_id();
    portal.store.delete_contact(&company.boss, second.orderer().contact_id(), Some(boss)).await.expect("deleted");
    portal.pass(SignedDuration::from_hours(5));
    let expected = Holder { name: "muster.boss Muster".into(), in_place_of: None, since: handed_on, asked: vec![] };
    assert_eq!(holder(&portal, &orderer, id).await, Some(expected));
}

async fn of_an_order_that_does_not_wait_nobody_is_said_to_have_it(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let (released, withdrawn) = (portal.place(&orderer, &["A1"]).await.order_id, portal.place(&orderer, &["A1"]).await.order_id);
    portal.decide(&company.boss, released, &[(1, Released)]).await.expect("decided");
    portal.store.withdraw(&orderer, withdrawn).await.expect("withdrawn");
    for id in [released, withdrawn] {
        assert_eq!(holder(&portal, &orderer, id).await, None);
    }
}
