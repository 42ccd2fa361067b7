//! Submitting the cart as an order.

use crate::ordering::{Portal, is_not_found, placing, refusal};
use domain::{
    ApprovalKind::{self, AlwaysReview, Approver, ReviewOutsideAssortment, Unrestricted},
    OrderStatus, Rappen, ReviewReason, Totals,
    audit::AuditEvent,
};
use jiff::SignedDuration;
use store::{DossierFilter, PlaceRefusal};
use testbed::{Engine, both_engines};

both_engines![
    each_kind_of_control_waits_or_goes_as_the_review_table_says,
    an_order_that_goes_at_once_is_one_supply_order_one_mail_and_its_history,
    an_order_that_waits_tells_the_orderer_and_the_approver,
    an_order_keeps_what_was_ordered_at_the_price_that_was_seen,
    a_changed_cart_is_refused_and_nothing_is_written,
    a_changed_price_is_refused_and_nothing_is_written,
    an_empty_cart_is_refused,
    a_deleted_contact_cannot_place,
    a_contact_whose_control_was_changed_is_controlled_as_of_now,
    order_numbers_of_a_customer_have_no_gaps,
    the_delivery_date_respects_the_cut_off,
];

const EVERY: Option<ReviewReason> = Some(ReviewReason::EveryOrder);
const OUTSIDE: Option<ReviewReason> = Some(ReviewReason::OutsideAssortment);

/// A contact's name and control, the articles, and why each of them needs a release.
type TableRow = (&'static str, ApprovalKind, &'static [&'static str], &'static [Option<ReviewReason>]);

async fn each_kind_of_control_waits_or_goes_as_the_review_table_says(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1", "A2"]).await;
    let table: [TableRow; 7] = [
        ("frei", Unrestricted, &["A1", "A3"], &[None, None]),
        ("chefin", Approver, &["A1", "A3"], &[None, None]),
        ("immer", AlwaysReview, &["A1", "A3"], &[EVERY, EVERY]),
        ("innen", ReviewOutsideAssortment, &["A1", "A2"], &[None, None]),
        ("gemischt", ReviewOutsideAssortment, &["A1", "A3"], &[None, OUTSIDE]),
        ("aussen", ReviewOutsideAssortment, &["A3", "A4"], &[OUTSIDE, OUTSIDE]),
        ("eines", AlwaysReview, &["A1"], &[EVERY]),
    ];
    for (name, approval, articles, reviews) in table {
        let orderer = portal.employ(&company, name, approval).await;
        let placed = portal.place(&orderer, articles).await;
        let order = portal.store.order(&orderer, placed.order_id).await.expect("own order");
        let waits = reviews.iter().any(Option::is_some);
        assert_eq!(order.lines.iter().map(|line| line.review).collect::<Vec<_>>(), reviews, "{name}");
        assert_eq!(placed.waits, waits, "{name}");
        assert_eq!(order.status, if waits { OrderStatus::Waiting } else { OrderStatus::HandedOver }, "{name}");
        assert_eq!(order.approver_id, waits.then(|| company.boss.orderer().contact_id()), "{name}");
        assert_eq!(order.approval, approval);
        portal.peek.assert_statuses_hold().await;
    }
}

async fn an_order_that_goes_at_once_is_one_supply_order_one_mail_and_its_history(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let placing = portal.fill(&orderer, &[("A1", 2), ("A3", 3)]).await;
    let placed = portal.store.place(&orderer, placing).await.expect("placed");
    let order = portal.store.order(&orderer, placed.order_id).await.expect("own order");
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 10).await.expect("a list");
    assert_eq!(rows.len(), 1);
    assert_eq!(Some(rows[0].number), order.supply_number);
    assert_eq!(Some(rows[0].delivery_date), order.delivery_date);
    assert_eq!((rows[0].total, rows[0].line_count), (order.totals.total, 2));
    assert_eq!(order.totals, order.delivered_totals);
    assert_eq!(order.closed_at, Some(order.placed_at));
    assert_eq!(portal.peek.mails().await, ["order_received to muster.frei@mail.example"]);
    assert!(portal.peek.notices("order_received").await[0].contains("2026-11-25"));
    let events: Vec<_> = order.history.into_iter().map(|entry| entry.event).collect();
    let supply_number = rows[0].number;
    assert_eq!(events, [AuditEvent::OrderPlaced { waits: false, approver: None }, AuditEvent::OrderHandedOver { supply_number }]);
    assert_eq!(portal.store.cart_size(&orderer).await.expect("a size"), 0);
    assert_eq!(portal.store.verify_audit().await.expect("a check"), []);
}

async fn an_order_that_waits_tells_the_orderer_and_the_approver(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let placed = portal.place(&orderer, &["A1"]).await;
    let order = portal.store.order(&orderer, placed.order_id).await.expect("own order");
    let expected = ["order_received to muster.immer@mail.example", "release_wanted to muster.boss@mail.example"];
    assert_eq!(portal.peek.mails().await, expected);
    assert_eq!((order.closed_at, order.delivery_date, order.supply_number), (None, None, None));
    assert_eq!(order.history.len(), 1);
    assert_eq!(order.history[0].event, AuditEvent::OrderPlaced { waits: true, approver: Some("muster.boss Muster".into()) });
    assert_eq!(portal.peek.count("supply_orders").await, 0);
}

async fn an_order_keeps_what_was_ordered_at_the_price_that_was_seen(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let mut placing = portal.fill(&orderer, &[("A1", 2), ("A5", 1)]).await;
    placing.reference = Some("Projekt 7".into());
    placing.note = Some("Bitte rasch".into());
    let placed = portal.store.place(&orderer, placing.clone()).await.expect("placed");
    portal.store.import_catalogue(Vec::new(), vec![crate::ordering::article("A1", "Umbenannt", 9999)]).await.expect("imported");
    let order = portal.store.order(&orderer, placed.order_id).await.expect("own order");
    let lines: Vec<_> = order.lines.iter().map(|line| (line.position, line.name.as_str(), line.price.0, line.quantity)).collect();
    assert_eq!(lines, [(1, "Artikel A1", 1250, 2), (2, "Artikel A5", 77_705, 1)]);
    assert_eq!(order.totals, Totals::of([(Rappen(1250), 2), (Rappen(77_705), 1)]));
    assert_eq!((order.reference.as_deref(), order.note.as_deref()), (Some("Projekt 7"), Some("Bitte rasch")));
    assert_eq!(order.address, placing.address);
}

async fn a_changed_cart_is_refused_and_nothing_is_written(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let seen = portal.fill(&orderer, &[("A1", 1)]).await;
    portal.fill(&orderer, &[("A1", 2)]).await;
    let before = portal.peek.counts().await;
    assert_eq!(refusal(portal.store.place(&orderer, seen).await), PlaceRefusal::CartChanged);
    assert_eq!(portal.peek.counts().await, before);
}

async fn a_changed_price_is_refused_and_nothing_is_written(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let seen = portal.fill(&orderer, &[("A1", 1)]).await;
    portal.store.import_catalogue(Vec::new(), vec![crate::ordering::article("A1", "Artikel A1", 1251)]).await.expect("imported");
    let before = portal.peek.counts().await;
    assert_eq!(refusal(portal.store.place(&orderer, seen).await), PlaceRefusal::CartChanged);
    assert_eq!(portal.peek.counts().await, before);
    let seen_again = placing(&portal.store.cart(&orderer).await.expect("a cart"));
    portal.store.place(&orderer, seen_again).await.expect("placed at the new price");
}

async fn an_empty_cart_is_refused(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let placing = placing(&portal.store.cart(&orderer).await.expect("a cart"));
    assert_eq!(refusal(portal.store.place(&orderer, placing).await), PlaceRefusal::Empty);
}

async fn a_deleted_contact_cannot_place(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let placing = portal.fill(&orderer, &[("A1", 1)]).await;
    portal.store.delete_contact(&company.boss, orderer.contact_id(), None).await.expect("deleted");
    assert!(is_not_found(&portal.store.place(&orderer, placing).await));
    assert_eq!(portal.peek.count("orders").await, 0);
}

async fn a_contact_whose_control_was_changed_is_controlled_as_of_now(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let placing = portal.fill(&orderer, &[("A1", 1)]).await;
    let mut data = portal.store.contact(&company.boss, orderer.contact_id()).await.expect("a contact").data;
    data.approval = AlwaysReview;
    data.approver_id = Some(company.boss.orderer().contact_id());
    portal.store.edit_contact(&company.boss, orderer.contact_id(), data, None).await.expect("edited");
    let placed = portal.store.place(&orderer, placing).await.expect("placed by the old session");
    assert!(placed.waits);
    assert_eq!(portal.peek.count("supply_orders").await, 0);
}

async fn order_numbers_of_a_customer_have_no_gaps(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&orderer, &["A1"]).await;
    let stale = portal.fill(&orderer, &[("A1", 1)]).await;
    portal.fill(&orderer, &[("A2", 1)]).await;
    assert_eq!(refusal(portal.store.place(&orderer, stale).await), PlaceRefusal::CartChanged);
    portal.place(&orderer, &["A1"]).await;
    let rows = portal.store.dossier(&orderer, DossierFilter::All, None, 10).await.expect("a dossier");
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1002, 1001]);
    assert_eq!(
        portal.peek.numbers("select number from supply_orders order by number").await.windows(2).map(|w| w[1] - w[0]).max(),
        Some(1)
    );
}

async fn the_delivery_date_respects_the_cut_off(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let mut days = Vec::new();
    // Ten o'clock, then a minute before half past four, then half past four.
    for minutes in [0, 389, 1] {
        portal.pass(SignedDuration::from_mins(minutes));
        let placed = portal.place(&orderer, &["A1"]).await;
        days.push(portal.store.order(&orderer, placed.order_id).await.expect("own order").delivery_date.expect("a day").0.to_string());
    }
    assert_eq!(days, ["2026-11-25", "2026-11-25", "2026-11-26"]);
}
