//! Nothing typed is lost without JavaScript.

use crate::support::{
    Browser, TestApp,
    desk::{APPROVER, FREE},
};
use testbed::{Engine, both_engines};

both_engines!(
    a_refused_form_comes_back_with_what_was_typed,
    what_was_typed_survives_a_session_that_ran_out,
    what_was_typed_in_a_session_that_ran_out_is_shown_to_nobody_else,
    what_nobody_knows_who_has_typed_is_kept_for_nobody,
);

async fn a_refused_form_comes_back_with_what_was_typed(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.browser();
    let first = browser.get("/anmelden").await;
    assert!(first.cookie("entwurf").is_some_and(|cookie| cookie.contains("; HttpOnly; ") || cookie.ends_with("; HttpOnly")));

    let page = browser.sign_in_with("frei@muster.example", "falsch-geraten").await;
    assert_eq!((page.status, page.location(), page.body.as_str()), (303, "/anmelden#errors", ""));
    // Seeing it does not use it up: a browser may ask twice.
    for _ in 0..2 {
        let page = browser.get("/anmelden").await;
        assert!(page.body.contains("id=\"errors\"") && page.body.contains("value=\"frei@muster.example\""), "{}", page.body);
        assert!(!page.body.contains("falsch-geraten"));
    }

    assert_eq!(browser.sign_in("frei@muster.example").await.location(), "/");
    browser.post_form("/shop", "/api/sign_out", &[]).await;
    assert!(!browser.get("/anmelden").await.body.contains("frei@muster.example"), "what was accepted is forgotten");
}

async fn what_was_typed_survives_a_session_that_ran_out(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in("frei@muster.example").await;
    browser.get("/konto/profil").await;
    app.advance(jiff::SignedDuration::from_mins(31));
    let sign_in = type_as_nobody(&browser, "Nina-Maria").await;
    assert!(!browser.get(&sign_in).await.body.contains("Nina-Maria"));
    browser.sign_in("frei@muster.example").await;
    assert!(browser.get("/konto/profil").await.body.contains("value=\"Nina-Maria\""));
}

/// Sends the own profile from a page of a session that is no more; where that leads.
async fn type_as_nobody(browser: &Browser, first_name: &str) -> String {
    let fields = [
        ("form[salutation]", "ms"),
        ("form[first_name]", first_name),
        ("form[last_name]", "Brunner"),
        ("form[email]", "frei@muster.example"),
        ("form[phone]", ""),
        ("form[job_title]", "Empfang"),
    ];
    let page = browser.post_form("/konto/profil", "/api/save_profile", &fields).await;
    assert_eq!((page.status, page.location()), (303, "/anmelden?weiter=%2Fkonto%2Fprofil"));
    page.location().to_owned()
}

async fn what_was_typed_in_a_session_that_ran_out_is_shown_to_nobody_else(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(FREE).await;
    app.advance(jiff::SignedDuration::from_mins(31));
    // Also where that the session has ended was seen before.
    for first_name in ["Nina-Maria", "Nina-Luisa"] {
        type_as_nobody(&browser, first_name).await;
        browser.sign_in(APPROVER).await;
        let page = browser.get("/konto/profil").await;
        assert!(page.status == 200 && !page.body.contains(first_name), "a colleague at the same browser: {}", page.status);
        browser.sign_in(FREE).await;
        assert!(browser.get("/konto/profil").await.body.contains(&format!("value=\"{first_name}\"")), "it is still theirs");
        app.advance(jiff::SignedDuration::from_mins(31));
        browser.get("/konto").await;
    }
}

async fn what_nobody_knows_who_has_typed_is_kept_for_nobody(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.browser();
    browser.get("/anmelden").await;
    type_as_nobody(&browser, "Nina-Maria").await;
    for user_name in [APPROVER, FREE] {
        browser.sign_in(user_name).await;
        assert!(!browser.get("/konto/profil").await.body.contains("Nina-Maria"), "{user_name}");
    }
}

#[tokio::test]
async fn another_browser_sees_nothing_of_it() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    app.browser().sign_in_with("frei@muster.example", "falsch").await;
    assert!(!app.browser().get("/anmelden").await.body.contains("frei@muster.example"));
}

#[tokio::test]
async fn the_page_of_a_form_is_always_one_of_our_own() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let browser = app.browser();
    for referer in ["https://evil.example/anmelden", "nonsense", "//evil.example/x", &format!("{}//evil.example/x", browser.origin())] {
        let request = browser
            .request(reqwest::Method::POST, "/api/sign_in")
            .header("sec-fetch-site", "same-origin")
            .header("accept", "text/html")
            .header("referer", referer)
            .form(&[("form[user_name]", "frei@muster.example"), ("form[password]", "falsch")]);
        let page = browser.send(request).await;
        assert_eq!((page.status, page.location()), (303, "/#errors"), "{referer}");
    }
}

#[tokio::test]
async fn without_a_referer_the_error_is_not_lost() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let browser = app.browser();
    let request = browser
        .request(reqwest::Method::POST, "/api/sign_in")
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html")
        .form(&[("form[user_name]", "frei@muster.example"), ("form[password]", "falsch")]);
    assert_eq!(browser.send(request).await.location(), "/#errors");
}

#[tokio::test]
async fn what_was_refused_in_another_language_comes_back_without_the_words() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let browser = app.browser();
    browser.sign_in_with("frei@muster.example", "falsch-geraten").await;
    let comes_back = |page: &str| page.contains("value=\"frei@muster.example\"");
    let german = browser.get("/anmelden").await.body;
    assert!(comes_back(&german) && german.contains("Benutzername oder Passwort stimmt nicht."), "{german}");
    browser.post_form("/anmelden", "/api/set_language", &[("form[language]", "en")]).await;
    let english = browser.get("/anmelden").await.body;
    assert!(comes_back(&english) && english.contains("lang=\"en\"") && !english.contains("Benutzername oder Passwort"), "{english}");
    browser.sign_in_with("frei@muster.example", "falsch-geraten").await;
    assert!(browser.get("/anmelden").await.body.contains("User name or password is wrong."));
}

#[tokio::test]
async fn a_script_gets_the_error_as_it_is() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let fields = [("form[user_name]", "frei@muster.example"), ("form[password]", "falsch")];
    let page = app.browser().call("/anmelden", "/api/sign_in", &fields).await;
    assert_eq!(
        (page.status, page.body.as_str()),
        (422, r#"{"Refused":{"code":"WrongCredentials","words":"Benutzername oder Passwort stimmt nicht."}}"#)
    );
}
