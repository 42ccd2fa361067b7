//! The one writer of SQLite. What waits together shares one commit, for on a disk it is the commit that takes time: each unit
//! of work runs behind a savepoint of its own inside one transaction, and hears of its outcome after the common commit only.
//! A unit that fails takes back its own changes and nobody else's; if the commit fails, all of them hear of that.

mod others;

use crate::{
    Clock, StoreError,
    changes::Room,
    engine::{EngineTx, Tx, execute},
    error::WorkError,
    stamp::Stamp,
    unit::{WorkFn, finish},
};
use futures::FutureExt;
use jiff::Timestamp;
use others::Others;
use sqlx::SqlitePool;
use std::{panic::AssertUnwindSafe, pin::Pin, sync::Arc};
use tokio::sync::{mpsc, oneshot, watch};

/// How many units of work may wait before those who bring more have to.
const QUEUE: usize = 1024;
/// How many units share a commit at most, so that the first of them does not wait for ever.
const BATCH: usize = 64;

/// The way to the writer.
#[derive(Clone)]
pub(crate) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
    /// Whether it is to end.
    stop: watch::Sender<bool>,
}

impl Writer {
    /// Starts the task that writes, and tells this room of what was committed.
    pub(crate) fn start(pool: SqlitePool, room: Arc<Room>) -> Self {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(write(pool, (waiting, stopped), room));
        Self { jobs, stop }
    }

    /// Ends the task, once what it has begun is done: from then on nobody uses the connection. What waits is not written any more.
    pub(crate) async fn stop(&self) {
        // Nobody listens once it has ended.
        let _ = self.stop.send(true);
        self.stop.closed().await;
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
        // What another unit read may have been taken back with it, and so has what it left unwritten.
        (tx.turn, tx.mails) = (None, Vec::new());
        Box::pin(async move {
            let work = async {
                let value = (self.work)(tx, &self.args).await?;
                finish(tx).await?;
                Ok(value)
            };
            self.outcome = AssertUnwindSafe(work).catch_unwind().await.ok();
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

type Waiting = (mpsc::Receiver<Box<dyn Job>>, watch::Receiver<bool>);

async fn write(pool: SqlitePool, (mut waiting, mut stopped): Waiting, room: Arc<Room>) {
    let mut others = Others::new();
    loop {
        let first = tokio::select! {
            Ok(()) = stopped.changed() => return,
            first = waiting.recv() => first,
            () = others.time_to_look() => {
                others.look(&pool, &room).await;
                continue;
            }
        };
        let Some(first) = first else { return };
        match pool.begin_with("begin immediate").await {
            Ok(tx) => {
                // A unit's own instant takes the place of this one.
                let tx = Tx::new(EngineTx::Sqlite(tx), Stamp::new(Timestamp::UNIX_EPOCH));
                write_batch(tx, first, &mut waiting, &room).await;
            }
            Err(error) => {
                // Whoever else waits would only wait as long once more.
                let rest = std::iter::from_fn(|| waiting.try_recv().ok());
                tell_all(std::iter::once(first).chain(rest), Err(error.to_string()));
            }
        }
    }
}

async fn write_batch(mut tx: Tx, mut first: Box<dyn Job>, waiting: &mut mpsc::Receiver<Box<dyn Job>>, room: &Room) {
    // Mostly it is alone, and needs no savepoint: the transaction is its own.
    if !first.run(&mut tx).await {
        let _ = tx.roll_back().await;
        first.tell(Ok(()));
        return;
    }
    let (mut batch, mut audiences) = (vec![first], tx.take_audiences());
    while batch.len() < BATCH
        && let Ok(mut job) = waiting.try_recv()
    {
        let outcome = run_behind_savepoint(&mut tx, &mut job).await;
        batch.push(job);
        audiences.extend(tx.take_audiences());
        if let Err(error) = outcome {
            // The engine has given the transaction up, as it does when the disk is full.
            let _ = tx.roll_back().await;
            tell_all(batch, Err(error.to_string()));
            return;
        }
    }
    let committed = tx.commit().await.map_err(|error| error.to_string());
    if committed.is_ok() {
        room.tell(&audiences);
    }
    tell_all(batch, committed);
}

/// Runs it; what fails takes back its changes. An error is one of the transaction, not of the unit.
async fn run_behind_savepoint(tx: &mut Tx, job: &mut Box<dyn Job>) -> Result<(), StoreError> {
    execute!(tx, "savepoint unit")?;
    if !job.run(tx).await {
        drop(tx.take_audiences());
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
mod tests;
