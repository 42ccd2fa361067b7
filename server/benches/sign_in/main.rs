//! What signing in costs when twenty people do it at once, as a ratio to hashing their passwords alone, and what everybody else
//! notices of it.
//!
//! Prints rows of the table in `docs/benchmarks.md`.

#[path = "../../tests/it/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod support;
#[path = "../growth/visit.rs"]
#[allow(dead_code, reason = "the other benchmarks use all of it")]
mod visit;

use app::ssr::Hasher;
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE},
    response::Response,
};
use futures::future::join_all;
use server::{demo::PASSWORD, portal::Portal, router::router};
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};
use support::TestApp;
use testbed::{
    Engine,
    ratio::{self, speed},
};
use tower::ServiceExt;
use visit::answer;

/// As in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measurements of each ratio.
const ROUNDS: usize = 7;
/// People who sign in at the same time.
const AT_ONCE: usize = 20;
/// Pages that are opened one after the other, to see how long the slow ones take.
const PAGES: usize = 100;

const USER: &str = "frei@muster.example";

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let portal = router(Portal::new(app.store.clone(), app.config()));
    let browser = browser(&portal).await;
    let hasher = Hasher::new();
    let hash = hasher.hash(PASSWORD.into()).await.expect("a hash");
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        join_all((0..AT_ONCE).map(|_| hasher.verify(PASSWORD.into(), Some(hash.clone())))).await;
        let bare = begun.elapsed();
        let begun = Instant::now();
        all_sign_in(&portal, &browser).await;
        ratios.push(speed(bare, begun.elapsed()));
    }
    println!("{}", ratio::row("Twenty sign in at once", "hashing alone", "≥ 0.9", ratios));

    let token = app.open_session("freigeber@muster.example").await;
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let quiet = slow_page(&portal, &token).await;
        let rush = tokio::spawn({
            let (portal, browser) = (portal.clone(), browser.clone());
            async move {
                loop {
                    all_sign_in(&portal, &browser).await;
                }
            }
        });
        ratios.push(speed(quiet, slow_page(&portal, &token).await));
        rush.abort();
    }
    println!("{}", ratio::row("/shop, the slowest of twenty (p95), while twenty sign in", "while nobody does", "≥ 0.5", ratios));
}

/// How long the slow ones of many pages take.
async fn slow_page(portal: &Router, token: &str) -> Duration {
    let mut times = Vec::new();
    for _ in 0..PAGES {
        let begun = Instant::now();
        answer(portal, "/shop", token).await;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[PAGES * 95 / 100]
}

/// The cookie of a browser in which somebody has signed in before.
async fn browser(portal: &Router) -> String {
    let answer = sign_in(portal, "").await;
    let cookies = answer.headers().get_all(SET_COOKIE).into_iter().filter_map(|cookie| cookie.to_str().ok());
    let known = cookies.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.starts_with("geraet="));
    known.expect("the browser is known from now on").to_owned()
}

async fn all_sign_in(portal: &Router, browser: &str) {
    for answer in join_all((0..AT_ONCE).map(|_| sign_in(portal, browser))).await {
        assert_eq!(answer.headers().get("location").and_then(|to| to.to_str().ok()), Some("/"));
    }
}

/// Each from an address of its own, as one alone may not try so often.
async fn sign_in(portal: &Router, browser: &str) -> Response {
    static ADDRESSES: AtomicU32 = AtomicU32::new(0x0a00_0000);
    let address = Ipv4Addr::from(ADDRESSES.fetch_add(1, Ordering::Relaxed));
    let form = format!("form%5Buser_name%5D={USER}&form%5Bpassword%5D={PASSWORD}");
    let request = Request::post("/api/sign_in")
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(COOKIE, browser)
        .extension(ConnectInfo(SocketAddr::from((address, 4000))))
        .body(Body::from(form))
        .expect("a request");
    portal.clone().oneshot(request).await.expect("a router answers")
}
