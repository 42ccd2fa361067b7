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
async fn what_was_built_is_loaded_under_a_name_that_changes_with_it_and_kept_for_good() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    let page = browser.get("/anmelden").await.body;
    assert!(!page.contains("rel=\"preload\" href=\"/pkg"), "nothing is loaded before what is seen: {page}");
    for (name, kind) in [("freigabe.js", "text/javascript"), ("freigabe.wasm", "application/wasm"), ("freigabe.css", "text/css")] {
        let path = format!("/pkg/0123456789abcdef/{name}");
        assert!(page.contains(&format!("\"{path}\"")), "{path} in {page}");
        let file = browser.get(&path).await;
        assert_eq!((file.status, file.header("content-type")), (200, kind), "{path}");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable", "{path}");
    }
    // A version that is not here may be soon: nobody shall remember that it was not.
    for elsewhere in ["/pkg/fedcba9876543210/freigabe.js", "/pkg/0123456789abcdef/nothing.js"] {
        let missing = browser.get(elsewhere).await;
        assert_eq!((missing.status, missing.header("cache-control").contains("immutable")), (404, false), "{elsewhere}");
    }
}

#[tokio::test]
async fn files_and_pages_travel_compressed_to_whoever_reads_that() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let browser = app.signed_in("frei@muster.example").await;
    let get = |path: &str, accepted: &str| {
        browser.send(browser.request(Method::GET, path).header("accept", "text/html").header("accept-encoding", accepted))
    };
    let file = get("/pkg/0123456789abcdef/freigabe.wasm", "gzip, br").await;
    assert_eq!((file.header("content-encoding"), &*file.body), ("br", "compressed"));
    let (plain, packed) = (get("/shop", "identity").await, get("/shop", "br").await);
    assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), ("", "br"));
    assert!(plain.body.contains("<main") && !packed.body.contains("<main"));
}

#[tokio::test]
async fn pages_that_show_a_secret_travel_as_they_are() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let browser = app.signed_in("frei@muster.example").await;
    let get =
        |path: &'static str| browser.send(browser.request(Method::GET, path).header("accept", "text/html").header("accept-encoding", "br"));
    for path in ["/freigaben/01900000-0000-7000-8000-000000000000/mail?code=0190", "/passwort?code=0190", "/zweiter-faktor?weiter=%2Fkonto"]
    {
        let page = get(path).await;
        assert_eq!((page.status, page.header("content-encoding")), (200, ""), "{path}");
        assert!(page.body.contains("<main"), "{path}: {}", page.body);
    }
    for path in ["/konto", "/kundendossier"] {
        assert_eq!(get(path).await.header("content-encoding"), "br", "{path}");
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
async fn an_address_without_a_page_says_so_and_shows_the_way_in() {
    let app = TestApp::start(Engine::Sqlite).await;
    let page = app.browser().get("/gibt/es/nicht").await;
    assert_eq!(page.status, 404);
    for shown in ["Diese Seite gibt es nicht", "class=\"brand\"", "href=\"/anmelden\""] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
}

#[tokio::test]
async fn a_page_of_the_layers_looks_like_those_at_the_door() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    let (page, door) = (browser.get("/api/gibt_es_nicht").await, browser.get("/anmelden").await);
    assert_eq!(page.status, 405);
    let id = page.header("x-request-id");
    for shown in ["So lässt sich diese Adresse nicht aufrufen", "Zur Startseite", id] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    for alike in ["class=\"hero-signin\"", "class=\"hero-words\"", "class=\"brand\"", "class=\"hero-main\"", "href=\"/favicon.svg\""] {
        assert!(page.body.contains(alike) && door.body.contains(alike), "{alike}: {}", page.body);
    }
    let policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    assert_eq!(page.header("content-security-policy"), policy);
}
