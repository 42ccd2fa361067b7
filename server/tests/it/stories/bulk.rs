//! Several orders released at once.

use crate::support::{
    Browser, Form, Page, TestApp,
    desk::{APPROVER, Inbox, OTHER_APPROVER, PAPER, PENS, REVIEWED, SUPPLIER, decide, mails, order, rejection_form, supply_orders},
};
use testbed::{Engine, both_engines};

both_engines!(
    what_is_ticked_is_released_but_for_what_is_decided_already,
    an_order_of_somebody_else_in_the_list_is_neither_shown_nor_decided,
    only_what_was_shown_is_decided,
    released_twice_is_released_once,
    what_cannot_be_released_together_says_so,
);

const BULK: &str = "/freigaben/sammelfreigabe";
const RELEASED: &str = "Ihre Bestellung # ist freigegeben";

/// The address to which the form of the queue leads with these orders ticked.
fn summary_of(orders: &[&str]) -> String {
    let ticked: Vec<_> = orders.iter().map(|order| format!("bestellung={order}")).collect();
    format!("{BULK}?{}", ticked.join("&"))
}

async fn summary(approver: &Browser, orders: &[&str]) -> Page {
    let page = approver.get(&summary_of(orders)).await;
    assert_eq!(page.status, 200, "{}", page.location());
    page
}

async fn bulk_form(approver: &Browser, orders: &[&str]) -> Form {
    summary(approver, orders).await.form("/api/release_orders")
}

/// Where the form leads.
async fn send(approver: &Browser, orders: &[&str], form: &Form) -> String {
    approver.submit(&summary_of(orders), form).await.location().to_owned()
}

/// Releases and rejections of an order that the approver could still post.
async fn is_open(approver: &Browser, order: &str) -> bool {
    !approver.get(&format!("/freigaben/{order}")).await.forms("/api/decide").is_empty()
}

async fn what_is_ticked_is_released_but_for_what_is_decided_already(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, supplier) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let mut orders = Vec::new();
    for _ in 0..3 {
        orders.push(order(&orderer, &[(PENS, 2), (PAPER, 5)]).await);
    }
    let mut inbox = Inbox::open(&app).await;
    let known = supply_orders(&supplier).await.len();
    let queue = approver.get("/freigaben").await;
    assert_eq!(Form::all_in(&queue.body, BULK).len(), 1, "the rows stand in a form that asks for the summary");
    assert!(orders.iter().all(|order| queue.body.contains(&format!("value=\"{order}\""))), "each with its box");

    let all: Vec<_> = orders.iter().map(String::as_str).collect();
    let page = summary(&approver, &all).await;
    assert!(page.body.contains("3 Bestellungen freigeben und übermitteln · CHF "), "{}", page.body);
    assert_eq!((supply_orders(&supplier).await.len(), inbox.new_subjects(&app).await), (known, vec![]), "nothing has happened yet");
    let rejection = rejection_form(&approver, &orders[1], 2, "Davon ist noch genug da.").await;
    decide(&approver, &orders[1], &rejection).await;

    let place = send(&approver, &all, &page.form("/api/release_orders")).await;
    assert_eq!(place, "/freigaben?freigegeben=2&uebrig=1");
    let queue = approver.get(&place).await;
    assert!(queue.body.contains("2 Bestellungen freigegeben. 1 blieb, wie sie ist"), "{}", queue.body);
    assert_eq!(supply_orders(&supplier).await.len(), known + 2);
    assert_eq!(inbox.new_subjects(&app).await, mails(&[(REVIEWED, RELEASED), (REVIEWED, RELEASED)]));
    assert!(is_open(&approver, &orders[1]).await, "what was decided line by line goes on line by line");
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}

async fn an_order_of_somebody_else_in_the_list_is_neither_shown_nor_decided(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, foreigner, colleague) =
        (app.signed_in(APPROVER).await, app.signed_in("freigeber@bau.example").await, app.signed_in(OTHER_APPROVER).await);
    let own = order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    let foreign = order(&app.signed_in("besteller@bau.example").await, &[(PENS, 2)]).await;
    assert!(is_open(&foreigner, &foreign).await);

    let page = summary(&approver, &[&foreign, &own]).await;
    let form = page.form("/api/release_orders");
    let missing = "01900000-0000-7000-8000-000000000000";
    let same = summary(&approver, &[missing, &own]).await.form("/api/release_orders");
    assert_eq!(form.fields, same.fields, "a foreign order is as one that does not exist");
    assert!(page.body.contains("Eine der ausgewählten Bestellungen wartet nicht mehr auf Sie."), "{}", page.body);
    for browser in [&approver, &colleague] {
        assert_eq!(browser.get(&summary_of(&[&foreign])).await.status, 404);
    }

    let slipped_in = form.with("form[orders][1][id]", &foreign).with("form[orders][1][positions]", "1");
    assert_eq!(send(&approver, &[&own], &slipped_in).await, "/freigaben?freigegeben=1&uebrig=1");
    assert!(is_open(&foreigner, &foreign).await, "only its own approver decides");
    let alone = bulk_form(&foreigner, &[&foreign]).await;
    assert_eq!(send(&approver, &[&own], &alone).await, format!("{}#errors", summary_of(&[&own])));
    assert!(is_open(&foreigner, &foreign).await);
}

async fn only_what_was_shown_is_decided(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let order = order(&app.signed_in(REVIEWED).await, &[(PENS, 2), (PAPER, 5)]).await;
    let form = bulk_form(&approver, &[&order]).await;
    assert_eq!(form.field("form[orders][0][positions]"), Some("1.2"));
    let shown_before = form.clone().with("form[orders][0][positions]", "2");
    // More is open than was shown, so that the order would not go: somebody took a decision back.
    let other = send(&approver, &[&order], &shown_before).await;
    assert_eq!(other, "/freigaben?freigegeben=0&uebrig=1", "it was not this that was shown");
    let unsealed = shown_before.with("form[orders][0][seal]", "");
    assert_eq!(
        send(&approver, &[&order], &unsealed).await,
        "/freigaben?freigegeben=0&uebrig=1",
        "nor is anything decided that nobody has seen"
    );
    assert_eq!(bulk_form(&approver, &[&order]).await.field("form[orders][0][positions]"), Some("1.2"), "nothing of it was decided");

    decide(&approver, &order, &rejection_form(&approver, &order, 1, "Nein").await).await;
    assert_eq!(send(&approver, &[&order], &form).await, "/freigaben?freigegeben=0&uebrig=1", "what is rejected stays so");
    let rest = bulk_form(&approver, &[&order]).await;
    assert_eq!(rest.field("form[orders][0][positions]"), Some("2"));
    assert_eq!(send(&approver, &[&order], &rest).await, "/freigaben?freigegeben=1&uebrig=0");
    let page = summary(&approver, &[&order]).await;
    assert!(page.body.contains("Nichts mehr freizugeben"), "{}", page.body);
}

async fn released_twice_is_released_once(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, supplier) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let (first, second) = (order(&orderer, &[(PENS, 2)]).await, order(&orderer, &[(PAPER, 1)]).await);
    let mut inbox = Inbox::open(&app).await;
    let known = supply_orders(&supplier).await.len();
    let asked = [first.as_str(), second.as_str()];
    let form = bulk_form(&approver, &asked).await;
    let page = summary_of(&asked);
    let clicks = futures::future::join_all((0..8).map(|_| approver.submit(&page, &form))).await;
    let places: Vec<_> = clicks.iter().map(Page::location).collect();
    assert_eq!(places, ["/freigaben?freigegeben=2&uebrig=0"; 8], "whoever clicks twice reads the same");
    assert_eq!(supply_orders(&supplier).await.len(), known + 2);
    assert_eq!(inbox.new_subjects(&app).await, mails(&[(REVIEWED, RELEASED), (REVIEWED, RELEASED)]));
}

async fn what_cannot_be_released_together_says_so(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let order = order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    let nothing = approver.get(BULK).await;
    assert!(nothing.status == 200 && nothing.body.contains("Keine Bestellung ausgewählt"), "{}", nothing.body);
    assert!(nothing.forms("/api/release_orders").is_empty());

    let too_many: Vec<_> = (0..=50).map(|number| format!("01900000-0000-7000-8000-{number:012}")).collect();
    let too_many: Vec<_> = too_many.iter().map(String::as_str).collect();
    assert_eq!(approver.get(&summary_of(&too_many)).await.status, 400, "more than a page of the queue has");
    let form = bulk_form(&approver, &[&order]).await;
    let many = (1..=50).fold(form.clone(), |form, at| {
        form.with(&format!("form[orders][{at}][id]"), too_many[at]).with(&format!("form[orders][{at}][positions]"), "1")
    });
    for wrong in [many, form.with("form[orders][0][positions]", "1.x")] {
        let answer = approver.call(BULK, "/api/release_orders", &wrong.pairs()).await;
        assert_eq!((answer.status, answer.body.as_str()), (400, "\"BadRequest\""));
    }
    assert!(is_open(&approver, &order).await, "nothing of it was decided");
}
