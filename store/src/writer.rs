//! The one writer of SQLite. What waits together shares one commit, for on a disk it is the commit that takes time: each unit
//! of work runs behind a savepoint of its own inside one transaction, and hears of its outcome after the common commit only.
//! A unit that fails takes back its own changes and nobody else's; if the commit fails, all of them hear of that.

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
    /// Tells whoever waits for it. Its own outcome counts only if the batch was `committed`.
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
        let answer = match (committed, self.outcome) {
            (Err(error), _) => Err(error.into()),
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(StoreError::BrokenOff.into()),
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
            Err(error) => {
                // Whoever else waits would only wait as long once more.
                let rest = std::iter::from_fn(|| waiting.try_recv().ok());
                tell_all(std::iter::once(first).chain(rest), Err(error.to_string()));
            }
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
    let mut batch = vec![first];
    while batch.len() < BATCH
        && let Ok(mut job) = waiting.try_recv()
    {
        let outcome = run_behind_savepoint(&mut tx, &mut job).await;
        batch.push(job);
        if let Err(error) = outcome {
            // The engine has given the transaction up, as it does when the disk is full.
            let _ = tx.roll_back().await;
            tell_all(batch, Err(error.to_string()));
            return;
        }
    }
    let committed = tx.commit().await.map_err(|error| error.to_string());
    tell_all(batch, committed);
}

/// Runs it; what fails takes back its changes. An error is one of the transaction, not of the unit.
async fn run_behind_savepoint(tx: &mut Tx, job: &mut Box<dyn Job>) -> Result<(), StoreError> {
    execute!(tx, "savepoint unit")?;
    if !job.run(tx).await {
        execute!(tx, "rollback to unit")?;
    }
    execute!(tx, "release unit")?;
    Ok(())
}

/// Also what was refused is told only after the commit: it may have been refused for what another unit of the batch did.
fn tell_all(batch: impl IntoIterator<Item = Box<dyn Job>>, committed: Result<(), String>) {
    for job in batch {
        job.tell(committed.clone().map_err(|error| StoreError::Unavailable(sqlx::Error::Protocol(error))));
    }
}

#[cfg(test)]
mod tests {
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
}
