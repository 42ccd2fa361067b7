//! Putting what was ordered before into the cart again.

mod changed;
mod proposed;

use crate::ordering::{Portal, address, article, is_not_found, refusal, waiting_company};
use domain::{
    ApprovalKind::{AlwaysReview, Unrestricted},
    DeliveryAddress, OrderId, Rappen,
    Verdict::{Rejected, Released},
    order::{MAX_LINES, MAX_QUANTITY},
};
use futures::future::join_all;
use store::{AgainLines, ArticleFilter, CartRefusal, OrderForm, Orderer, Placing, TakenAgain, Typed};
use testbed::{Engine, both_engines};

both_engines![
    all_lines_come_back_with_their_quantities_at_todays_prices,
    the_rejected_lines_alone_come_back,
    one_line_alone_comes_back_with_the_form_of_the_order,
    a_second_click_changes_nothing,
    clicks_at_the_same_time_are_one,
    what_is_in_the_cart_is_never_made_less,
    an_untouched_cart_gets_the_form_of_the_order,
    what_was_typed_stays,
    what_is_in_the_cart_keeps_its_form,
    a_withdrawn_order_can_be_taken_again,
    an_open_order_cannot_be_taken_again,
    a_line_that_is_not_there_is_not_found,
    only_the_orderer_takes_an_order_again,
    an_article_that_is_no_longer_sold_is_left_out,
    a_cart_without_room_takes_nothing,
];

async fn all_lines_come_back_with_their_quantities_at_todays_prices(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 2), ("A2", 3)]).await;
    portal.store.import_catalogue(vec![], vec![article("A1", "Artikel A1", 7)]).await.expect("imported");
    let taken = portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(taken, TakenAgain { taken: vec![1, 2], left_out: vec![] });
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A1", 2), ("A2", 3)]));
    let cart = portal.store.cart(&orderer).await.expect("a cart");
    let price = |number: &str| cart.lines.iter().find(|line| line.number == number).map(|line| line.price);
    assert_eq!((price("A1"), price("A2")), (Some(Rappen(7)), Some(Rappen(990))));
}

async fn the_rejected_lines_alone_come_back(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (orderer, id) = partly_rejected(&portal).await;
    let taken = portal.store.take_again(&orderer, id, AgainLines::Rejected).await.expect("taken");
    assert_eq!(taken.taken, [2, 3]);
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A2", 1), ("A3", 1)]));
}

async fn one_line_alone_comes_back_with_the_form_of_the_order(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 1), ("A2", 3)]).await;
    let taken = portal.store.take_again(&orderer, id, AgainLines::One(2)).await.expect("taken");
    assert_eq!(taken.taken, [2]);
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A2", 3)]));
    assert_eq!(form_of(&portal, &orderer).await, (address(), "R7".to_owned(), "bitte bald".to_owned()));
}

async fn a_second_click_changes_nothing(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 2)]).await;
    let first = portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    let before = portal.store.cart(&orderer).await.expect("a cart");
    let second = portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(second, first);
    assert_eq!(portal.store.cart(&orderer).await.expect("a cart"), before);
}

async fn clicks_at_the_same_time_are_one(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 2), ("A2", 3)]).await;
    let clicks = join_all((0..10).map(|_| portal.store.take_again(&orderer, id, AgainLines::All))).await;
    assert!(clicks.iter().all(|click| matches!(click, Ok(answer) if answer.taken == [1, 2])));
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A1", 2), ("A2", 3)]));
}

async fn what_is_in_the_cart_is_never_made_less(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 5), ("A2", 5), ("A3", MAX_QUANTITY)]).await;
    portal.fill(&orderer, &[("A1", 9), ("A2", 1), ("A3", 1), ("A4", 4)]).await;
    portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A1", 9), ("A2", 5), ("A3", MAX_QUANTITY), ("A4", 4)]));
}

async fn an_untouched_cart_gets_the_form_of_the_order(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 1)]).await;
    // A cart that was emptied by hand is as good as new.
    portal.fill(&orderer, &[("A2", 1)]).await;
    let gone = portal.store.article(&orderer, "A2").await.expect("an article").id;
    portal.store.set_cart_quantity(&orderer, gone, 0).await.expect("taken out");
    portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(form_of(&portal, &orderer).await, (address(), "R7".to_owned(), "bitte bald".to_owned()));
}

async fn what_was_typed_stays(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 1)]).await;
    portal.fill(&orderer, &[("A2", 1)]).await;
    let cart = portal.store.cart(&orderer).await.expect("a cart");
    let quantities = vec![(cart.lines[0].article_id, 0)];
    let (order_key, address, typed) = (cart.order_key, cart.address.clone(), Typed::default());
    let (reference, note) = ("R8".into(), String::new());
    let form = OrderForm { order_key, address, reference, note, cost_centre: None, line_cost_centres: vec![], quantities, typed };
    portal.store.save_order_form(&orderer, form).await.expect("saved");
    portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(form_of(&portal, &orderer).await, (cart.address, "R8".to_owned(), String::new()));
}

async fn what_is_in_the_cart_keeps_its_form(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 1)]).await;
    portal.fill(&orderer, &[("A2", 1)]).await;
    let before = form_of(&portal, &orderer).await;
    for wanted in [AgainLines::One(1), AgainLines::All] {
        portal.store.take_again(&orderer, id, wanted).await.expect("taken");
        assert_eq!(form_of(&portal, &orderer).await, before, "{wanted:?}");
    }
}

async fn a_withdrawn_order_can_be_taken_again(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.store.withdraw(&orderer, id).await.expect("withdrawn");
    portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A1", 1)]));
}

async fn an_open_order_cannot_be_taken_again(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    assert!(is_not_found(&portal.store.take_again(&orderer, id, AgainLines::All).await));
    portal.decide(&company.boss, id, &[(1, Rejected)]).await.expect("decided");
    assert!(is_not_found(&portal.store.take_again(&orderer, id, AgainLines::Rejected).await));
    assert_eq!(portal.peek.count("carts").await, 0);
}

async fn a_line_that_is_not_there_is_not_found(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 1)]).await;
    for wanted in [AgainLines::Rejected, AgainLines::One(0), AgainLines::One(2)] {
        assert!(is_not_found(&portal.store.take_again(&orderer, id, wanted).await), "{wanted:?}");
    }
    assert_eq!(portal.peek.count("carts").await, 0);
}

async fn only_the_orderer_takes_an_order_again(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let colleague = portal.employ(&company, "neben", AlwaysReview).await;
    let stranger = portal.company("fremd").await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Rejected)]).await.expect("decided");
    for other in [&colleague, company.boss.orderer(), stranger.boss.orderer()] {
        assert!(is_not_found(&portal.store.take_again(other, id, AgainLines::All).await));
    }
    assert_eq!(portal.peek.count("carts").await, 0);
}

/// The database keeps an article as long as an order names it; so this one goes behind its back.
async fn an_article_that_is_no_longer_sold_is_left_out(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 1), ("A2", 1)]).await;
    let delete = match engine {
        Engine::Sqlite => "pragma foreign_keys = off; delete from articles where number = 'A1'; pragma foreign_keys = on",
        Engine::Postgres => {
            "do $$ begin
                perform set_config('session_replication_role', 'replica', true);
                delete from articles where number = 'A1';
            end $$"
        }
    };
    portal.peek.execute(delete).await.expect("deleted");
    let taken = portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
    assert_eq!(taken, TakenAgain { taken: vec![2], left_out: vec![1] });
    assert_eq!(in_cart(&portal, &orderer).await, lines(&[("A2", 1)]));
}

async fn a_cart_without_room_takes_nothing(engine: Engine) {
    let (portal, orderer) = with_orderer(engine).await;
    let id = ordered(&portal, &orderer, &[("A1", 1), ("A2", 1)]).await;
    let articles = (1..MAX_LINES).map(|number| article(&format!("C{number:03}"), "Viele", 100)).collect();
    portal.store.import_catalogue(vec![], articles).await.expect("imported");
    let filter = ArticleFilter { search: "viele".into(), limit: 300, ..ArticleFilter::default() };
    let rows = portal.store.articles(&orderer, filter).await.expect("articles");
    portal.store.set_cart_quantities(&orderer, rows.iter().map(|row| (row.id, 1)).collect()).await.expect("room for one more");
    assert_eq!(refusal(portal.store.take_again(&orderer, id, AgainLines::All).await), CartRefusal::Full);
    assert_eq!(in_cart(&portal, &orderer).await.len(), MAX_LINES - 1);
    portal.store.take_again(&orderer, id, AgainLines::One(2)).await.expect("the last line");
}

/// A portal with somebody whose orders go to the supplier at once.
async fn with_orderer(engine: Engine) -> (Portal, Orderer) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    (portal, orderer)
}

/// Places an order with a reference and a note.
async fn ordered(portal: &Portal, orderer: &Orderer, lines: &[(&str, u32)]) -> OrderId {
    let placing = portal.fill(orderer, lines).await;
    let placing = Placing { reference: Some("R7".into()), note: Some("bitte bald".into()), ..placing };
    portal.store.place(orderer, placing).await.expect("placed").order_id
}

/// An order of three lines, of which the last two were rejected.
async fn partly_rejected(portal: &Portal) -> (Orderer, OrderId) {
    let (company, orderer) = waiting_company(portal).await;
    let id = portal.place(&orderer, &["A1", "A2", "A3"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Released), (2, Rejected), (3, Rejected)]).await.expect("decided");
    (orderer, id)
}

fn lines(lines: &[(&str, u32)]) -> Vec<(String, u32)> {
    lines.iter().map(|(number, quantity)| ((*number).to_owned(), *quantity)).collect()
}

/// Numbers and quantities, by number.
async fn in_cart(portal: &Portal, orderer: &Orderer) -> Vec<(String, u32)> {
    let cart = portal.store.cart(orderer).await.expect("a cart");
    let mut lines: Vec<_> = cart.lines.into_iter().map(|line| (line.number, line.quantity)).collect();
    lines.sort();
    lines
}

async fn form_of(portal: &Portal, orderer: &Orderer) -> (DeliveryAddress, String, String) {
    let cart = portal.store.cart(orderer).await.expect("a cart");
    (cart.address, cart.reference, cart.note)
}
