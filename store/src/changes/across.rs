//! From one app server to the others, by `notify` on Postgres.
//!
//! What was committed is told by a task of its own, what comes together in one statement. It is not told within the transaction that
//! changes something: Postgres lets transactions that notify commit one after the other, each with its own wait for the disk. What a
//! server had not told yet when it died is made good by the one that starts next: whoever begins to listen has everybody ask anew.

use super::{Audience, Room};
use crate::pool::PATIENCE;
use serde::{Deserialize, Serialize};
use sqlx::{
    Connection, PgPool,
    postgres::{PgListener, PgPoolOptions},
};
use std::{
    mem::take,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Notify,
    task::AbortHandle,
    time::{sleep, timeout},
};
use uuid::Uuid;

const CHANNEL: &str = "freigabe_changes";
const NOTIFY: &str = "select pg_notify($1, $2)";
/// How many audiences a notice names; Postgres takes 8,000 bytes.
const CHUNK: usize = 64;
/// More than this wait only while the database is away; then it is simpler to have everybody ask.
const MOST: usize = 512;
/// What changes within this time is told together.
const TOGETHER: Duration = Duration::from_millis(20);
/// How long to wait before the next try after a failure.
const PAUSE: Duration = Duration::from_secs(1);
/// How often a connection on which nothing is heard is tried: the other end may be gone without a word.
const TRY: Duration = Duration::from_mins(1);

/// What a server tells the others.
#[derive(Serialize, Deserialize)]
struct Told {
    by: Uuid,
    audiences: Vec<Audience>,
}

/// The way to the other servers. Its tasks start when they are first needed and end with it.
pub(crate) struct Across {
    outbox: Arc<Outbox>,
    teller: OnceLock<Task>,
    listener: OnceLock<Task>,
}

/// What waits to be told.
struct Outbox {
    me: Uuid,
    pool: PgPool,
    waiting: Mutex<Vec<Audience>>,
    /// Held by whoever tells, so that nothing is on its way any more when all is said to be told.
    telling: tokio::sync::Mutex<()>,
    wake: Notify,
}

/// Ends with this value.
struct Task(AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Task {
    fn run(work: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(tokio::spawn(work).abort_handle())
    }
}

impl Across {
    pub(crate) fn new(pool: PgPool) -> Self {
        let outbox =
            Outbox { me: Uuid::now_v7(), pool, waiting: Mutex::default(), telling: tokio::sync::Mutex::default(), wake: Notify::new() };
        Self { outbox: Arc::new(outbox), teller: OnceLock::new(), listener: OnceLock::new() }
    }

    /// Tells the others, soon.
    pub(super) fn tell(&self, audiences: &[Audience]) {
        self.teller.get_or_init(|| Task::run(tell(Arc::clone(&self.outbox))));
        self.outbox.put(audiences);
        self.outbox.wake.notify_one();
    }

    /// Hears the others from now on.
    pub(super) fn listen(&self, room: &Arc<Room>) {
        self.listener.get_or_init(|| Task::run(listen(Arc::clone(&self.outbox), Arc::clone(room))));
    }

    pub(super) async fn close(&self) {
        // Who is not reached hears it from the next server that starts.
        let _ = timeout(PATIENCE, self.outbox.empty()).await;
        for task in [&self.teller, &self.listener] {
            task.get().inspect(|task| task.0.abort());
        }
    }
}

impl Outbox {
    fn put(&self, audiences: &[Audience]) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        for audience in audiences {
            if !waiting.contains(audience) {
                waiting.push(*audience);
            }
        }
        if waiting.len() > MOST {
            *waiting = vec![Audience::Everybody];
        }
    }

    /// Tells all that waits. What could not be told waits on.
    async fn empty(&self) -> Result<(), sqlx::Error> {
        let _telling = self.telling.lock().await;
        let waiting = take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        for (number, chunk) in waiting.chunks(CHUNK).enumerate() {
            let told = self.send(chunk).await;
            if told.is_err() {
                self.put(&waiting[number * CHUNK..]);
                return told;
            }
        }
        Ok(())
    }

    async fn send(&self, audiences: &[Audience]) -> Result<(), sqlx::Error> {
        let told = Told { by: self.me, audiences: audiences.to_vec() };
        let told = serde_json::to_string(&told).map_err(|error| sqlx::Error::Encode(error.into()))?;
        sqlx::query(NOTIFY).bind(CHANNEL).bind(told).execute(&self.pool).await.map(drop)
    }
}

async fn tell(outbox: Arc<Outbox>) {
    loop {
        outbox.wake.notified().await;
        while let Err(error) = outbox.empty().await {
            tracing::warn!(%error, "other servers cannot be told of changes");
            sleep(PAUSE).await;
        }
        sleep(TOGETHER).await;
    }
}

async fn listen(outbox: Arc<Outbox>, room: Arc<Room>) {
    let mut is_first = true;
    loop {
        if let Err(error) = hear(&outbox, &room, &mut is_first).await {
            tracing::warn!(%error, "the changes of other servers cannot be heard");
        }
        room.cut_off();
        sleep(PAUSE).await;
    }
}

/// Hears the others until the connection is lost.
async fn hear(outbox: &Outbox, room: &Room, is_first: &mut bool) -> Result<(), sqlx::Error> {
    // Not one of the pool's connections, for it is never given back.
    let own = PgPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).acquire_timeout(PATIENCE);
    let own = own.connect_lazy_with((*outbox.pool.connect_options()).clone());
    let mut listener = PgListener::connect_with(&own).await?;
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await?;
    room.hears_all();
    if std::mem::take(is_first) {
        outbox.send(&[Audience::Everybody]).await?;
    }
    loop {
        match timeout(TRY, listener.try_recv()).await {
            Ok(Ok(Some(notice))) => told(outbox.me, room, notice.payload()),
            Ok(Ok(None)) => return Ok(()),
            Ok(Err(error)) => return Err(error),
            Err(_) => check(&mut listener).await?,
        }
    }
}

/// Whether the other end is still there.
async fn check(listener: &mut PgListener) -> Result<(), sqlx::Error> {
    let answered = timeout(PATIENCE, async { sqlx::Acquire::acquire(listener).await?.ping().await }).await;
    answered.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

fn told(me: Uuid, room: &Room, text: &str) {
    match serde_json::from_str::<Told>(text) {
        Ok(told) if told.by == me => {}
        Ok(told) => room.tell(&told.audiences),
        // Another version of the portal knows audiences that this one does not.
        Err(_) => room.tell(&[Audience::Everybody]),
    }
}
