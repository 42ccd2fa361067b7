//! One form is one order, however often and in how many windows it is sent.

use crate::ordering::{Portal, refusal};
use domain::ApprovalKind::{AlwaysReview, Unrestricted};
use futures::future::join_all;
use store::PlaceRefusal;
use testbed::{Engine, both_engines};

both_engines![
    the_same_key_gives_the_same_order,
    the_same_key_with_other_content_is_refused,
    the_same_key_of_another_contact_is_another_order,
    a_double_click_places_one_order,
    what_is_put_into_the_cart_while_it_is_placed_is_neither_lost_nor_ordered,
];

async fn the_same_key_gives_the_same_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let placing = portal.fill(&orderer, &[("A1", 1)]).await;
    let first = portal.store.place(&orderer, placing.clone()).await.expect("placed");
    let before = portal.peek.counts().await;
    assert_eq!(portal.store.place(&orderer, placing.clone()).await.expect("placed"), first);
    assert_eq!(portal.peek.counts().await, before);
    assert_eq!(portal.store.order_of_key(&orderer, placing.order_key).await.expect("a look-up"), Some(first));
    assert_eq!(portal.store.order_of_key(company.boss.orderer(), placing.order_key).await.expect("a look-up"), None);
}

async fn the_same_key_with_other_content_is_refused(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let mut placing = portal.fill(&orderer, &[("A1", 1)]).await;
    portal.store.place(&orderer, placing.clone()).await.expect("placed");
    let before = portal.peek.counts().await;
    placing.note = Some("anders".into());
    assert_eq!(refusal(portal.store.place(&orderer, placing).await), PlaceRefusal::KeyReused);
    assert_eq!(portal.peek.counts().await, before);
}

async fn the_same_key_of_another_contact_is_another_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let other = portal.employ(&company, "fremd", Unrestricted).await;
    let placing = portal.fill(&orderer, &[("A1", 1)]).await;
    let first = portal.store.place(&orderer, placing.clone()).await.expect("placed");
    let mut theirs = portal.fill(&other, &[("A1", 1)]).await;
    theirs.order_key = placing.order_key;
    let second = portal.store.place(&other, theirs).await.expect("placed");
    assert_ne!(first.order_id, second.order_id);
}

async fn a_double_click_places_one_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let placing = portal.fill(&orderer, &[("A1", 1), ("A2", 1)]).await;
    let clicks = (0..16).map(|_| {
        let (store, orderer, placing) = (portal.store.clone(), orderer.clone(), placing.clone());
        tokio::spawn(async move { store.place(&orderer, placing).await.expect("placed") })
    });
    let placed: Vec<_> = join_all(clicks).await.into_iter().map(|click| click.expect("no panic")).collect();
    assert!(placed.iter().all(|one| *one == placed[0]));
    assert_eq!((portal.peek.count("orders").await, portal.peek.count("supply_orders").await), (1, 1));
    assert_eq!(portal.peek.mails().await.len(), 1);
    portal.peek.assert_statuses_hold().await;
}

async fn what_is_put_into_the_cart_while_it_is_placed_is_neither_lost_nor_ordered(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let late = portal.store.article(&orderer, "A2").await.expect("an article").id;
    for round in 0..12 {
        portal.store.set_cart_quantity(&orderer, late, 0).await.expect("taken out");
        let placing = portal.fill(&orderer, &[("A1", 1)]).await;
        let (store, who) = (portal.store.clone(), orderer.clone());
        let put = tokio::spawn(async move { store.put_in_cart(&who, late, 1).await });
        if round % 2 == 0 {
            tokio::task::yield_now().await;
        }
        let placed = portal.store.place(&orderer, placing).await;
        put.await.expect("no panic").expect("in the cart");
        let cart = portal.store.cart(&orderer).await.expect("a cart");
        let numbers: Vec<_> = cart.lines.iter().map(|line| line.number.as_str()).collect();
        assert_eq!(numbers.last(), Some(&"A2"));
        assert_eq!(numbers.len(), if placed.is_ok() { 1 } else { 2 });
    }
    assert_eq!(portal.peek.number("select count(*) from order_lines where article_number = 'A2'").await, 0);
}
