//! Sign-ins from one address are slowed down.

use crate::support::TestApp;
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
