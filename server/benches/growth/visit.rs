//! Sixteen people open a page, without a network between.

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::header::{ACCEPT, COOKIE},
};
use futures::future::join_all;
use http_body_util::BodyExt;
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tower::ServiceExt;

/// Requests under way at a time.
const AT_ONCE: usize = 16;
/// Requests one after the other, of each of those.
const IN_TURN: usize = 20;

/// The time for all requests.
pub async fn load(service: &Router, path: &'static str, token: &str) -> Duration {
    let begun = Instant::now();
    let visitors = (0..AT_ONCE).map(|_| {
        let (service, token) = (service.clone(), token.to_owned());
        tokio::spawn(async move {
            for _ in 0..IN_TURN {
                answer(&service, path, &token).await;
            }
        })
    });
    for visitor in join_all(visitors).await {
        visitor.expect("all requests are answered");
    }
    begun.elapsed()
}

/// The page as it is answered.
pub async fn answer(service: &Router, path: &str, token: &str) -> String {
    let peer = ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000)));
    let request = Request::get(path).header(ACCEPT, "text/html").header(COOKIE, format!("sitzung={token}")).extension(peer);
    let request = request.body(Body::empty()).expect("a request");
    let answer = service.clone().oneshot(request).await.expect("a router answers");
    assert_eq!(answer.status(), 200, "{path}");
    let body = answer.into_body().collect().await.expect("a body").to_bytes();
    String::from_utf8(body.to_vec()).expect("a text")
}
