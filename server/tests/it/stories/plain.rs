//! A customer that wants the four Freigabearten and nothing else: of the rest nothing is to be seen, and nothing can be done.

use crate::support::{
    Browser, Form, Page, TestApp,
    desk::{APPROVER, PAPER, PENS, REVIEWED, SUPPLIER, decide, fill_cart, order, order_form, ordered, position, send_order, switch},
};
use domain::{
    ApprovalKind::ReviewOutsideAssortment,
    CustomerRule::{self, WritesComments},
};
use jiff::SignedDuration;
use store::{Caller, ContactData};
use testbed::{Engine, both_engines};

both_engines!(
    a_new_customer_sees_nothing_beyond_ordering_and_releasing,
    a_new_customer_can_do_nothing_beyond_ordering_and_releasing,
    what_was_typed_for_what_is_switched_off_meanwhile_is_not_lost,
    what_was_written_can_still_be_read_and_what_is_switched_on_again_is_there,
);

const CHIEF: &str = "chefin@neu.example";
const CLERK: &str = "besteller@neu.example";
/// An article that nobody has agreed on, beside paper, which is in the Kundensortiment.
const CHAIR: &str = "50-0201";

/// A company that the supplier has just created, whose clerk's orders are reviewed outside of the Kundensortiment.
async fn new_company(app: &TestApp) {
    app.new_customer(CHIEF).await;
    let (chief, clerk) = app.new_contact(CHIEF, CLERK).await;
    let data = app.store.contact(&chief, clerk).await.expect("the contact is there").data;
    let data = ContactData { approval: ReviewOutsideAssortment, approver_id: Some(chief.orderer().contact_id()), ..data };
    app.store.edit_contact(&chief, clerk, data, None).await.expect("the contact can be changed");
    let Ok(Some(Caller::Supplier(supplier))) = app.store.caller_by_user_name(SUPPLIER).await else { panic!("the supplier") };
    let paper = app.store.article(chief.orderer(), PAPER).await.expect("the demo has this article");
    app.store.add_to_assortment(&supplier, chief.orderer().customer_id(), paper.id).await.expect("agreed");
}

async fn come(app: &TestApp, user_name: &str) -> Browser {
    app.browser_in(&app.open_session(user_name).await)
}

/// The clerk has ordered four chairs, and paper that needs no release; the order waits long enough to be asked after.
async fn waiting(app: &TestApp) -> (Browser, Browser, String) {
    new_company(app).await;
    let id = order(&come(app, CLERK).await, &[(CHAIR, 4), (PAPER, 1)]).await;
    app.advance(SignedDuration::from_hours(24));
    (come(app, CLERK).await, come(app, CHIEF).await, id)
}

fn assert_lacks(page: &Page, words: &[&str]) {
    let found: Vec<_> = words.iter().filter(|word| page.body.contains(**word)).collect();
    assert!(page.status == 200 && found.is_empty(), "{found:?} in {}", page.body);
}

/// What stands on no page of theirs, menus included.
const NOWHERE: &[&str] = &["Kommentar", "achfragen", "/aendern", "Limite", "Budget", "Kostenstelle", "Dauerfreigabe"];

async fn a_new_customer_sees_nothing_beyond_ordering_and_releasing(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (clerk, chief, id) = waiting(&app).await;
    fill_cart(&clerk, &[(CHAIR, 1), (PAPER, 1)]).await;
    let (dossier, confirmation, release) =
        (format!("/kundendossier/{id}"), format!("/bestellungen/{id}/bestaetigung"), format!("/freigaben/{id}"));
    for address in ["/warenkorb", "/kundendossier", dossier.as_str(), confirmation.as_str(), "/konto"] {
        assert_lacks(&clerk.get(address).await, NOWHERE);
    }
    assert_lacks(&clerk.get("/warenkorb").await, &["als eigene Bestellung", "form[split]"]);
    for address in ["/freigaben", release.as_str(), "/konto", "/konto/logins"] {
        assert_lacks(&chief.get(address).await, NOWHERE);
    }
    let altering = ["Ersetzen", "Ähnlich, aus dem Kundensortiment", "form[decisions][0][quantity]", "form[decisions][0][replacement]"];
    assert_lacks(&chief.get(&release).await, &altering);

    let closed = clerk.get(&format!("/kundendossier/{id}/aendern")).await;
    assert!(closed.body.contains("«Wartende Bestellungen ändern» ist bei Ihrer Firma nicht erlaubt."), "{}", closed.body);
    assert!(closed.forms("/api/revise_order").is_empty());
}

/// Asserts that the rules refuse a call.
async fn assert_refused(browser: &Browser, page: &str, function: &str, fields: &[(&str, &str)]) {
    let answer = browser.call(page, function, fields).await;
    assert!(answer.status == 409 && answer.body.contains("SwitchedOff"), "{function}: {} {}", answer.status, answer.body);
}

async fn a_new_customer_can_do_nothing_beyond_ordering_and_releasing(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (clerk, chief, id) = waiting(&app).await;
    let (dossier, release) = (format!("/kundendossier/{id}"), format!("/freigaben/{id}"));
    fill_cart(&clerk, &[(CHAIR, 1), (PAPER, 1)]).await;
    let form = order_form(&clerk).await.with("form[split]", "on");
    assert_refused(&clerk, "/warenkorb", &form.action, &form.pairs()).await;
    assert_refused(&clerk, &dossier, "/api/ask_after_order", &[("form[id]", &id), ("form[seen]", "")]).await;
    let chair = position(&chief, &id, CHAIR).await.to_string();
    let [quantity, price] = ["quantities", "prices"].map(|group| format!("form[{group}][quantity-{chair}]"));
    let revision = [("form[id]", id.as_str()), ("form[version]", "1"), (quantity.as_str(), "3"), (price.as_str(), "44900")];
    assert_refused(&clerk, &dossier, "/api/revise_order", &revision).await;
    for (browser, page) in [(&clerk, dossier.as_str()), (&chief, release.as_str())] {
        let comment = [("form[id]", id.as_str()), ("form[seen]", "0"), ("form[comment]", "Wozu?")];
        assert_refused(browser, page, "/api/write_comment", &comment).await;
    }
    let paper = app.store.article(&app.orderer(CHIEF).await, PAPER).await.expect("the demo has this article");
    let (paper, price) = (paper.id.to_string(), paper.price.0.to_string());
    let page = chief.get(&release).await;
    let is_wanted = |form: &Form| form.field("form[decisions][0][verdict]") == Some("released");
    let form = page.forms("/api/decide").into_iter().find(is_wanted).expect("the line can be released");
    assert_eq!(form.field("form[decisions][0][position]"), Some(chair.as_str()));
    let line = form.pairs();
    let [lowered, replaced] = [
        vec![("form[decisions][0][quantity]", "3")],
        vec![("form[decisions][0][replacement]", paper.as_str()), ("form[decisions][0][price]", price.as_str())],
    ];
    for altered in [lowered, replaced] {
        assert_refused(&chief, &release, "/api/decide", &[line.as_slice(), altered.as_slice()].concat()).await;
    }
    // All the rest goes as ever.
    send_order(&clerk, &order_form(&clerk).await).await;
    let answer = chief.call(&release, "/api/decide", &line).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}

/// Somebody whose orders are reviewed outside of the Kundensortiment.
const REVIEWED_OUTSIDE: &str = "sortiment@muster.example";

async fn what_was_typed_for_what_is_switched_off_meanwhile_is_not_lost(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let id = order(&orderer, &[(PENS, 4)]).await;
    let [dossier, change, release] =
        ["/kundendossier/{}", "/kundendossier/{}/aendern", "/freigaben/{}"].map(|page| page.replace("{}", &id));
    let comment = orderer.get(&dossier).await.form("/api/write_comment").with("form[comment]", "Es eilt.");
    let revision =
        orderer.get(&change).await.form("/api/revise_order").with("form[quantities][quantity-1]", "3").with("form[note]", "Weniger.");
    let is_release = |form: &Form| form.field("form[decisions][0][quantity]").is_some();
    let lowered = approver.get(&release).await.forms("/api/decide").into_iter().find(is_release).expect("a quantity");
    let lowered = lowered.with("form[decisions][0][quantity]", "2");
    let outside = app.signed_in(REVIEWED_OUTSIDE).await;
    fill_cart(&outside, &[(CHAIR, 1), (PENS, 1)]).await;
    let split = order_form(&outside).await.with("form[split]", "on").with("form[reference]", "R-17");
    for rule in CustomerRule::EXTRAS {
        switch(&approver, rule).await;
    }

    for (browser, page, form, name, title) in [
        (&orderer, dossier.as_str(), &comment, "form[comment]", "Kommentare und Nachfragen"),
        (&orderer, change.as_str(), &revision, "form[note]", "Wartende Bestellungen ändern"),
        (&approver, release.as_str(), &lowered, "form[decisions][0][quantity]", "Mengen senken und Artikel ersetzen"),
        (&outside, "/warenkorb", &split, "form[reference]", "Warenkorb teilen"),
    ] {
        let answer = browser.submit(page, form).await;
        assert_eq!(answer.location(), format!("{page}#errors"), "{title}");
        let shown = browser.get(page).await;
        assert!(shown.body.contains(&format!("«{title}» ist bei Ihrer Firma inzwischen nicht mehr erlaubt.")), "{title}: {}", shown.body);
        let kept = shown.forms(&form.action).into_iter().any(|again| again.field(name) == form.field(name));
        assert!(kept, "{title}: {}", shown.body);
    }
    assert!(ordered(&outside.submit("/warenkorb", &order_form(&outside).await).await).is_some(), "undivided it goes");
    assert_eq!(decide(&approver, &id, &lowered.with("form[decisions][0][quantity]", "4")).await.location(), format!("{release}/abschluss"));
}

async fn what_was_written_can_still_be_read_and_what_is_switched_on_again_is_there(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let id = order(&orderer, &[(PENS, 4)]).await;
    let page = format!("/kundendossier/{id}");
    let form = orderer.get(&page).await.form("/api/write_comment").with("form[comment]", "Es eilt.");
    assert_eq!(orderer.submit(&page, &form).await.location(), page);
    switch(&approver, WritesComments).await;
    for (browser, page) in [(&orderer, page.clone()), (&approver, format!("/freigaben/{id}"))] {
        let shown = browser.get(&page).await;
        assert!(shown.body.contains("Es eilt.") && shown.forms("/api/write_comment").is_empty(), "{}", shown.body);
    }
    switch(&approver, WritesComments).await;
    let again = orderer.get(&page).await.form("/api/write_comment").with("form[comment]", "Danke.");
    assert_eq!(orderer.submit(&page, &again).await.location(), page);
    assert!(approver.get(&format!("/freigaben/{id}")).await.body.contains("Danke."));
}
