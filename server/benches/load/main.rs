//! What the server carries as a process, with the demo data: sixteen browsers of six people fill carts, order, look around and release,
//! in turns with the same browsers loading one file, again and again. Whoever loads the server runs beside it and takes its share.
//!
//! Prints rows of the table in `docs/load.md`.

mod crowd;
mod figures;
#[path = "../process/run.rs"]
#[allow(dead_code, reason = "the other benchmark uses all of it")]
mod run;
mod size;
#[path = "../../tests/it/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use all of it")]
mod support;
mod visitor;

use crowd::Crowd;
use figures::{Turn, limit_row, rows, size_row};
use run::{IDLE_LIMIT, Place, USED_LIMIT};
use size::Size;
use std::time::Duration;
use support::demo::database_with_demo;
use testbed::Engine;
use visitor::Doing;

/// How often people and the file take turns, and for how long each time: the people for half a minute in all.
const TURNS: usize = 5;
const VISITS: Duration = Duration::from_secs(6);
const LOADS: Duration = Duration::from_secs(2);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        measure(engine).await;
    }
}

async fn measure(engine: Engine) {
    let (database, data) = (database_with_demo(engine).await, tempfile::tempdir().expect("a folder for data"));
    let running = Place::on(database.server_url(), data.path()).start("").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (idle, before) = (running.megabytes(), Size::read(engine, &database.url).await);

    let mut crowd = Crowd::sign_in(&running).await;
    let mut turns = Vec::new();
    for _ in 0..TURNS {
        let loads = crowd.keep(Doing::Loading, LOADS).await;
        let visits = crowd.keep(Doing::Visiting, VISITS).await;
        turns.push(Turn { loads, visits });
    }

    for row in rows(engine, &turns) {
        println!("{row}");
    }
    println!("{}", limit_row(engine, "after the start", idle, IDLE_LIMIT));
    let answers: usize = turns.iter().map(|turn| turn.loads.answers + turn.visits.answers).sum();
    println!("{}", limit_row(engine, &format!("after {answers} answers"), running.megabytes(), USED_LIMIT));
    println!("{}", size_row(engine, Size::read(engine, &database.url).await.for_each_order_since(&before)));
}
