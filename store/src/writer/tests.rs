use super::*;
use crate::{engine::fetch_value, unit::Work};
use futures::future::join_all;
use std::time::Duration;

/// A writer on a database with one table, and a way to look into it.
async fn writer() -> (Writer, SqlitePool, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("test.db").display());
    let pool = SqlitePool::connect(&url).await.expect("opens");
    sqlx::query("create table notes (number integer not null unique)").execute(&pool).await.expect("created");
    (Writer::start(pool.clone(), Arc::default()), pool, folder)
}

/// Notes a number; 13 brings bad luck after that, and 7 a panic.
fn note<'t>(tx: &'t mut Tx, number: &'t i64) -> Work<'t, i64, StoreError> {
    Box::pin(async move {
        execute!(tx, "insert into notes (number) values ($1)", *number)?;
        assert!(*number != 7, "seven");
        if *number == 13 { Err(StoreError::NotFound) } else { Ok(fetch_value!(tx, i64, "select count(*) from notes")?) }
    })
}

async fn write(writer: &Writer, number: i64) -> Result<i64, StoreError> {
    let clock: Clock = Arc::new(Timestamp::now);
    writer.run(&clock, Arc::new(number), note).await
}

async fn numbers(pool: &SqlitePool) -> Vec<i64> {
    sqlx::query_scalar("select number from notes order by number").fetch_all(pool).await.expect("numbers")
}

#[tokio::test]
async fn what_fails_takes_back_its_own_changes_and_nobody_elses() {
    let (writer, pool, _folder) = writer().await;
    let answers = join_all((0..40).map(|number| write(&writer, number))).await;
    let failed: Vec<_> = (0..40).filter(|number| answers[usize::try_from(*number).expect("small")].is_err()).collect();
    assert_eq!(failed, [7, 13]);
    assert_eq!(numbers(&pool).await, (0..40).filter(|number| ![7, 13].contains(number)).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_panic_is_told_to_its_own_caller_only() {
    let (writer, _pool, _folder) = writer().await;
    let (panicked, fine) = tokio::join!(write(&writer, 7), write(&writer, 8));
    assert!(matches!(panicked, Err(StoreError::BrokenOff)) && matches!(fine, Ok(1)), "{panicked:?} {fine:?}");
}

#[tokio::test]
async fn a_number_that_is_taken_is_refused_within_a_batch_too() {
    let (writer, pool, _folder) = writer().await;
    let answers = join_all([1, 1, 2].map(|number| write(&writer, number))).await;
    assert!(answers[0].is_ok() && answers[1].is_err() && answers[2].is_ok(), "{answers:?}");
    assert_eq!(numbers(&pool).await, [1, 2]);
}

/// Notes two numbers, with a pause between them.
fn note_two<'t>(tx: &'t mut Tx, number: &'t i64) -> Work<'t, (), StoreError> {
    Box::pin(async move {
        execute!(tx, "insert into notes (number) values ($1)", *number)?;
        tokio::time::sleep(Duration::from_millis(50)).await;
        execute!(tx, "insert into notes (number) values ($1)", *number + 100)?;
        Ok(())
    })
}

#[tokio::test]
async fn a_caller_who_goes_away_leaves_the_work_whole() {
    let (writer, pool, _folder) = writer().await;
    let clock: Clock = Arc::new(Timestamp::now);
    let gone = tokio::time::timeout(Duration::from_millis(20), writer.run(&clock, Arc::new(1), note_two)).await;
    assert!(gone.is_err(), "the caller has gone in the middle of it");
    assert!(write(&writer, 2).await.is_ok());
    assert_eq!(numbers(&pool).await, [1, 2, 101]);
}

#[tokio::test]
async fn a_full_disk_is_told_to_all_and_over_once_there_is_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = crate::Store::open(&format!("sqlite:{}", folder.path().join("test.db").display()), Arc::new(Timestamp::now)).await;
    let store = store.expect("opens");
    let crate::pool::Pools::Sqlite { writer, writing, .. } = &*store.pools else { panic!("it is SQLite") };
    sqlx::query("create table notes (number integer not null unique)").execute(writing).await.expect("created");
    let pages: i64 = sqlx::query_scalar("pragma page_count").fetch_one(writing).await.expect("a count");
    let limit = |pages: i64| sqlx::query(sqlx::AssertSqlSafe(format!("pragma max_page_count = {pages}"))).execute(writing);
    limit(pages).await.expect("limited");
    let answers = join_all((100..1500).map(|number| write(writer, number))).await;
    assert!(answers.iter().any(Result::is_err), "the disk is full");
    assert!(answers.iter().filter_map(|answer| answer.as_ref().err()).all(|error| matches!(error, StoreError::Unavailable(_))));
    let kept = numbers(writing).await.len();
    assert_eq!(kept, answers.iter().filter(|answer| answer.is_ok()).count(), "what was acknowledged is there, and nothing else");
    limit(1_000_000).await.expect("there is room");
    write(writer, 1).await.expect("it goes on");
}

#[tokio::test]
async fn a_closed_database_is_told_as_unavailable() {
    let (writer, pool, _folder) = writer().await;
    pool.close().await;
    assert!(matches!(write(&writer, 1).await, Err(StoreError::Unavailable(_))));
}
