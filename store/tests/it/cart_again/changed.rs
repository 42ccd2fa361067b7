//! Putting into the cart again what approvers released otherwise than it was ordered.

use super::{in_cart, lines};
use crate::ordering::{Company, Portal, waiting_company};
use domain::OrderId;
use store::{AgainLines, Instead, LineDecision, Orderer, Seen, TakenAgain};
use testbed::{Engine, both_engines};

both_engines![
    what_was_delivered_comes_back_as_it_was_delivered_and_the_rest_as_it_was_ordered,
    all_comes_back_as_it_was_ordered_where_that_is_wanted,
    an_article_in_the_place_of_several_comes_back_for_all_of_them,
    what_was_withdrawn_comes_back_as_it_was_ordered,
    a_replacement_that_is_no_longer_sold_is_left_out,
];

/// A company that has agreed on A2, and an order of two A1, four A3 and three A4.
async fn ordered(portal: &Portal) -> (Company, Orderer, OrderId) {
    let (company, orderer) = waiting_company(portal).await;
    portal.agree(&company, &["A2"]).await;
    let placing = portal.fill(&orderer, &[("A1", 2), ("A3", 4), ("A4", 3)]).await;
    let id = portal.store.place(&orderer, placing).await.expect("placed").order_id;
    (company, orderer, id)
}

/// So many units of A2 in the place of what was ordered.
async fn replaced(portal: &Portal, orderer: &Orderer, position: u32, quantity: Option<u32>) -> LineDecision {
    let other = portal.store.article(orderer, "A2").await.expect("an article");
    let article = Some(Seen { id: other.id, price: other.price });
    LineDecision { instead: Instead { quantity, article }, ..LineDecision::release(position) }
}

fn lowered(position: u32, quantity: u32) -> LineDecision {
    LineDecision { instead: Instead { quantity: Some(quantity), article: None }, ..LineDecision::release(position) }
}

/// A1 was replaced by as many A2, of A3 one was released, and A4 was rejected.
async fn changed(portal: &Portal) -> (Orderer, OrderId) {
    let (company, orderer, id) = ordered(portal).await;
    let decisions = vec![replaced(portal, &orderer, 1, None).await, lowered(2, 1), LineDecision::reject(3, None, None)];
    portal.store.decide(&company.boss, id, decisions).await.expect("decided");
    (orderer, id)
}

async fn what_was_delivered_comes_back_as_it_was_delivered_and_the_rest_as_it_was_ordered(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (orderer, id) = changed(&portal).await;
    let taken = portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(taken, TakenAgain { taken: vec![1, 2, 3], left_out: vec![] });
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A2", 2), ("A3", 1), ("A4", 3)]));
}

async fn all_comes_back_as_it_was_ordered_where_that_is_wanted(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (orderer, id) = changed(&portal).await;
    portal.store.take_again(&orderer, id, AgainLines::AsOrdered).await.expect("taken");
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A1", 2), ("A3", 4), ("A4", 3)]));
}

async fn an_article_in_the_place_of_several_comes_back_for_all_of_them(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = ordered(&portal).await;
    let decisions =
        vec![replaced(&portal, &orderer, 1, None).await, replaced(&portal, &orderer, 2, Some(3)).await, LineDecision::release(3)];
    portal.store.decide(&company.boss, id, decisions).await.expect("decided");
    for _ in 0..2 {
        portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
        assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A2", 5), ("A4", 3)]));
    }
}

async fn what_was_withdrawn_comes_back_as_it_was_ordered(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = ordered(&portal).await;
    let decisions = vec![replaced(&portal, &orderer, 1, None).await, lowered(2, 1)];
    portal.store.decide(&company.boss, id, decisions).await.expect("decided");
    portal.store.withdraw(&orderer, id).await.expect("withdrawn");
    portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A1", 2), ("A3", 4), ("A4", 3)]));
}

async fn a_replacement_that_is_no_longer_sold_is_left_out(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (orderer, id) = changed(&portal).await;
    portal.peek.execute("update articles set availability = 'discontinued' where number = 'A2'").await.expect("discontinued");
    let taken = portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(taken, TakenAgain { taken: vec![2, 3], left_out: vec![1] });
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A3", 1), ("A4", 3)]));
}
