//! What every answer tells the browser.

use crate::support::{Page, TestApp};
use testbed::Engine;

/// A page, a file, a check, an answer without a page, and a page that there is not.
const ADDRESSES: [&str; 5] = ["/anmelden", "/pkg/freigabe.js", "/healthz", "/api/me", "/gibt/es/nicht"];

fn assert_secure(path: &str, page: &Page) {
    assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
    assert_eq!(page.header("cross-origin-opener-policy"), "same-origin", "{path}");
    assert_eq!(page.header("cross-origin-resource-policy"), "same-origin", "{path}");
    assert!(page.header("permissions-policy").contains("camera=()"), "{path}");
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
    assert_eq!(page.header("x-request-id").len(), 36, "{path}");
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    for path in ADDRESSES {
        let page = browser.get(path).await;
        assert_secure(path, &page);
        assert_eq!(page.header("strict-transport-security"), "", "{path}: the portal is not encrypted here");
    }
}

#[tokio::test]
async fn the_scripts_of_a_page_carry_the_nonce_of_its_policy() {
    let app = TestApp::start(Engine::Sqlite).await;
    let page = app.browser().get("/anmelden").await;
    let policy = page.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("the policy has a nonce");
    let scripts = page.body.matches("<script").count();
    assert!(scripts > 0);
    assert_eq!(page.body.matches(&format!("nonce=\"{nonce}\"")).count(), page.body.matches("nonce=").count());
    assert!(!page.body.contains(" style=\""), "no inline styles");
}

#[tokio::test]
async fn pages_are_never_stored_by_browsers() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    for path in ["/anmelden", "/shop", "/healthz", "/gibt/es/nicht"] {
        assert_eq!(browser.get(path).await.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn behind_https_browsers_are_told_to_stay_there() {
    let app = TestApp::start_with(Engine::Sqlite, |options| options.public_url = Some("https://bestellen.example".into())).await;
    let page = app.browser().get("/anmelden").await;
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
    assert!(page.cookie("entwurf").is_some_and(|cookie| cookie.contains("; Secure")));
}

#[tokio::test]
async fn the_language_is_that_of_the_browser_until_it_is_switched() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    let with = |language: &'static str, cookie: &'static str| {
        browser
            .request(reqwest::Method::GET, "/anmelden")
            .header("accept", "text/html")
            .header("accept-language", language)
            .header("cookie", cookie)
    };
    for (language, cookie, expected) in
        [("de-CH", "", "de"), ("fr,en;q=0.5", "", "en"), ("it", "", "de"), ("de", "sprache=en", "en"), ("en", "sprache=xx", "en")]
    {
        let page = browser.send(with(language, cookie)).await;
        assert!(page.body.contains(&format!("<html lang=\"{expected}\"")), "{language} {cookie}");
    }
}
