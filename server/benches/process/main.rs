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
use run::{IDLE_LIMIT, Place, USED_LIMIT, time_of_version};
use std::{sync::Arc, time::Duration};
use support::desk::APPROVER;
use testbed::{
    Engine,
    ratio::{self, speed},
};

/// Measurements of each ratio.
const ROUNDS: usize = 7;
/// All requests, and how often memory is looked at between them.
const REQUESTS: usize = 100_000;
const LOOKS: usize = 10;
/// What a start may take beyond that of a process which only says its version.
const ALLOWANCE: Duration = Duration::from_millis(150);

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
    let browser = Arc::new(running.sign_in(APPROVER).await);
    let mut used = Vec::new();
    for _ in 0..LOOKS {
        running.visit(&browser, REQUESTS / LOOKS).await;
        used.push(running.megabytes());
    }
    let (first, last) = used.split_at(LOOKS / 2);
    let half = first.last().copied().expect("there is a first half");
    let work = "Resident memory after 50,000 to 100,000 requests, Sqlite";
    println!("{}", ratio::row(work, "120 MB", "≥ 1", last.iter().map(|used| USED_LIMIT / used).collect()));
    println!("{}", ratio::row(work, "after 50,000", "≥ 0.95", last.iter().map(|used| half / used).collect()));
}

async fn measure_start(place: &Place) {
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let allowed = time_of_version() + ALLOWANCE;
        ratios.push(speed(allowed, place.start("").await.first_answer));
    }
    println!("{}", ratio::row("First answer after a start with 1,000,000 orders, Sqlite", "--version, and 150 ms", "≥ 1", ratios));
}
