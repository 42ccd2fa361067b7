//! Why a line is rejected: freely said, or demanded by the customer.

use crate::support::{
    Browser, Form, Page, TestApp,
    desk::{APPROVER, OTHER_APPROVER, PENS, REVIEWED, RULES, decide, order, rejection_form, switch},
};
use domain::CustomerRule::DemandsReason;
use testbed::{Engine, both_engines};

both_engines!(
    where_a_reason_is_demanded_a_rejection_without_one_comes_back_as_it_was_typed,
    the_orderer_reads_the_cause_beside_the_line,
    a_cause_that_is_not_on_the_list_is_refused,
);

/// The page of the order after this rejection was refused.
async fn refused(approver: &Browser, order: &str, form: &Form) -> Page {
    let answer = decide(approver, order, form).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}#errors"));
    approver.get(&format!("/freigaben/{order}")).await
}

async fn where_a_reason_is_demanded_a_rejection_without_one_comes_back_as_it_was_typed(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, other) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(OTHER_APPROVER).await);
    assert_eq!(switch(&other, DemandsReason).await.location(), format!("{RULES}?meldung=grund-verlangt"));
    let order = order(&orderer, &[(PENS, 2)]).await;

    let back = refused(&approver, &order, &rejection_form(&approver, &order, 1, "Gibt es im Keller.").await).await;
    assert!(back.body.contains("id=\"cause-1-error\"") && back.body.contains("Gibt es im Keller."), "{}", back.body);
    let rejection = back.body.split("<details").find(|tag| tag.contains("decision-reject")).expect("the form that rejects");
    assert!(rejection.split('>').next().is_some_and(|tag| tag.contains(" open")), "the form is open again: {rejection}");

    let other_cause = rejection_form(&approver, &order, 1, "").await.with("form[decisions][0][cause]", "other");
    let back = refused(&approver, &order, &other_cause).await;
    assert!(back.body.contains("id=\"reason-1-error\""), "{}", back.body);
    let again = rejection_form(&approver, &order, 1, "Zu gross.").await;
    assert_eq!(again.field("form[decisions][0][cause]"), Some("other"), "what was chosen is still chosen");
    assert_eq!(decide(&approver, &order, &again).await.location(), format!("/freigaben/{order}/abschluss"));

    assert_eq!(switch(&approver, DemandsReason).await.location(), format!("{RULES}?meldung=grund-freigestellt"));
}

async fn the_orderer_reads_the_cause_beside_the_line(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let order = order(&orderer, &[(PENS, 2)]).await;
    let form = rejection_form(&approver, &order, 1, "").await;
    assert_eq!(form.field("form[decisions][0][cause]"), Some(""), "nothing is chosen at first");
    decide(&approver, &order, &form.with("form[decisions][0][cause]", "too_expensive")).await;
    let page = orderer.get(&format!("/kundendossier/{order}")).await;
    // What scripts carry along does not show.
    let shown = page.body.split("<script").map(|part| part.split_once("</script>").map_or(part, |(_, rest)| rest));
    assert_eq!(shown.map(|part| part.matches("Zu teuer").count()).sum::<usize>(), 2, "beside the line and in the history");
    let mails = app.deliver_mails().await;
    assert!(mails.iter().any(|mail| mail.contains("Zu teuer")), "the mail says so");
}

async fn a_cause_that_is_not_on_the_list_is_refused(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let order = order(&orderer, &[(PENS, 2)]).await;
    let form = rejection_form(&approver, &order, 1, "").await.with("form[decisions][0][cause]", "<script>");
    assert!(refused(&approver, &order, &form).await.body.contains("id=\"cause-1-error\""));
}
