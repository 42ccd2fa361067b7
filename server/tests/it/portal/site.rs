//! The files for the browser.

use crate::support::TestApp;
use reqwest::Method;
use testbed::Engine;

#[tokio::test]
async fn files_have_their_types_and_are_asked_for_anew() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    for (path, kind) in [
        ("/pkg/freigabe.js", "text/javascript"),
        ("/pkg/freigabe.wasm", "application/wasm"),
        ("/pkg/freigabe.css", "text/css"),
        ("/fonts/inter.woff2", "font/woff2"),
        ("/icons.svg", "image/svg+xml"),
    ] {
        let page = browser.get(path).await;
        assert_eq!((page.status, page.header("content-type")), (200, kind), "{path}");
        assert_eq!(page.header("cache-control"), "no-cache", "{path}");
        let again = browser.request(Method::GET, path).header("if-modified-since", page.header("last-modified"));
        assert_eq!(browser.send(again).await.status, 304, "{path}");
    }
}

#[tokio::test]
async fn nothing_but_the_site_is_served() {
    let app = TestApp::start(Engine::Sqlite).await;
    assert!(app.data().join("site/secret.txt").exists());
    let browser = app.browser();
    for path in [
        "/secret.txt",
        "/pkg/..%2fsecret.txt",
        "/pkg/%2e%2e/secret.txt",
        "/pkg/..%2f..%2fsecret.txt",
        "/fonts/..%5csecret.txt",
        "/pkg/",
        "/fonts",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(!page.body.contains("geheim"), "{path}");
    }
}

#[tokio::test]
async fn an_address_without_a_page_says_so() {
    let app = TestApp::start(Engine::Sqlite).await;
    let page = app.browser().get("/gibt/es/nicht").await;
    assert_eq!(page.status, 404);
    assert!(page.body.contains("Diese Seite gibt es nicht"));
}
