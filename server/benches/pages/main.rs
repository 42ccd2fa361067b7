//! What the pages cost that the server renders, as ratios to handlers that ask the same questions of the database and
//! answer with a ready text of the same size. Sixteen requests at a time, without a network between.
//!
//! Prints rows of the table in `docs/benchmarks.md`.

mod bare;
#[path = "../../tests/it/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod support;

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::header::{ACCEPT, COOKIE},
};
use bare::bare;
use futures::future::join_all;
use http_body_util::BodyExt;
use server::{portal::Portal, router::router};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use support::TestApp;
use testbed::{
    Engine,
    ratio::{self, speed},
};
use tower::ServiceExt;

/// Measurements of each ratio.
const ROUNDS: usize = 7;
/// Requests under way at a time.
const AT_ONCE: usize = 16;
/// Requests one after the other, of each of those.
const IN_TURN: usize = 20;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = TestApp::with_demo(engine).await;
        let token = app.open_session("freigeber@muster.example").await;
        let portal = router(Portal::new(app.store.clone(), app.config()));
        for path in ["/kundendossier", "/shop", "/freigaben"] {
            let page = answer(&portal, path, &token).await;
            let bare = bare(app.store.clone(), page);
            let mut ratios = Vec::new();
            for _ in 0..ROUNDS {
                let by_hand = load(&bare, path, &token).await;
                ratios.push(speed(by_hand, load(&portal, path, &token).await));
            }
            println!("{}", ratio::row(&format!("{path}, {engine:?}"), "bare handler, same queries", "≥ 0.4", ratios));
        }
    }
}

/// The time for all requests.
async fn load(service: &Router, path: &'static str, token: &str) -> Duration {
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

async fn answer(service: &Router, path: &str, token: &str) -> String {
    let peer = ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000)));
    let request = Request::get(path).header(ACCEPT, "text/html").header(COOKIE, format!("sitzung={token}")).extension(peer);
    let request = request.body(Body::empty()).expect("a request");
    let answer = service.clone().oneshot(request).await.expect("a router answers");
    assert_eq!(answer.status(), 200, "{path}");
    let body = answer.into_body().collect().await.expect("a body").to_bytes();
    String::from_utf8(body.to_vec()).expect("a text")
}
