//! What delivery costs, as the supplier sets it and everybody else sees it before it counts.

use crate::support::{
    Browser, Page, TestApp,
    desk::{APPROVER, FREE, Inbox, PAPER, REVIEWED, SUPPLIER, decoded, fill_cart, order, order_form, release, send_order, supply_orders},
};
use testbed::{Engine, both_engines};

both_engines!(
    a_wrong_freight_comes_back_as_it_was_typed,
    what_the_supplier_sets_shows_wherever_a_total_is,
    whoever_has_not_seen_the_freight_sees_it_before_it_counts,
    where_nothing_is_set_nothing_shows,
);

const PAGE: &str = "/lieferant/versandkosten";
const WORD: &str = "Versandkosten";
/// How it stands on pages and in mails.
const AMOUNT: &str = "12.35";

async fn set(supplier: &Browser, flat: &str, free_from: &str) -> Page {
    let form = supplier.get(PAGE).await.form("/api/set_freight");
    supplier.submit(PAGE, &form.with("form[flat]", flat).with("form[free_from]", free_from)).await
}

async fn a_wrong_freight_comes_back_as_it_was_typed(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let supplier = app.signed_in(SUPPLIER).await;
    for (flat, free_from) in [("viel", "100"), ("", "100"), ("9.50", "0")] {
        assert_eq!(set(&supplier, flat, free_from).await.location(), format!("{PAGE}#errors"));
        let back = supplier.get(PAGE).await;
        let form = back.form("/api/set_freight");
        assert_eq!((form.field("form[flat]"), form.field("form[free_from]")), (Some(flat), Some(free_from)));
        assert!(back.body.contains("id=\"errors\""), "{flat}, {free_from}");
    }
    assert_eq!(set(&supplier, AMOUNT, "1'000").await.location(), format!("{PAGE}?meldung=gespeichert"));
    assert!(supplier.get(PAGE).await.body.contains("Die Lieferung kostet CHF 12.35. Ab einem Warenwert von CHF 1"));
}

async fn what_the_supplier_sets_shows_wherever_a_total_is(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, supplier) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    set(&supplier, AMOUNT, "").await;
    let known = supply_orders(&supplier).await;
    let mut inbox = Inbox::open(&app).await;
    fill_cart(&orderer, &[(PAPER, 1)]).await;
    let shows = |page: &Page, path: &str| assert!(page.body.contains(WORD) && page.body.contains(AMOUNT), "{path}");
    shows(&orderer.get("/warenkorb").await, "/warenkorb");
    let order = send_order(&orderer, &order_form(&orderer).await).await;
    for path in [format!("/bestellungen/{order}/bestaetigung"), format!("/kundendossier/{order}")] {
        shows(&orderer.get(&path).await, &path);
    }
    for path in [format!("/freigaben/{order}"), format!("/freigaben/sammelfreigabe?bestellung={order}")] {
        shows(&approver.get(&path).await, &path);
    }
    let file = orderer.get(&format!("/kundendossier/{order}/bestellung.csv")).await;
    assert!(file.body.contains(&format!("Netto;{WORD};")), "{}", file.body);
    release(&approver, &order).await;
    let arrived: Vec<_> = supply_orders(&supplier).await.into_iter().filter(|id| !known.contains(id)).collect();
    let path = format!("/lieferant/auftraege/{}", arrived[0]);
    let page = supplier.get(&path).await;
    assert!(page.body.contains(AMOUNT), "the menu names the word anyway");
    for mail in inbox.new_mails(&app).await {
        let text = decoded(&mail);
        assert!(text.contains(WORD) && text.contains(AMOUNT), "{text}");
    }
}

async fn whoever_has_not_seen_the_freight_sees_it_before_it_counts(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, supplier) = (app.signed_in(FREE).await, app.signed_in(SUPPLIER).await);
    fill_cart(&orderer, &[(PAPER, 1)]).await;
    let seen = order_form(&orderer).await.with("form[reference]", "Projekt 7").with("form[street]", "Weg 12");
    set(&supplier, AMOUNT, "").await;
    let known = supply_orders(&supplier).await;
    let answer = orderer.submit("/warenkorb", &seen).await;
    assert_eq!((answer.status, answer.location()), (303, "/warenkorb#errors"));
    let back = orderer.get("/warenkorb").await;
    assert!(back.body.contains("Die Versandkosten haben sich inzwischen geändert.") && back.body.contains(AMOUNT));
    assert_eq!(supply_orders(&supplier).await, known, "nothing was ordered");
    let form = order_form(&orderer).await;
    assert_eq!((form.field("form[reference]"), form.field("form[street]")), (Some("Projekt 7"), Some("Weg 12")));
    send_order(&orderer, &form).await;
    assert_eq!(supply_orders(&supplier).await.len(), known.len() + 1);
}

async fn where_nothing_is_set_nothing_shows(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let order = order(&orderer, &[(PAPER, 1)]).await;
    fill_cart(&orderer, &[(PAPER, 1)]).await;
    for (browser, path) in [
        (&orderer, "/warenkorb".to_owned()),
        (&orderer, format!("/kundendossier/{order}")),
        (&orderer, format!("/kundendossier/{order}/bestellung.csv")),
        (&approver, format!("/freigaben/{order}")),
    ] {
        assert!(!browser.get(&path).await.body.contains(WORD), "{path}");
    }
}
