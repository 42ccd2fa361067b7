//! Less than was ordered, or another article: what approvers post, and what others then read.

use crate::support::{
    Browser, Form, TestApp,
    desk::{
        APPROVER, Inbox, OTHER_APPROVER, REVIEWED, SUPPLIER, decide, decoded, fill_cart, order_form, release, send_order, supply_orders,
    },
};
use domain::Rappen;
use store::{Availability, NewArticle};
use testbed::{Engine, both_engines};

both_engines!(
    the_orderer_reads_what_was_lowered_and_the_supplier_only_what_is_left,
    the_orderer_reads_what_was_replaced_and_the_supplier_only_the_other_article,
    at_another_price_than_the_one_on_the_screen_nothing_is_decided,
    nobody_gets_more_than_was_ordered_nor_another_decision_afterwards,
);

/// Paper that is not in the Kundensortiment, and the one in it that comes closest.
const ORDERED: &str = "15-0107";
const CLOSE: &str = "15-0101";

/// An order of ten of an article that has a close one in the Kundensortiment.
async fn waiting(orderer: &Browser) -> String {
    fill_cart(orderer, &[(ORDERED, 10)]).await;
    send_order(orderer, &order_form(orderer).await).await
}

/// The form that releases the only line, with its field for the quantity.
async fn release_form(approver: &Browser, order: &str) -> Form {
    forms(approver, order).await.into_iter().find(|form| form.field("form[decisions][0][quantity]").is_some()).expect("a quantity")
}

/// The form that puts the closest article in the place of the ordered one.
async fn replace_form(approver: &Browser, order: &str) -> Form {
    forms(approver, order).await.into_iter().find(|form| form.field("form[decisions][0][replacement]").is_some()).expect("a close article")
}

async fn forms(approver: &Browser, order: &str) -> Vec<Form> {
    approver.get(&format!("/freigaben/{order}")).await.forms("/api/decide")
}

async fn of_supplier(app: &TestApp) -> String {
    let supplier = app.signed_in(SUPPLIER).await;
    let newest = supply_orders(&supplier).await.into_iter().next().expect("a supply order");
    supplier.get(&format!("/lieferant/auftraege/{newest}")).await.body
}

async fn the_orderer_reads_what_was_lowered_and_the_supplier_only_what_is_left(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let order = waiting(&orderer).await;
    let mut inbox = Inbox::open(&app).await;
    let form = release_form(&approver, &order).await;
    assert_eq!(form.field("form[decisions][0][quantity]"), Some("10"), "as many as were ordered, at first");
    let answer = decide(&approver, &order, &form.with("form[decisions][0][quantity]", "4")).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}/abschluss"));

    for (browser, page) in [(&approver, format!("/freigaben/{order}/abschluss")), (&orderer, format!("/kundendossier/{order}"))] {
        assert!(browser.get(&page).await.body.contains("Menge 10 → 4"), "{page}");
    }
    assert!(orderer.get(&format!("/kundendossier/{order}")).await.body.contains("mit kleinerer Menge freigegeben"));
    let table = orderer.get(&format!("/kundendossier/{order}/bestellung.csv")).await.body;
    assert!(table.contains(&format!("\n;{ORDERED};")) && table.contains("Freigegeben: Menge 10 → 4"), "{table}");
    let mails = inbox.new_mails(&app).await;
    let mail = decoded(mails.last().expect("a mail to the orderer"));
    assert!(mail.contains("mit =?utf-8?") || mail.contains("nderungen freigegeben"), "{mail}");
    assert!(mail.contains("Menge 10 → 4"), "{mail}");
    assert!(!of_supplier(&app).await.contains("10 Pa"), "the supplier hears nothing of the ten");
}

async fn the_orderer_reads_what_was_replaced_and_the_supplier_only_the_other_article(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let order = waiting(&orderer).await;
    let mut inbox = Inbox::open(&app).await;
    decide(&approver, &order, &replace_form(&approver, &order).await).await;

    let page = orderer.get(&format!("/kundendossier/{order}")).await.body;
    assert!(page.contains("Ersetzt durch") && page.contains(CLOSE) && page.contains("hat Position 1 ersetzt"), "{page}");
    let table = orderer.get(&format!("/kundendossier/{order}/bestellung.csv")).await.body;
    assert!(table.contains(&format!("\n;{CLOSE};")) && table.contains("An den Lieferanten;"), "{table}");
    let mails = inbox.new_mails(&app).await;
    let mail = decoded(mails.last().expect("a mail to the orderer"));
    assert!(mail.contains("Statt 10") && mail.contains(CLOSE), "{mail}");
    let supply = of_supplier(&app).await;
    assert!(supply.contains(CLOSE) && !supply.contains(ORDERED), "{supply}");
}

async fn at_another_price_than_the_one_on_the_screen_nothing_is_decided(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let order = waiting(&orderer).await;
    let seen = replace_form(&approver, &order).await;
    let close = app.store.article(&app.orderer(REVIEWED).await, CLOSE).await.expect("the article is sold");
    let dearer = NewArticle {
        number: close.number,
        category_slug: close.category_slug,
        name: close.name,
        description: close.description,
        unit: close.unit,
        price: Rappen(98_765),
        availability: Availability::InStock,
    };
    app.store.import_catalogue(vec![], vec![dearer]).await.expect("a new price");
    let answer = decide(&approver, &order, &seen).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}#errors"));
    let page = approver.get(&format!("/freigaben/{order}")).await;
    assert!(page.body.contains("CHF 987.65 pro Einheit"), "{}", page.body);
    let again = replace_form(&approver, &order).await;
    assert_eq!(again.field("form[decisions][0][price]"), Some("98765"));
    assert_eq!(decide(&approver, &order, &again).await.location(), format!("/freigaben/{order}/abschluss"));
}

async fn nobody_gets_more_than_was_ordered_nor_another_decision_afterwards(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, other) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(OTHER_APPROVER).await);
    let order = waiting(&orderer).await;
    let form = release_form(&approver, &order).await;
    for quantity in ["130", "0", "-4", "viele"] {
        let wrong = form.clone().with("form[decisions][0][quantity]", quantity);
        assert_eq!(decide(&approver, &order, &wrong).await.location(), format!("/freigaben/{order}#errors"), "{quantity}");
        let back = approver.get(&format!("/freigaben/{order}")).await;
        assert!(back.body.contains("id=\"quantity-1-error\""), "{quantity}");
        assert_eq!(release_form(&approver, &order).await.field("form[decisions][0][quantity]"), Some(quantity), "what was typed stays");
    }
    let replace = replace_form(&approver, &order).await;
    let foreign = other.call(&format!("/freigaben/{order}"), "/api/decide", &form.pairs()).await;
    assert_eq!(foreign.status, 404, "only who is in charge decides");
    release(&approver, &order).await;
    for late in [replace, form.with("form[decisions][0][quantity]", "4")] {
        let answer = approver.call(&format!("/freigaben/{order}"), "/api/decide", &late.pairs()).await;
        assert_eq!(answer.status, 409, "{}", answer.body);
    }
    assert!(!of_supplier(&app).await.contains(CLOSE));
}
