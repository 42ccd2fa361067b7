//! What delivering an order costs: as it was on the screen, and by what is delivered.

use crate::ordering::{Portal, article, placing, refusal};
use domain::{
    ApprovalKind::{AlwaysReview, ReviewOutsideAssortment, Unrestricted},
    FreightRule, OrderStatus, Rappen, Totals,
    Verdict::{Rejected, Released},
    numbers::Period,
};
use store::{DossierFilter, Freight, PlaceRefusal, RevisedLine, Revising, SupplyOrderView};
use testbed::{Engine, both_engines};

both_engines![
    freight_is_part_of_what_an_order_costs_and_of_what_the_supplier_has,
    each_of_two_orders_of_a_cart_has_a_freight_of_its_own,
    a_rejection_may_bring_an_order_below_the_amount_from_which_delivery_is_free,
    where_nothing_is_delivered_there_is_no_freight,
    a_price_that_falls_brings_about_no_freight,
    another_freight_is_refused_before_it_was_seen_and_nothing_is_written,
    an_order_that_waits_keeps_its_freight_whatever_becomes_of_it,
    limits_and_numbers_are_about_goods,
    whoever_has_set_it_last_is_known,
];

const RULE: FreightRule = FreightRule { flat: Rappen(950), free_from: Some(Rappen(5000)) };
const DEARER: FreightRule = FreightRule { flat: Rappen(1900), free_from: None };

async fn set(portal: &Portal, rule: Option<FreightRule>) {
    portal.store.set_freight(&portal.supplier, rule).await.expect("set");
}

/// A portal at which delivery costs something.
async fn open(engine: Engine) -> Portal {
    let portal = Portal::open(engine).await;
    set(&portal, Some(RULE)).await;
    portal
}

/// What the supplier has received last.
async fn received(portal: &Portal) -> SupplyOrderView {
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 1).await.expect("a list");
    let order = portal.store.supply_order(&portal.supplier, rows[0].id).await.expect("a supply order");
    assert_eq!(rows[0].total, order.totals.total);
    order
}

async fn freight_is_part_of_what_an_order_costs_and_of_what_the_supplier_has(engine: Engine) {
    let portal = open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    for (lines, freight) in [(&[("A1", 2)][..], 950), (&[("A3", 1), ("A1", 1)], 0)] {
        let form = portal.fill(&orderer, lines).await;
        let id = portal.store.place(&orderer, form).await.expect("placed").order_id;
        let order = portal.store.order(&orderer, id).await.expect("their own");
        assert_eq!((order.freight, order.totals.freight), (Some(RULE), Rappen(freight)));
        assert_eq!(order.totals.vat, (order.totals.net + order.totals.freight).vat());
        assert_eq!(order.totals.total, order.totals.net + order.totals.freight + order.totals.vat);
        assert_eq!((order.delivered_totals, received(&portal).await.totals), (order.totals, order.totals));
        let rows = portal.store.dossier(&orderer, DossierFilter::All, None, 1).await.expect("a dossier");
        assert_eq!(rows[0].total, order.totals.total);
    }
}

async fn each_of_two_orders_of_a_cart_has_a_freight_of_its_own(engine: Engine) {
    let portal = open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let form = portal.fill(&orderer, &[("A1", 2), ("A3", 2)]).await;
    let placed = portal.store.place_split(&orderer, form).await.expect("placed");
    let waiting = portal.store.order(&orderer, placed.order_id).await.expect("their own");
    let sent = portal.store.order(&orderer, waiting.other_part.expect("the other part").id).await.expect("their own");
    assert_eq!(sent.totals, Totals::delivered(Some(RULE), [(Rappen(1250), 2)]));
    assert_eq!(waiting.totals, Totals::delivered(Some(RULE), [(Rappen(4500), 2)]));
    assert_eq!((sent.totals.freight, waiting.totals.freight), (Rappen(950), Rappen(0)));
    assert_eq!(received(&portal).await.totals, sent.totals);
}

async fn a_rejection_may_bring_an_order_below_the_amount_from_which_delivery_is_free(engine: Engine) {
    let portal = open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let id = portal.place(&orderer, &["A3", "A1"]).await.order_id;
    let before = portal.store.order(&orderer, id).await.expect("their own");
    assert_eq!((before.totals.net, before.totals.freight), (Rappen(5750), Rappen(0)));
    assert_eq!(portal.queue(&company.boss).await[0].total, before.totals.total);
    portal.decide(&company.boss, id, &[(1, Rejected), (2, Released)]).await.expect("decided");
    let after = portal.store.order(&orderer, id).await.expect("their own");
    let delivered = Totals::delivered(Some(RULE), [(Rappen(1250), 1)]);
    assert_eq!((after.totals, after.delivered_totals), (before.totals, delivered), "what was ordered stays");
    assert_eq!((received(&portal).await.totals, delivered.freight), (delivered, Rappen(950)));
}

async fn where_nothing_is_delivered_there_is_no_freight(engine: Engine) {
    let portal = open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Rejected)]).await.expect("decided");
    let order = portal.store.order(&orderer, id).await.expect("their own");
    assert_eq!((order.status, order.delivered_totals), (OrderStatus::Rejected, Totals::default()));
}

async fn a_price_that_falls_brings_about_no_freight(engine: Engine) {
    let portal = open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let form = portal.fill(&orderer, &[("A3", 1), ("A4", 5)]).await;
    let id = portal.store.place(&orderer, form).await.expect("placed").order_id;
    portal.store.import_catalogue(Vec::new(), vec![article("A3", "Artikel A3", 4400)]).await.expect("imported");
    portal.decide(&company.boss, id, &[(1, Released), (2, Released)]).await.expect("decided");
    let order = portal.store.order(&orderer, id).await.expect("their own");
    let delivered = Totals::of([(Rappen(4400), 1), (Rappen(105), 5)]);
    assert_eq!((order.totals.net, order.delivered_totals), (Rappen(5025), delivered), "below the amount by the price alone");
    assert_eq!(received(&portal).await.totals, delivered);
}

async fn another_freight_is_refused_before_it_was_seen_and_nothing_is_written(engine: Engine) {
    let portal = open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let seen = portal.fill(&orderer, &[("A1", 1)]).await;
    let before = portal.peek.counts().await;
    let sooner_free = FreightRule { free_from: Some(Rappen(4000)), ..RULE };
    for other in [Some(DEARER), Some(sooner_free), None] {
        set(&portal, other).await;
        assert_eq!(refusal(portal.store.place(&orderer, seen.clone()).await), PlaceRefusal::FreightChanged);
        assert_eq!(portal.peek.counts().await, before);
    }
    portal.fill(&orderer, &[("A1", 2)]).await;
    assert_eq!(refusal(portal.store.place(&orderer, seen).await), PlaceRefusal::CartChanged);
    set(&portal, Some(DEARER)).await;
    let seen_again = placing(&portal.store.cart(&orderer).await.expect("a cart"));
    let id = portal.store.place(&orderer, seen_again).await.expect("placed as it is now").order_id;
    assert_eq!(portal.store.order(&orderer, id).await.expect("their own").totals.freight, DEARER.flat);
}

async fn an_order_that_waits_keeps_its_freight_whatever_becomes_of_it(engine: Engine) {
    let portal = open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    set(&portal, Some(DEARER)).await;
    let more = RevisedLine { position: 1, quantity: 2, price: Rappen(1250) };
    let revising = Revising { version: 1, level: 0, lines: vec![more], added: vec![], seen: String::new(), note: None };
    portal.store.revise(&orderer, id, revising).await.expect("changed");
    let order = portal.store.order(&orderer, id).await.expect("their own");
    let expected = Totals::delivered(Some(RULE), [(Rappen(1250), 2)]);
    assert_eq!((order.freight, order.totals), (Some(RULE), expected));
    portal.decide(&company.boss, id, &[(order.lines[0].position, Released)]).await.expect("decided");
    assert_eq!(received(&portal).await.totals, expected);
    set(&portal, None).await;
    assert_eq!(portal.store.order(&orderer, id).await.expect("their own").delivered_totals, expected);
}

async fn limits_and_numbers_are_about_goods(engine: Engine) {
    let portal = open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.limit(&company, &orderer, Some(2500), None).await;
    let form = portal.fill(&orderer, &[("A1", 2)]).await;
    assert!(!portal.store.place(&orderer, form).await.expect("placed").waits, "the goods are within the limit");
    let numbers = portal.store.numbers(&company.boss, Some(Period::ThisYear)).await.expect("numbers");
    assert_eq!(numbers.spend(), Rappen(2500));
}

async fn whoever_has_set_it_last_is_known(engine: Engine) {
    let portal = Portal::open(engine).await;
    assert_eq!(portal.store.freight(&portal.supplier).await.expect("what holds"), Freight::default());
    let by = Some(("Luca Lager".to_owned(), portal.store.now()));
    for rule in [Some(RULE), Some(DEARER), None] {
        set(&portal, rule).await;
        assert_eq!(portal.store.freight(&portal.supplier).await.expect("what holds"), Freight { rule, set: by.clone() });
    }
}
