//! Changing an order while it waits, by the forms that stand on the pages.

use crate::support::{
    Form, TestApp,
    desk::{
        APPROVER, Inbox, PAPER, PENS, REVIEWED, SUPPLIER, decide, decoded, fill_cart, order, position, recipient, release, release_form,
        supply_orders,
    },
};
use testbed::{Engine, both_engines};

both_engines!(
    the_orderer_changes_an_order_and_the_approver_sees_what_was_and_what_is,
    what_was_typed_is_still_there_when_the_order_has_changed_meanwhile,
    a_page_of_the_approver_that_is_out_of_date_releases_nothing,
);

fn page_of(id: &str) -> String {
    format!("/kundendossier/{id}/aendern")
}

/// The name of the field of a line's quantity.
fn quantity(position: u32) -> String {
    format!("form[quantities][quantity-{position}]")
}

async fn the_orderer_changes_an_order_and_the_approver_sees_what_was_and_what_is(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let id = order(&orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let dossier = format!("/kundendossier/{id}");
    assert!(orderer.get(&dossier).await.body.contains(&format!("href=\"{}\"", page_of(&id))));
    let (pens, paper) = (position(&approver, &id, PENS).await, position(&approver, &id, PAPER).await);
    fill_cart(&orderer, &[("50-0201", 1)]).await;
    let mut inbox = Inbox::open(&app).await;

    let form = orderer.get(&page_of(&id)).await.form("/api/revise_order");
    assert_eq!((form.field(&quantity(pens)), form.field(&quantity(paper))), (Some("2"), Some("5")));
    let article = app.store.article(&app.orderer(REVIEWED).await, "50-0201").await.expect("an article").id;
    let form = form.with(&quantity(pens), "7").with(&quantity(paper), "0");
    let form = form.with(&format!("form[added][article-{article}]"), "on").with("form[note]", "Wir sind mehr.");
    let answer = orderer.submit(&page_of(&id), &form).await;
    assert_eq!((answer.status, answer.location()), (303, dossier.as_str()));
    let body = orderer.get(&dossier).await.body;
    assert!(body.contains("hat die Bestellung geändert: ") && body.contains("2 → 7"), "{body}");

    let page = approver.get(&format!("/freigaben/{id}")).await.body;
    for expected in ["Luca Steiner hat die Bestellung geändert.", "Wir sind mehr.", "Herausgenommen:", "vorher 2 × ", "Neu", "Geändert"]
    {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    let mails = inbox.new_mails(&app).await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(recipient(mail), APPROVER);
    assert!(decoded(mail).contains("2 → 7"), "{}", decoded(mail));

    let supplier = app.signed_in(SUPPLIER).await;
    let known = supply_orders(&supplier).await.len();
    release(&approver, &id).await;
    let received = supply_orders(&supplier).await;
    assert_eq!(received.len(), known + 1);
    let body = supplier.get(&format!("/lieferant/auftraege/{}", received[0])).await.body;
    assert!(body.contains("50-0201") && !body.contains(PAPER) && !body.contains("geändert"), "{body}");
}

async fn what_was_typed_is_still_there_when_the_order_has_changed_meanwhile(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let orderer = app.signed_in(REVIEWED).await;
    let id = order(&orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let stale = orderer.get(&page_of(&id)).await.form("/api/revise_order");
    let first = stale.clone().with(&quantity(1), "3");
    assert_eq!(orderer.submit(&page_of(&id), &first).await.location(), format!("/kundendossier/{id}"));

    let second = stale.with(&quantity(2), "8").with("form[note]", "Noch etwas.");
    let answer = orderer.submit(&page_of(&id), &second).await;
    assert_eq!(answer.location(), format!("{}#errors", page_of(&id)));
    let page = orderer.get(&page_of(&id)).await;
    assert!(page.body.contains("Die Bestellung wurde inzwischen geändert.") && page.body.contains("Noch etwas."), "{}", page.body);
    let form: Form = page.form("/api/revise_order");
    assert_eq!((form.field(&quantity(3)), form.field(&quantity(2)), form.field("form[version]")), (Some("3"), Some("8"), Some("2")));
    let wrong = form.clone().with(&quantity(3), "-1");
    assert_eq!(orderer.submit(&page_of(&id), &wrong).await.location(), format!("{}#errors", page_of(&id)));
    assert!(orderer.get(&page_of(&id)).await.body.contains("Eine ganze Zahl von 0 bis 9999."));
    assert_eq!(orderer.submit(&page_of(&id), &form).await.location(), format!("/kundendossier/{id}"));
}

async fn a_page_of_the_approver_that_is_out_of_date_releases_nothing(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let supplier = app.signed_in(SUPPLIER).await;
    let id = order(&orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let (known, stale) = (supply_orders(&supplier).await.len(), release_form(&approver, &id).await);
    let form = orderer.get(&page_of(&id)).await.form("/api/revise_order").with(&quantity(2), "6");
    orderer.submit(&page_of(&id), &form).await;

    let answer = decide(&approver, &id, &stale).await;
    assert_eq!(answer.location(), format!("/freigaben/{id}#errors"));
    let page = approver.get(&format!("/freigaben/{id}")).await;
    assert!(page.body.contains("Die Bestellung wurde inzwischen geändert.") && page.body.contains("Geändert"), "{}", page.body);
    assert_eq!(supply_orders(&supplier).await.len(), known);
    release(&approver, &id).await;
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
}
