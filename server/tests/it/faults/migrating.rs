//! Schemas that are made by servers which start together, or are killed while they make them.

use super::process::Place;
use crate::support::demo;
use std::time::Duration;
use tempfile::tempdir;
use testbed::{
    Engine, both_engines, database,
    torture::{report, times},
};
use tokio::{task::JoinSet, time::sleep};

both_engines!(servers_that_start_together_make_one_schema, a_server_that_is_killed_while_it_migrates_leaves_nothing_half_done);

async fn servers_that_start_together_make_one_schema(engine: Engine) {
    let (database, folder) = (database(engine), tempdir().expect("a folder"));
    let mut starting = JoinSet::new();
    for number in 0..3 {
        let data = folder.path().join(number.to_string());
        std::fs::create_dir(&data).expect("the folder can be written");
        let place = Place::new(&database.url, &data, "smtp://127.0.0.1:9?tls=none");
        starting.spawn(async move {
            let process = place.start().await;
            (process, place.log())
        });
    }
    for (_process, log) in starting.join_all().await {
        assert_eq!(log, "");
    }
    demo::fill(&database.url).await;
}

async fn a_server_that_is_killed_while_it_migrates_leaves_nothing_half_done(engine: Engine) {
    let rounds = times(2, 10);
    let mut kills = 0;
    for _ in 0..rounds {
        let (database, data) = (database(engine), tempdir().expect("a folder"));
        let place = Place::new(&database.url, data.path(), "smtp://127.0.0.1:9?tls=none");
        for kill in 0..5 {
            let mut process = place.spawn();
            sleep(Duration::from_millis(10 + kill * rand::random_range(0..40))).await;
            process.kill();
            kills += 1;
        }
        let _server = place.start().await;
        assert_eq!(place.log(), "");
        demo::fill(&database.url).await;
    }
    report(&format!("Killed while migrating, {engine:?}"), kills, "the schema was whole each time");
}
