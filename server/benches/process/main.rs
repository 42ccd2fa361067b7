//! What the server needs as a process: memory when nobody comes and after many requests, and the time to the first answer where there
//! is much of everything.
//!
//! Prints rows of the table in `docs/benchmarks.md`.

#[path = "../growth/fill.rs"]
mod fill;
mod run;
#[path = "../../tests/it/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod support;

use fill::{Size, fill};
use run::{Place, Running, time_of_version};
use std::time::Duration;
use testbed::{
    Engine,
    ratio::{self, speed},
};

/// Measurements of each ratio.
const ROUNDS: usize = 7;
/// Requests after which memory is looked at; half of them come before, to see whether it grows.
const REQUESTS: usize = 100_000;
/// What a start may take beyond that of a process which only says its version.
const ALLOWANCE: Duration = Duration::from_millis(150);

const IDLE_LIMIT: f64 = 40.0;
const USED_LIMIT: f64 = 120.0;

const LARGE: Size = Size { orders: 1_000_000, waiting: 100_000, contacts: 10_000 };

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder for data");
    let place = Place::new(folder.path());
    drop(place.start("--demo").await);
    measure_memory(&place).await;
    fill(Engine::Sqlite, place.database(), LARGE).await;
    measure_start(&place).await;
}

async fn measure_memory(place: &Place) {
    let mut idle = Vec::new();
    for _ in 0..ROUNDS {
        let running = place.start("").await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        idle.push(IDLE_LIMIT / running.megabytes());
    }
    println!("{}", ratio::row("Resident memory when idle, Sqlite", "40 MB", "≥ 1", idle));

    let running = place.start("").await;
    let browser = running.sign_in().await;
    running.visit(&browser, REQUESTS / 2).await;
    let half = looks(&running);
    running.visit(&browser, REQUESTS / 2).await;
    let whole = looks(&running);
    let work = "Resident memory after 100,000 requests, Sqlite";
    println!("{}", ratio::row(work, "120 MB", "≥ 1", whole.map(|used| USED_LIMIT / used).into()));
    println!("{}", ratio::row(work, "after 50,000", "≥ 0.95", half.iter().zip(whole).map(|(half, whole)| half / whole).collect()));
}

fn looks(running: &Running) -> [f64; 3] {
    std::array::from_fn(|_| running.megabytes())
}

async fn measure_start(place: &Place) {
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let allowed = time_of_version() + ALLOWANCE;
        ratios.push(speed(allowed, place.start("").await.first_answer));
    }
    println!("{}", ratio::row("First answer after a start with 1,000,000 orders, Sqlite", "--version, and 150 ms", "≥ 1", ratios));
}
