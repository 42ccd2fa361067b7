//! Nothing typed is lost without JavaScript.

use crate::support::TestApp;
use testbed::{Engine, both_engines};

both_engines!(a_refused_form_comes_back_with_what_was_typed, what_was_typed_survives_a_session_that_ran_out);

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
    let fields = [
        ("form[salutation]", "ms"),
        ("form[first_name]", "Nina-Maria"),
        ("form[last_name]", "Brunner"),
        ("form[email]", "frei@muster.example"),
        ("form[phone]", ""),
        ("form[job_title]", "Empfang"),
    ];
    let page = browser.post_form("/konto/profil", "/api/save_profile", &fields).await;
    assert_eq!((page.status, page.location()), (303, "/anmelden?weiter=%2Fkonto%2Fprofil"));
    assert!(!browser.get(page.location()).await.body.contains("Nina-Maria"));
    browser.sign_in("frei@muster.example").await;
    assert!(browser.get("/konto/profil").await.body.contains("value=\"Nina-Maria\""));
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
async fn a_script_gets_the_error_as_it_is() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let fields = [("form[user_name]", "frei@muster.example"), ("form[password]", "falsch")];
    let page = app.browser().call("/anmelden", "/api/sign_in", &fields).await;
    assert_eq!((page.status, page.body.as_str()), (422, r#"{"Refused":"WrongCredentials"}"#));
}
