//! The cost centres that were chosen for lines of a cart.

use crate::ordering::{Portal, order_form, placing, two_budgets};
use domain::CostCentreId;
use store::{AgainLines, OrderForm, Orderer};
use testbed::{Engine, both_engines};

both_engines![
    the_cart_keeps_what_was_chosen_for_its_lines,
    what_is_brought_back_has_its_cost_centre_again,
    what_is_ordered_again_brings_its_cost_centre_along,
];

/// The cost centre that was chosen for the line with this article in the cart.
async fn chosen(portal: &Portal, orderer: &Orderer, number: &str) -> Option<CostCentreId> {
    let cart = portal.store.cart(orderer).await.expect("a cart");
    cart.lines.iter().find(|line| line.number == number).expect("it is in the cart").own.id()
}

async fn the_cart_keeps_what_was_chosen_for_its_lines(engine: Engine) {
    let (portal, company, orderer, [one, other]) = two_budgets(engine, [100_000, 100_000]).await;
    let foreign = portal.cost_centre(&portal.company("andere").await, "100", None).await;
    let form = portal.charged(&orderer, None, &[("A1", 1, Some(one)), ("A2", 1, Some(other))]).await;
    let keep = async |line_cost_centres| {
        let form = OrderForm { line_cost_centres, ..order_form(&form, None) };
        portal.store.save_order_form(&orderer, form).await.expect("kept");
        [chosen(&portal, &orderer, "A1").await, chosen(&portal, &orderer, "A2").await]
    };
    let [(a1, _), (a2, _)] = form.line_cost_centres[..] else { panic!("two lines: {form:?}") };
    assert_eq!(keep(vec![(a1, Some(one)), (a2, Some(other))]).await, [Some(one), Some(other)]);
    assert_eq!(keep(vec![(a1, Some(foreign))]).await, [Some(one), Some(other)], "what is not theirs stays away, and the rest as it is");
    assert_eq!(keep(vec![(a1, Some(other)), (a2, None)]).await, [Some(other), None]);
    portal.store.archive_cost_centre(&company.boss, other, true).await.expect("archived");
    assert_eq!(chosen(&portal, &orderer, "A1").await, None);
    portal.store.archive_cost_centre(&company.boss, other, false).await.expect("in use again");
    assert_eq!(chosen(&portal, &orderer, "A1").await, Some(other));
    portal.store.set_cart_quantity(&orderer, a1, 0).await.expect("taken out");
    assert_eq!(portal.peek.count("cart_line_cost_centres").await, 0);
}

async fn what_is_brought_back_has_its_cost_centre_again(engine: Engine) {
    let (portal, company, orderer, [one, other]) = two_budgets(engine, [100_000, 100_000]).await;
    let foreign = portal.cost_centre(&portal.company("andere").await, "100", None).await;
    portal.fill(&orderer, &[("A1", 2)]).await;
    let article = portal.store.article(&orderer, "A1").await.expect("an article").id;
    let bring_back = async |quantity, own| {
        portal.store.bring_back_to_cart(&orderer, (article, quantity), own).await.expect("brought back");
        let cart = portal.store.cart(&orderer).await.expect("a cart");
        cart.lines.first().map(|line| (line.quantity, line.own.id()))
    };
    let take_out = async || portal.store.set_cart_quantity(&orderer, article, 0).await.expect("taken out");
    assert_eq!(bring_back(3, one).await, Some((3, None)), "what is there keeps what was chosen for it");
    take_out().await;
    assert_eq!(bring_back(2, one).await, Some((2, Some(one))));
    assert_eq!(bring_back(4, other).await, Some((4, Some(one))));
    assert_eq!(bring_back(0, other).await, None, "none of it is nothing to pay for");
    assert_eq!(bring_back(0, other).await, None);
    portal.store.archive_cost_centre(&company.boss, other, true).await.expect("archived");
    for wrong in [foreign, other, CostCentreId(uuid::Uuid::now_v7())] {
        assert_eq!(bring_back(1, wrong).await, Some((1, None)), "what is not theirs, or out of use, stays away");
        take_out().await;
    }
    assert_eq!(portal.peek.count("cart_line_cost_centres").await, 0);
}

async fn what_is_ordered_again_brings_its_cost_centre_along(engine: Engine) {
    let (portal, company, orderer, [used, archived]) = two_budgets(engine, [100_000, 100_000]).await;
    let lines = [("A1", 1, Some(used)), ("A2", 1, Some(archived)), ("A3", 1, None)];
    let id = portal.place_charged(&orderer, None, &lines).await;
    portal.store.archive_cost_centre(&company.boss, archived, true).await.expect("archived");
    let again = async || {
        portal.store.take_again(&orderer, id, AgainLines::All).await.expect("taken");
        [chosen(&portal, &orderer, "A1").await, chosen(&portal, &orderer, "A2").await, chosen(&portal, &orderer, "A3").await]
    };
    assert_eq!(again().await, [Some(used), None, None]);
    let cart = portal.store.cart(&orderer).await.expect("a cart");
    let line_cost_centres = cart.lines.iter().map(|line| (line.article_id, None)).collect();
    let form = OrderForm { line_cost_centres, ..order_form(&placing(&cart), None) };
    portal.store.save_order_form(&orderer, form).await.expect("kept");
    assert_eq!(again().await, [None; 3], "what is in the cart already stays as it is");
}
