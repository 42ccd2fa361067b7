//! Putting into the cart what was proposed instead of a line that was rejected.

use super::{form_of, in_cart, lines};
use crate::ordering::{Portal, address, article, is_not_found, waiting_company};
use domain::{Availability, OrderId};
use store::{AgainLines, LineDecision, NewArticle, Orderer, Placing, Seen, TakenAgain};
use testbed::{Engine, both_engines};

both_engines![
    as_many_as_were_ordered_come_with_the_form_of_the_order,
    what_was_proposed_and_is_no_longer_sold_is_left_out,
    where_nothing_was_proposed_nothing_is_found,
];

/// An order of four A3, which was rejected with A2 as what was proposed, and of one A4, which was rejected as well.
async fn rejected(portal: &Portal) -> (Orderer, OrderId) {
    let (company, orderer) = waiting_company(portal).await;
    portal.agree(&company, &["A2"]).await;
    let placing = portal.fill(&orderer, &[("A3", 4), ("A4", 1)]).await;
    let placing = Placing { reference: Some("R7".into()), note: Some("bitte bald".into()), ..placing };
    let id = portal.store.place(&orderer, placing).await.expect("placed").order_id;
    let other = portal.store.article(&orderer, "A2").await.expect("an article");
    let proposed = Some(Seen { id: other.id, price: other.price });
    let decisions = vec![LineDecision::reject(1, None, None).proposing(proposed), LineDecision::reject(2, None, None)];
    portal.store.decide(&company.boss, id, decisions).await.expect("decided");
    (orderer, id)
}

async fn as_many_as_were_ordered_come_with_the_form_of_the_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (orderer, id) = rejected(&portal).await;
    for _ in 0..2 {
        let taken = portal.store.take_again(&orderer, id, AgainLines::Alternative(1)).await.expect("taken");
        assert_eq!(taken, TakenAgain { taken: vec![1], left_out: vec![] });
        assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A2", 4)]), "once");
    }
    assert_eq!(form_of(&portal, &orderer).await, (address(), "R7".to_owned(), "bitte bald".to_owned()));
    portal.store.take_again(&orderer, id, AgainLines::Rejected).await.expect("taken");
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A2", 4), ("A3", 4), ("A4", 1)]), "what was rejected is another wish");
}

async fn what_was_proposed_and_is_no_longer_sold_is_left_out(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (orderer, id) = rejected(&portal).await;
    let gone = NewArticle { availability: Availability::Discontinued, ..article("A2", "Artikel A2", 990) };
    portal.store.import_catalogue(vec![], vec![gone]).await.expect("imported");
    let taken = portal.store.take_again(&orderer, id, AgainLines::Alternative(1)).await.expect("an answer");
    assert_eq!(taken, TakenAgain { taken: vec![], left_out: vec![1] });
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[]));
}

async fn where_nothing_was_proposed_nothing_is_found(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (orderer, id) = rejected(&portal).await;
    for position in [0, 2, 3] {
        assert!(is_not_found(&portal.store.take_again(&orderer, id, AgainLines::Alternative(position)).await), "{position}");
    }
    assert_eq!(portal.peek.count("carts").await, 0);
}
