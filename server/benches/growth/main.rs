//! What pages cost where there is much of everything, as ratios to the same pages where there is little: 1,000 orders and 1,000,000,
//! 1,000 of them waiting and 100,000, 10 contacts and 10,000. Also how long the first answer takes on the large database.
//!
//! Prints rows of the table in `docs/benchmarks.md`.

mod fill;
#[path = "../../tests/it/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod support;
mod visit;

use fill::{Size, fill};
use server::{portal::Portal, router::router};
use support::TestApp;
use testbed::{
    Engine,
    ratio::{self, speed},
};
use visit::load;

/// As in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measurements of each ratio.
const ROUNDS: usize = 7;

const SMALL: Size = Size { orders: 1_000, waiting: 1_000, contacts: 10 };
const LARGE: Size = Size { orders: 1_000_000, waiting: 100_000, contacts: 10_000 };

const PAGES: [&str; 4] = ["/kundendossier", "/shop", "/freigaben", "/konto"];

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (small, large) = (stage(engine, SMALL).await, stage(engine, LARGE).await);
        for path in PAGES {
            let mut ratios = Vec::new();
            for _ in 0..ROUNDS {
                let with_little = load(&small.1, path, &small.2).await;
                ratios.push(speed(with_little, load(&large.1, path, &large.2).await));
            }
            let work = format!("{path} with 1,000,000 orders, 100,000 waiting, 10,000 contacts, {engine:?}");
            println!("{}", ratio::row(&work, "with 1,000, 1,000 and 10", "≥ 0.67", ratios));
        }
    }
}

/// A portal with so much in it, and the session of an approver there.
async fn stage(engine: Engine, size: Size) -> (TestApp, axum::Router, String) {
    let app = TestApp::with_demo(engine).await;
    fill(engine, app.database_url(), size).await;
    let token = app.open_session("freigeber@muster.example").await;
    let portal = router(Portal::new(app.store.clone(), app.config()));
    (app, portal, token)
}
