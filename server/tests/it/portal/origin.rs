//! Nothing is changed by a request that does not come from the portal's own pages.

use crate::support::{Browser, TestApp};
use reqwest::{Method, header::ORIGIN};
use testbed::Engine;

/// Calls the harmless `me` with these headers; 200 means that the request got through.
async fn status(browser: &Browser, method: Method, headers: &[(&str, &str)]) -> u16 {
    let request = browser.request(method, "/api/me").header("content-type", "application/x-www-form-urlencoded");
    browser.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await.status
}

#[tokio::test]
async fn only_requests_of_the_same_origin_get_through() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    let own = browser.origin().to_owned();
    let site = "sec-fetch-site";
    let origin = ORIGIN.as_str();
    for (headers, expected) in [
        (vec![(site, "same-origin")], 200),
        (vec![(origin, own.as_str())], 200),
        (vec![(site, "same-origin"), (origin, own.as_str())], 200),
        (vec![(site, "same-site"), (origin, own.as_str())], 403),
        (vec![(site, "cross-site"), (origin, own.as_str())], 403),
        (vec![(site, "none")], 403),
        (vec![(site, "")], 403),
        (vec![(origin, "https://evil.example")], 403),
        (vec![(origin, "null")], 403),
        (vec![(origin, "http://127.0.0.1")], 403),
        (vec![], 403),
    ] {
        assert_eq!(status(&browser, Method::POST, &headers).await, expected, "{headers:?}");
    }
}

#[tokio::test]
async fn every_method_that_could_change_something_is_guarded() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
        assert_eq!(status(&browser, method.clone(), &[]).await, 403, "{method}");
    }
}

#[tokio::test]
async fn server_functions_do_not_answer_to_links() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    for path in ["/api/sign_out", "/api/me", "/api/gibt_es_nicht"] {
        assert_eq!(browser.get(path).await.status, 405, "{path}");
    }
}

#[tokio::test]
async fn a_refused_person_reads_why_and_the_request_has_a_name() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    let page = browser.send(browser.request(Method::POST, "/shop").header("accept-language", "de-CH")).await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("kam nicht von dieser Seite"), "{}", page.body);
    assert!(!page.header("x-request-id").is_empty() && page.body.contains(page.header("x-request-id")));
}
