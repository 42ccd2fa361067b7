//! Bounds on what a request may cost.

use crate::support::TestApp;
use axum::{body::Body, http::Request};
use futures::FutureExt;
use reqwest::{
    Method,
    header::{ACCEPT, CONTENT_TYPE},
};
use server::{portal::Portal, router::router};
use std::{pin::pin, sync::Arc};
use testbed::Engine;
use tokio::sync::Semaphore;
use tower::ServiceExt;

#[tokio::test]
async fn a_body_beyond_64_kilobytes_is_refused() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    let long = "x".repeat(64 * 1024);
    let page = browser.post_form("/anmelden", "/api/sign_in", &[("form[user_name]", &long)]).await;
    assert_eq!(page.status, 413);
    assert!(page.body.contains("<h1>"));
}

#[tokio::test]
async fn a_body_that_does_not_say_how_long_it_is_ends_at_the_same_bound() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    let chunks = futures::stream::iter((0..70).map(|_| Ok::<_, std::io::Error>("x".repeat(1024))));
    let request = browser
        .request(Method::POST, "/api/sign_in")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .header(ACCEPT, "text/html")
        .body(reqwest::Body::wrap_stream(chunks));
    assert_eq!(browser.send(request).await.status, 413);
}

/// What is behind goes on when nobody waits any more, so it must not wait for anybody either.
#[tokio::test]
async fn whoever_sends_no_body_takes_no_place_from_others() {
    let app = TestApp::start(Engine::Sqlite).await;
    let mut portal = Portal::new(app.store.clone(), app.config());
    portal.room = Arc::new(Semaphore::new(1));
    let service = router(portal);
    let never = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let form = Request::post("/api/place_order")
        .header("sec-fetch-site", "same-origin")
        .header(ACCEPT, "text/html")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(never)
        .expect("a request");
    let mut stalled = pin!(service.clone().oneshot(form));
    assert!(stalled.as_mut().now_or_never().is_none(), "it waits for the rest of the form");
    let page = Request::get("/anmelden").header(ACCEPT, "text/html").body(Body::empty()).expect("a request");
    let answer = service.oneshot(page).await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
}

#[tokio::test]
async fn a_call_that_cannot_be_read_is_the_callers_mistake() {
    let app = TestApp::start(Engine::Sqlite).await;
    let browser = app.browser();
    for fields in [&[][..], &[("form[user_name]", "frei@muster.example")], &[("form", "x")], &[("form[remember]", "vielleicht")]] {
        let page = browser.call("/anmelden", "/api/sign_in", fields).await;
        assert_eq!((page.status, page.body.as_str()), (400, "\"BadRequest\""), "{fields:?}");
    }
}
