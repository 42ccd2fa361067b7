//! The dossier and the release queue.

use crate::ordering::Portal;
use domain::{
    ApprovalKind::{AlwaysReview, Unrestricted},
    OrderStatus, Rappen, SupplyStatus, Totals,
    Verdict::{Rejected, Released},
};
use jiff::SignedDuration;
use store::{DossierFilter, QueueFilter};
use testbed::{Engine, both_engines};

both_engines![
    the_dossier_pages_by_number_without_loss_or_doubles,
    the_dossier_shows_own_orders_only,
    each_filter_of_the_dossier_shows_its_orders,
    what_was_handed_over_is_listed_with_what_was_delivered,
    the_queue_pages_oldest_first_without_loss_or_doubles,
    the_queue_tells_what_is_open_and_forgets_what_is_closed,
];

async fn the_dossier_pages_by_number_without_loss_or_doubles(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    for _ in 0..7 {
        portal.place(&orderer, &["A1"]).await;
    }
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = portal.store.dossier(&orderer, DossierFilter::All, before, 3).await.expect("a page");
        let Some(last) = page.last() else { break };
        before = Some(last.number);
        seen.extend(page.iter().map(|row| row.number));
        // What is ordered meanwhile does not shift the pages.
        portal.place(&orderer, &["A2"]).await;
    }
    assert_eq!(seen, (1001..=1007).rev().collect::<Vec<_>>());
}

async fn the_dossier_shows_own_orders_only(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let stranger = portal.company("fremd").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let placed = portal.place(&orderer, &["A1", "A2"]).await;
    for other in [company.boss.orderer(), stranger.boss.orderer()] {
        assert_eq!(portal.store.dossier(other, DossierFilter::All, None, 10).await.expect("a dossier"), []);
    }
    let rows = portal.store.dossier(&orderer, DossierFilter::All, None, 10).await.expect("a dossier");
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].id, rows[0].line_count, rows[0].status), (placed.order_id, 2, OrderStatus::Waiting));
    assert_eq!(rows[0].approver_name.as_deref(), Some("muster.boss Muster"));
}

async fn what_was_handed_over_is_listed_with_what_was_delivered(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    for decisions in [&[(1, Released), (2, Rejected)][..], &[(2, Rejected)], &[(1, Rejected), (2, Rejected)]] {
        let order = portal.place(&orderer, &["A1", "A3"]).await.order_id;
        portal.decide(&company.boss, order, decisions).await.expect("decided");
    }
    let rows = portal.store.dossier(&orderer, DossierFilter::All, None, 10).await.expect("a dossier");
    let listed: Vec<_> = rows.iter().rev().map(|row| (row.status, row.total)).collect();
    let (whole, delivered) = (Totals::of([(Rappen(1250), 1), (Rappen(4500), 1)]).total, Totals::of([(Rappen(1250), 1)]).total);
    let expected = [(OrderStatus::HandedOver, delivered), (OrderStatus::PartlyDecided, whole), (OrderStatus::Rejected, whole)];
    assert_eq!(listed, expected);
}

async fn each_filter_of_the_dossier_shows_its_orders(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(portal.place(&orderer, &["A1", "A2"]).await.order_id);
    }
    portal.decide(&company.boss, ids[1], &[(1, Released)]).await.expect("decided");
    for id in &ids[2..4] {
        portal.decide(&company.boss, *id, &[(1, Released), (2, Released)]).await.expect("decided");
    }
    portal.decide(&company.boss, ids[4], &[(1, Rejected), (2, Rejected)]).await.expect("decided");
    portal.store.withdraw(&orderer, ids[5]).await.expect("withdrawn");
    let first = portal.store.supply_orders(&portal.supplier, None, None, 10).await.expect("a list").pop().expect("a supply order");
    for step in [SupplyStatus::Accepted, SupplyStatus::Shipped, SupplyStatus::Delivered] {
        portal.store.advance(&portal.supplier, first.id, step).await.expect("advanced");
    }
    let expected = [
        (DossierFilter::All, vec![5, 4, 3, 2, 1, 0]),
        (DossierFilter::Waiting, vec![1, 0]),
        (DossierFilter::AtSupplier, vec![3]),
        (DossierFilter::Delivered, vec![2]),
        (DossierFilter::Rejected, vec![4]),
        (DossierFilter::Withdrawn, vec![5]),
    ];
    for (filter, shown) in expected {
        let rows = portal.store.dossier(&orderer, filter, None, 10).await.expect("a dossier");
        let expected: Vec<_> = shown.into_iter().map(|place: usize| ids[place]).collect();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{filter:?}");
    }
}

async fn the_queue_pages_oldest_first_without_loss_or_doubles(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    // Three carts are filled before, so that their orders are placed at the same instant.
    let mut orderers = vec![orderer];
    for name in ["zwei", "drei"] {
        orderers.push(portal.employ(&company, name, AlwaysReview).await);
    }
    let mut expected = Vec::new();
    for _ in 0..2 {
        let mut placings = Vec::new();
        for orderer in &orderers {
            placings.push(portal.fill(orderer, &[("A1", 1)]).await);
        }
        for (orderer, placing) in orderers.iter().zip(placings) {
            expected.push(portal.store.place(orderer, placing).await.expect("placed").order_id);
        }
        portal.pass(SignedDuration::from_mins(1));
    }
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = portal.store.release_queue(&company.boss, QueueFilter::default(), after, 2).await.expect("a page");
        seen.extend(page.rows.iter().map(|row| (row.placed_at, row.id)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert!(seen.is_sorted());
    let mut ids: Vec<_> = seen.iter().map(|(_, id)| *id).collect();
    ids.sort_unstable();
    expected.sort_unstable();
    assert_eq!(ids, expected);
    assert_eq!(portal.store.release_count(&company.boss).await.expect("a count"), 6);
}

async fn the_queue_tells_what_is_open_and_forgets_what_is_closed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let mut placing = portal.fill(&orderer, &[("A1", 1), ("A2", 1), ("A3", 1)]).await;
    placing.reference = Some("Projekt 7".into());
    placing.note = Some("Bitte rasch".into());
    let id = portal.store.place(&orderer, placing).await.expect("placed").order_id;
    portal.decide(&company.boss, id, &[(2, Rejected)]).await.expect("decided");
    let rows = portal.queue(&company.boss).await;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].id, rows[0].open_lines, rows[0].line_count), (id, 2, 3));
    assert_eq!((rows[0].status, rows[0].orderer_name.as_str()), (OrderStatus::PartlyDecided, "muster.immer Muster"));
    assert_eq!((rows[0].reference.as_deref(), rows[0].note.as_deref()), (Some("Projekt 7"), Some("Bitte rasch")));
    portal.decide(&company.boss, id, &[(1, Released), (3, Released)]).await.expect("decided");
    assert_eq!(portal.queue(&company.boss).await, []);
    assert_eq!(portal.store.release_count(&company.boss).await.expect("a count"), 0);
}
