//! Rejecting what somebody else has released, by the link of the mail that asks to confirm it.

use super::by_mail::{SECOND, allow, link_to, mail_rejection_form, refused, release_form};
use crate::support::{
    TestApp,
    desk::{self, APPROVER, Inbox, OTHER_APPROVER, PAPER, PENS, REVIEWED, SUPPLIER, decide, order, supply_orders, switch},
};
use domain::CustomerRule::{DemandsReason, NeedsFourEyes};
use testbed::{Engine, both_engines};

both_engines!(
    all_that_was_released_is_rejected_by_the_link_with_a_reason,
    one_line_is_rejected_by_the_link_and_the_rest_confirmed,
    the_link_says_that_the_release_was_taken_back,
);

/// An order that the first of two people has released, and the address in the mail that asks the second one.
async fn passed_on(app: &TestApp) -> (String, String) {
    let approver = app.signed_in(APPROVER).await;
    switch(&approver, NeedsFourEyes).await;
    let mut inbox = Inbox::open(app).await;
    let id = order(&app.signed_in(REVIEWED).await, &[(PENS, 2), (PAPER, 5)]).await;
    decide(&approver, &id, &desk::release_form(&approver, &id).await).await;
    let link = link_to(&inbox.new_mails(app).await, OTHER_APPROVER, &id);
    (id, link)
}

async fn all_that_was_released_is_rejected_by_the_link_with_a_reason(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    switch(&app.signed_in(APPROVER).await, DemandsReason).await;
    let supplier = app.signed_in(SUPPLIER).await;
    let known = supply_orders(&supplier).await.len();
    let (id, link) = passed_on(&app).await;
    let reader = app.browser();
    let form = mail_rejection_form(&reader.get(&link).await.body).expect("it can be rejected");
    let page = refused(&reader, &link, &form.with("form[reason]", "Gibt es im Keller.")).await;
    assert!(page.contains("id=\"cause-error\"") && page.contains("Gibt es im Keller."), "{page}");

    let form = mail_rejection_form(&page).expect("it is there again").with("form[cause]", "available_in_house");
    for _ in 0..2 {
        let answer = reader.submit(&link, &form).await;
        assert_eq!((answer.status, answer.location()), (303, link.as_str()), "the second click finds it done");
    }
    let page = reader.get(&link).await.body;
    assert!(page.contains("Entschieden von Thomas Keller") && page.contains("wurde vollständig abgelehnt"), "{page}");
    assert!(page.contains("Gibt es im Keller.") && release_form(&page).is_none() && mail_rejection_form(&page).is_none());
    assert_eq!(supply_orders(&supplier).await.len(), known);
    let dossier = app.signed_in(REVIEWED).await.get(&format!("/kundendossier/{id}")).await.body;
    assert!(dossier.contains("Gibt es im Keller.") && dossier.contains("hat über den Link in der E-Mail entschieden"), "{dossier}");
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}

async fn one_line_is_rejected_by_the_link_and_the_rest_confirmed(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let supplier = app.signed_in(SUPPLIER).await;
    let known = supply_orders(&supplier).await.len();
    let (_, link) = passed_on(&app).await;
    let reader = app.browser();
    let older = release_form(&reader.get(&link).await.body).expect("it can be confirmed");
    let form = mail_rejection_form(&reader.get(&link).await.body).expect("it can be rejected").without(SECOND);
    assert_eq!(reader.submit(&link, &form).await.location(), link);

    let page = refused(&reader, &link, &older).await;
    assert!(page.contains("Es wurde nichts bestätigt"), "{page}");
    let rest = mail_rejection_form(&page).expect("what is left can be rejected");
    assert_eq!(rest.fields.iter().filter(|(name, _)| name.starts_with("form[lines]")).count(), 1);
    assert!(rest.field(SECOND).is_some(), "{rest:?}");
    let confirms = release_form(&page).expect("what is left can be confirmed");
    assert_eq!(reader.submit(&link, &confirms).await.location(), link);
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
    let page = reader.get(&link).await.body;
    assert!(release_form(&page).is_none() && mail_rejection_form(&page).is_none(), "{page}");
}

async fn the_link_says_that_the_release_was_taken_back(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let (id, link) = passed_on(&app).await;
    let (approver, reader, page) = (app.signed_in(APPROVER).await, app.browser(), format!("/freigaben/{id}"));
    let older = release_form(&reader.get(&link).await.body).expect("it can be confirmed");
    let back = approver.get(&page).await.form("/api/retract_release");
    assert_eq!(approver.submit(&page, &back).await.location(), page);
    for _ in 0..2 {
        let shown = reader.get(&link).await.body;
        assert!(shown.contains("Claudia Meier hat die Freigabe zurückgenommen") && release_form(&shown).is_none(), "{shown}");
        reader.submit(&link, &older).await;
    }
    app.advance(jiff::SignedDuration::from_secs(1));
    decide(&approver, &id, &desk::release_form(&approver, &id).await).await;
    assert!(release_form(&reader.get(&link).await.body).is_some(), "it is a link to the order, and that waits here again");
}
