//! Rights that are given, taken and gone are so with the next request.

use crate::support::{
    Browser, TestApp,
    desk::{
        APPROVER, FREE, OTHER_APPROVER, PAPER, PENS, REVIEWED, contact, create_login, decide, delete_login, order, release_form,
        with_person,
    },
};
use testbed::{Engine, both_engines};

both_engines!(
    whoever_is_made_an_approver_is_one_with_the_next_request,
    whoever_is_no_approver_any_more_is_none_with_the_next_request,
    the_successor_finds_the_waiting_orders,
    a_deleted_contact_is_out_with_the_next_request,
    the_user_name_of_a_deleted_contact_can_be_used_again,
    a_password_set_by_the_approver_ends_the_sessions_of_the_contact,
);

/// Changes one thing about a login.
async fn edit_login(approver: &Browser, user_name: &str, changes: &[(&str, &str)]) {
    let page = format!("/konto/logins/{}", contact(approver, user_name).await);
    let form = approver.get(&page).await.form("/api/edit_login");
    let form = changes.iter().fold(form, |form, (name, value)| form.with(name, value));
    let answer = approver.submit(&page, &form).await;
    assert_eq!((answer.status, answer.location()), (303, "/konto/logins?meldung=geaendert"));
}

async fn whoever_is_made_an_approver_is_one_with_the_next_request(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, promoted) = (app.signed_in(APPROVER).await, app.signed_in(FREE).await);
    assert_eq!(promoted.get("/freigaben").await.status, 404);
    edit_login(&approver, FREE, &[("form[approval]", "approver")]).await;
    assert_eq!(promoted.get("/freigaben").await.status, 200);
}

async fn whoever_is_no_approver_any_more_is_none_with_the_next_request(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, demoted) = (app.signed_in(OTHER_APPROVER).await, app.signed_in(APPROVER).await);
    let order = order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    let release = release_form(&demoted, &order).await;
    let successor = contact(&approver, OTHER_APPROVER).await;
    edit_login(&approver, APPROVER, &[("form[approval]", "unrestricted"), ("form[successor]", &successor)]).await;
    decide(&demoted, &order, &release).await;
    assert_eq!(demoted.get(&format!("/freigaben/{order}")).await.status, 404);
    assert!(!approver.get(&format!("/freigaben/{order}")).await.forms("/api/decide").is_empty(), "nothing was decided");
}

async fn the_successor_finds_the_waiting_orders(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (successor, orderer) = (app.signed_in(OTHER_APPROVER).await, app.signed_in(REVIEWED).await);
    let order = order(&orderer, &[(PENS, 2)]).await;
    let gone = contact(&successor, APPROVER).await;
    let page = format!("/konto/logins/{gone}/loeschen");
    let form = successor.get(&page).await.form("/api/delete_login");
    assert_eq!(successor.submit(&page, &form.clone().with("form[successor]", "")).await.location(), format!("{page}#errors"));
    let id = contact(&successor, OTHER_APPROVER).await;
    assert_eq!(successor.submit(&page, &form.with("form[successor]", &id)).await.location(), "/konto/logins?meldung=geloescht");
    assert!(successor.get("/freigaben").await.body.contains(&order));
    let answer = decide(&successor, &order, &release_form(&successor, &order).await).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}/abschluss"));
}

async fn a_deleted_contact_is_out_with_the_next_request(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, deleted) = (app.signed_in(APPROVER).await, app.signed_in(FREE).await);
    let kept = order(&app.signed_in(REVIEWED).await, &[(PAPER, 1)]).await;
    assert_eq!(deleted.get("/konto").await.status, 200);
    delete_login(&approver, &contact(&approver, FREE).await).await;
    assert_eq!(deleted.get("/konto").await.location(), "/anmelden?weiter=%2Fkonto");
    assert_eq!(deleted.call("/shop", "/api/load_profile", &[]).await.status, 401);
    assert_eq!(deleted.sign_in(FREE).await.location(), "/anmelden#errors");
    assert_eq!(approver.get(&format!("/freigaben/{kept}")).await.status, 200, "the others go on");
}

async fn the_user_name_of_a_deleted_contact_can_be_used_again(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let old = order(&app.signed_in(FREE).await, &[(PAPER, 1)]).await;
    delete_login(&approver, &contact(&approver, FREE).await).await;
    let person = with_person(approver.get("/konto/logins/neu").await.form("/api/save_new_person"), "Nora", "nora@muster.example");
    let place = create_login(&approver, person.with("form[approval]", "unrestricted"), FREE, "ganz-geheim-1").await;
    assert!(place.ends_with("/uebergabe?meldung=erstellt"), "{place}");

    let browser = app.browser();
    assert_eq!(browser.sign_in(FREE).await.location(), "/anmelden#errors", "the password is another one");
    assert_eq!(browser.sign_in_with(FREE, "ganz-geheim-1").await.location(), "/");
    assert!(browser.get("/konto").await.body.contains("Nora"));
    assert_eq!(browser.get(&format!("/kundendossier/{old}")).await.status, 404, "the orders stay those of the one who is gone");
}

async fn a_password_set_by_the_approver_ends_the_sessions_of_the_contact(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, browser) = (app.signed_in(APPROVER).await, app.signed_in(FREE).await);
    let page = format!("/konto/logins/{}", contact(&approver, FREE).await);
    let form = approver.get(&page).await.form("/api/set_login_password").with("form[new_password]", "ganz-geheim-1");
    assert_eq!(approver.submit(&page, &form).await.location(), "/konto/logins?meldung=passwort");
    assert_eq!(browser.get("/konto").await.status, 303);
    assert_eq!(browser.sign_in_with(FREE, "ganz-geheim-1").await.location(), "/");
}
