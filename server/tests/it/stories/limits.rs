//! Limits of people: nothing of them is to be seen until they are switched on.

use crate::support::{
    Browser, TestApp,
    desk::{self, APPROVER, FREE, OTHER_APPROVER},
};
use domain::CustomerRule::UsesLimits;
use testbed::{Engine, both_engines};

both_engines!(limits_are_to_be_seen_once_they_are_switched_on, whoever_has_limits_keeps_them_when_they_are_switched_off,);

const SET: &str = "/api/set_limits";

/// Switches limits to what they are not, as the button of the page does; what the page says then.
async fn switch(approver: &Browser) -> String {
    let answer = desk::switch(approver, UsesLimits).await;
    approver.get(answer.location()).await.body
}

/// The page of somebody without restrictions.
async fn page_of_free(app: &TestApp) -> String {
    format!("/konto/logins/{}", app.orderer(FREE).await.contact_id())
}

async fn limits_are_to_be_seen_once_they_are_switched_on(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, other) = (app.signed_in(APPROVER).await, app.signed_in(OTHER_APPROVER).await);
    let page = page_of_free(&app).await;
    assert!(approver.get(&page).await.forms(SET).is_empty());
    assert!(switch(&other).await.contains("Limiten sind eingeschaltet."));
    let superior = app.orderer(APPROVER).await.contact_id().to_string();
    let form = approver.get(&page).await.form(SET).with("form[per_order]", "50").with("form[over_limit_approver]", &superior);

    // Somebody switches them off while the page is open.
    switch(&other).await;
    let answer = approver.submit(&page, &form).await;
    assert_eq!(answer.location(), format!("{page}#errors"));
    let back = approver.get(&page).await;
    assert!(back.body.contains("Limiten sind inzwischen ausgeschaltet.") && back.forms(SET).is_empty(), "{}", back.body);
    switch(&other).await;
    assert_eq!(approver.submit(&page, &form).await.location(), "/konto/logins?meldung=limiten");
}

async fn whoever_has_limits_keeps_them_when_they_are_switched_off(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let page = page_of_free(&app).await;
    switch(&approver).await;
    let superior = app.orderer(APPROVER).await.contact_id().to_string();
    let form = approver.get(&page).await.form(SET).with("form[per_order]", "50").with("form[over_limit_approver]", &superior);
    approver.submit(&page, &form).await;
    assert!(switch(&approver).await.contains("Was gesetzt ist, gilt weiter"));
    let form = approver.get(&page).await.form(SET);
    assert_eq!(form.field("form[per_order]"), Some("50.00"));
    assert_eq!(approver.submit(&page, &form.with("form[per_order]", "")).await.location(), "/konto/logins?meldung=limiten");
    assert!(approver.get(&page).await.forms(SET).is_empty());
}
