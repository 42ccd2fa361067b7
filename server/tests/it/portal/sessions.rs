//! Signing in, staying signed in, and being signed out.

use crate::support::{
    TestApp,
    desk::{APPROVER, FREE, contact},
};
use jiff::SignedDuration;
use testbed::{Engine, both_engines};

both_engines!(
    a_session_begins_with_a_hidden_cookie_and_ends_with_it,
    a_quiet_session_ends_after_half_an_hour,
    a_busy_session_ends_after_twelve_hours,
    a_remembered_session_lasts_a_month,
    whoever_finds_a_session_open_has_no_mails_sent_elsewhere,
    signing_in_ends_the_session_that_was_open_in_this_browser,
);

async fn a_session_begins_with_a_hidden_cookie_and_ends_with_it(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.browser();
    let page = browser.sign_in("frei@muster.example").await;
    assert_eq!((page.status, page.location()), (303, "/"));
    let cookie = page.cookie("sitzung").expect("a session cookie");
    assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"), "{cookie}");
    assert!(!cookie.contains("Max-Age"), "the cookie goes with the browser: {cookie}");
    assert_eq!(browser.get("/").await.location(), "/shop");
    assert_eq!(browser.get("/shop").await.status, 200);
    let page = browser.post_form("/shop", "/api/sign_out", &[]).await;
    assert_eq!((page.status, page.location()), (303, "/anmelden"));
    assert_eq!(browser.get("/shop").await.location(), "/anmelden?weiter=%2Fshop");
}

async fn signing_in_ends_the_session_that_was_open_in_this_browser(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (browser, elsewhere) = (app.browser(), app.signed_in(FREE).await);
    let page = browser.sign_in(FREE).await;
    let token = page.cookie("sitzung").and_then(|cookie| cookie.split(['=', ';']).nth(1)).expect("a token").to_owned();
    browser.sign_in_with(APPROVER, "falsch-geraten").await;
    assert!(app.caller_in(&token).await.is_some(), "a try ends nothing");
    browser.sign_in(APPROVER).await;
    assert!(app.caller_in(&token).await.is_none());
    assert_eq!((browser.get("/konto").await.status, elsewhere.get("/konto").await.status), (200, 200));
}

async fn a_quiet_session_ends_after_half_an_hour(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in("frei@muster.example").await;
    app.advance(SignedDuration::from_mins(29));
    assert_eq!(browser.get("/konto").await.status, 200);
    app.advance(SignedDuration::from_mins(31));
    assert_eq!(browser.get("/konto").await.status, 303);
}

async fn a_busy_session_ends_after_twelve_hours(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in("frei@muster.example").await;
    for _ in 0..35 {
        app.advance(SignedDuration::from_mins(20));
        assert_eq!(browser.get("/konto").await.status, 200);
    }
    app.advance(SignedDuration::from_mins(21));
    assert_eq!(browser.get("/konto").await.status, 303);
}

async fn a_remembered_session_lasts_a_month(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.browser();
    let fields = [("form[user_name]", "frei@muster.example"), ("form[password]", server::demo::PASSWORD), ("form[remember]", "true")];
    let page = browser.post_form("/anmelden", "/api/sign_in", &fields).await;
    assert!(page.cookie("sitzung").is_some_and(|cookie| cookie.contains("Max-Age=2592000")));
    app.advance(SignedDuration::from_hours(24 * 29));
    assert_eq!(browser.get("/konto").await.status, 200);
    app.advance(SignedDuration::from_hours(24 * 2));
    assert_eq!(browser.get("/konto").await.status, 303);
}

#[tokio::test]
async fn the_link_of_a_mail_leads_through_the_sign_in_page_to_its_page() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let browser = app.browser();
    let page = browser.get("/freigaben?seite=2").await;
    assert_eq!((page.status, page.location()), (303, "/anmelden?weiter=%2Ffreigaben%3Fseite%3D2"));
    let sign_in = browser.get(page.location()).await;
    assert!(sign_in.body.contains("value=\"/freigaben?seite=2\""), "the form knows where to go");
    let fields =
        [("form[user_name]", "freigeber@muster.example"), ("form[password]", server::demo::PASSWORD), ("form[next]", "/freigaben?seite=2")];
    let page = browser.post_form("/anmelden?weiter=%2Ffreigaben%3Fseite%3D2", "/api/sign_in", &fields).await;
    assert_eq!((page.status, page.location()), (303, "/freigaben?seite=2"));
}

#[tokio::test]
async fn whoever_is_signed_in_is_led_away_from_the_sign_in_page() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    for (user_name, home) in [("frei@muster.example", "/shop"), ("lieferant@ofrex.example", "/lieferant")] {
        let browser = app.signed_in(user_name).await;
        assert_eq!(browser.get("/anmelden").await.location(), home);
        assert_eq!(browser.get("/").await.location(), home);
        assert_eq!(browser.get("/anmelden?weiter=%2Fkonto").await.location(), "/konto");
    }
}

#[tokio::test]
async fn a_made_up_session_is_none() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let browser = app.browser();
    for cookie in ["sitzung=", "sitzung=00", "sitzung=\"; drop", "sitzung=' or 1=1"] {
        let request = browser.request(reqwest::Method::GET, "/shop").header("cookie", cookie);
        assert_eq!(browser.send(request).await.status, 303, "{cookie}");
    }
}

/// Whoever reads the mails can have a new password sent: another address takes the present one.
async fn whoever_finds_a_session_open_has_no_mails_sent_elsewhere(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let own = format!("/konto/logins/{}", contact(&app.signed_in(APPROVER).await, APPROVER).await);
    for (who, page, action) in [(FREE, "/konto/profil", "/api/save_profile"), (APPROVER, own.as_str(), "/api/edit_login")] {
        let browser = app.signed_in(who).await;
        let before = app.orderer(who).await.email().to_owned();
        let form = browser.get(page).await.form(action);
        assert!(browser.submit(page, &form).await.location().contains("?meldung="), "the same address takes no password");
        let form = form.with("form[email]", "anders@muster.example");
        for password in ["", "falsch-geraten"] {
            let answer = browser.submit(page, &form.clone().with("form[email_password]", password)).await;
            assert_eq!(answer.location(), format!("{page}#errors"), "{who} with {password:?}");
        }
        assert_eq!(app.orderer(who).await.email(), before);
        browser.submit(page, &form.with("form[email_password]", server::demo::PASSWORD)).await;
        assert_eq!(app.orderer(who).await.email(), "anders@muster.example");
    }
}
