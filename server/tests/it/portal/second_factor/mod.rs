//! Signing in with two steps.

mod door;
mod owner;

use crate::support::{
    Browser, Page, TestApp,
    authenticator::{App, STEP, secrets},
};
use jiff::SignedDuration;
use server::demo::PASSWORD;

const PAGE: &str = "/zweiter-faktor";
const DOOR: &str = "/anmelden/code";

/// Begins to set it up, with the password; the page that offers a secret.
async fn begin(browser: &Browser) -> Page {
    let form = browser.get(PAGE).await.form("/api/offer_second_factor").with("form[present_password]", PASSWORD);
    let answer = browser.submit(PAGE, &form).await;
    assert_eq!((answer.status, answer.location()), (303, PAGE));
    browser.get(PAGE).await
}

async fn confirm(browser: &Browser, offered: &Page, code: &str) -> Page {
    browser.submit(PAGE, &offered.form("/api/confirm_second_factor").with("form[code]", code)).await
}

/// Sets it up; the app, and the recovery codes.
async fn set_up(app: &TestApp, browser: &Browser) -> (App, Vec<String>) {
    let offered = begin(browser).await;
    let phone = App::from_page(&offered);
    assert_eq!(confirm(browser, &offered, &phone.code(app)).await.location(), PAGE);
    (phone, secrets(&browser.get(PAGE).await))
}

/// Somebody with a second factor, in a session that has passed it.
async fn with_factor(app: &TestApp, user_name: &str) -> (App, Vec<String>) {
    let set_up = set_up(app, &app.signed_in(user_name).await).await;
    // The next code is another one.
    app.advance(SignedDuration::from_secs(STEP));
    set_up
}

async fn enter(browser: &Browser, code: &str) -> Page {
    let form = browser.get(DOOR).await.form("/api/enter_code").with("form[code]", code);
    browser.submit(DOOR, &form).await
}

async fn is_in(browser: &Browser) -> bool {
    browser.get("/konto").await.status == 200
}
