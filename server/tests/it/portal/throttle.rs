//! Sign-ins from one address are slowed down, and what is kept for it has a bound.

use crate::support::{Browser, TestApp};
use testbed::Engine;

#[tokio::test]
async fn after_thirty_quick_tries_an_address_must_wait() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    // A name that is too long is refused before anything is hashed, so that the tries are quick.
    let name = "x".repeat(300);
    let mut answers = Vec::new();
    for _ in 0..40 {
        answers.push(browser.sign_in_with(&name, "geheim").await.status);
    }
    assert_eq!(answers[..30], [303; 30]);
    assert!(answers[30..].contains(&429), "{answers:?}");
    let page = browser.call("/anmelden", "/api/sign_in", &[("form[user_name]", &name), ("form[password]", "x")]).await;
    assert!(page.status == 422 || page.body.contains("TooManyAttempts"), "{}", page.body);
}

#[tokio::test]
async fn an_address_cannot_be_made_up() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    let name = "x".repeat(300);
    let mut answers = Vec::new();
    for n in 0..40 {
        let request = browser
            .request(reqwest::Method::POST, "/api/sign_in")
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", format!("203.0.113.{n}"))
            .form(&[("form[user_name]", name.as_str()), ("form[password]", "geheim")]);
        answers.push(browser.send(request).await.status);
    }
    assert!(answers.contains(&429), "{answers:?}");
}

/// A form that is refused is kept: anybody could fill the disk with forms.
#[tokio::test]
async fn who_is_not_signed_in_has_only_so_many_forms_kept() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let person = app.signed_in("frei@muster.example").await;
    let mut answers = Vec::new();
    for _ in 0..40 {
        // A browser each, for whoever does so keeps no cookies.
        answers.push(refused(&app.browser()).await);
    }
    assert_eq!(answers[..30], [303; 30]);
    assert!(answers[30..].contains(&429), "{answers:?}");
    assert_eq!(refused(&person).await, 303, "whoever is signed in loses nothing");
}

/// Sends a form without JavaScript that is refused, whoever sends it.
async fn refused(browser: &Browser) -> u16 {
    browser.post_form("/konto/profil", "/api/sign_out_session", &[("form[id]", "keine")]).await.status
}
