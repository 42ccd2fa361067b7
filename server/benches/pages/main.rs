//! What the pages cost that the server renders, as ratios to handlers that ask the same questions of the database and
//! answer with a ready text of the same size. Sixteen requests at a time, without a network between.
//!
//! Prints rows of the table in `docs/benchmarks.md`.

mod bare;
#[path = "../../tests/it/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod support;
#[path = "../growth/visit.rs"]
mod visit;

use bare::bare;
use server::{portal::Portal, router::router};
use support::TestApp;
use testbed::{
    Engine,
    ratio::{self, speed},
};
use visit::{answer, load};

/// As in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measurements of each ratio.
const ROUNDS: usize = 7;

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
