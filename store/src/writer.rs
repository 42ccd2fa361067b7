//! The one writer of SQLite. What waits together shares one commit, for on a disk it is the commit that takes time: each unit
//! of work runs behind a savepoint of its own inside one transaction, and hears of its success after the common commit only.
//! A unit that fails takes back its own changes and nobody else's.

use crate::{
    Clock, StoreError,
    engine::{EngineTx, Tx, execute},
    error::WorkError,
    stamp::Stamp,
    unit::WorkFn,
};
use futures::FutureExt;
use jiff::Timestamp;
use sqlx::SqlitePool;
use std::{panic::AssertUnwindSafe, pin::Pin, sync::Arc};
use tokio::sync::{mpsc, oneshot};

/// How many units of work may wait before those who bring more have to.
const QUEUE: usize = 1024;
/// How many units share a commit at most, so that the first of them does not wait for ever.
const BATCH: usize = 64;

/// The way to the writer.
#[derive(Clone)]
pub(crate) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
}

impl Writer {
    /// Starts the task that writes.
    pub(crate) fn start(pool: SqlitePool) -> Self {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(write(pool, waiting));
        Self { jobs }
    }

    /// Runs `work` in a transaction, perhaps together with others, and answers after its commit.
    pub(crate) async fn run<A, T, E>(&self, clock: &Clock, args: Arc<A>, work: WorkFn<A, T, E>) -> Result<T, E>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
        E: WorkError,
    {
        let (tell, told) = oneshot::channel();
        let job = Unit { clock: clock.clone(), args, work, outcome: None, tell };
        let closed = || StoreError::from(sqlx::Error::PoolClosed);
        self.jobs.send(Box::new(job)).await.map_err(|_| closed())?;
        told.await.unwrap_or_else(|_| Err(closed().into()))
    }
}

/// A unit of work that waits for its turn.
trait Job: Send {
    /// Runs it; whether its changes stay.
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> Pin<Box<dyn Future<Output = bool> + Send + 't>>;
    /// Tells whoever waits for it. What it answers counts only if it was `committed`.
    fn tell(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Unit<A, T, E> {
    clock: Clock,
    args: Arc<A>,
    work: WorkFn<A, T, E>,
    /// None until it has run, and after a panic.
    outcome: Option<Result<T, E>>,
    tell: oneshot::Sender<Result<T, E>>,
}

impl<A, T, E> Job for Unit<A, T, E>
where
    A: Send + Sync + 'static,
    T: Send + 'static,
    E: WorkError,
{
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> Pin<Box<dyn Future<Output = bool> + Send + 't>> {
        tx.now = Stamp::new((self.clock)());
        Box::pin(async move {
            self.outcome = AssertUnwindSafe((self.work)(tx, &self.args)).catch_unwind().await.ok();
            matches!(self.outcome, Some(Ok(_)))
        })
    }

    fn tell(self: Box<Self>, committed: Result<(), StoreError>) {
        let answer = match (self.outcome, committed) {
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(StoreError::BrokenOff.into()),
        };
        // Whoever asked may have gone; the work is done all the same.
        let _ = self.tell.send(answer);
    }
}

async fn write(pool: SqlitePool, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
    while let Some(first) = waiting.recv().await {
        match pool.begin_with("begin immediate").await {
            Ok(tx) => {
                // A unit's own instant takes the place of this one.
                let tx = Tx::new(EngineTx::Sqlite(tx), Stamp::new(Timestamp::UNIX_EPOCH));
                write_batch(tx, first, &mut waiting).await;
            }
            Err(error) => first.tell(Err(error.into())),
        }
    }
}

async fn write_batch(mut tx: Tx, mut first: Box<dyn Job>, waiting: &mut mpsc::Receiver<Box<dyn Job>>) {
    // Mostly it is alone, and needs no savepoint: the transaction is its own.
    if !first.run(&mut tx).await {
        let _ = tx.roll_back().await;
        first.tell(Ok(()));
        return;
    }
    let mut done = vec![first];
    while done.len() < BATCH
        && let Ok(mut job) = waiting.try_recv()
    {
        match run_behind_savepoint(&mut tx, &mut job).await {
            Ok(true) => done.push(job),
            Ok(false) => job.tell(Ok(())),
            Err(error) => {
                // The engine has given the transaction up, as it does when the disk is full.
                job.tell(Err(error));
                break;
            }
        }
    }
    commit(tx, done).await;
}

async fn run_behind_savepoint(tx: &mut Tx, job: &mut Box<dyn Job>) -> Result<bool, StoreError> {
    execute!(tx, "savepoint unit")?;
    let stays = job.run(tx).await;
    if !stays {
        execute!(tx, "rollback to unit")?;
    }
    execute!(tx, "release unit")?;
    Ok(stays)
}

async fn commit(tx: Tx, done: Vec<Box<dyn Job>>) {
    let committed = tx.commit().await.map_err(|error| format!("not committed: {error}"));
    for job in done {
        job.tell(committed.clone().map_err(|error| StoreError::Unavailable(sqlx::Error::Protocol(error))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{engine::fetch_value, unit::Work};
    use futures::future::join_all;

    /// A writer on a database with one table, and a way to look into it.
    async fn writer() -> (Writer, SqlitePool, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}?mode=rwc", folder.path().join("test.db").display());
        let pool = SqlitePool::connect(&url).await.expect("opens");
        sqlx::query("create table notes (number integer not null unique)").execute(&pool).await.expect("created");
        (Writer::start(pool.clone()), pool, folder)
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

    #[tokio::test]
    async fn a_caller_who_goes_away_leaves_the_work_whole() {
        let (writer, pool, _folder) = writer().await;
        drop(tokio::time::timeout(std::time::Duration::ZERO, write(&writer, 1)).await);
        assert!(write(&writer, 2).await.is_ok());
        assert!(matches!(numbers(&pool).await.as_slice(), [2] | [1, 2]));
    }

    #[tokio::test]
    async fn a_closed_database_is_told_as_unavailable() {
        let (writer, pool, _folder) = writer().await;
        pool.close().await;
        assert!(matches!(write(&writer, 1).await, Err(StoreError::Unavailable(_))));
    }
}
