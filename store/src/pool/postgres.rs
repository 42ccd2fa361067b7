//! The connections to Postgres, and how transactions begin on them.

use super::PATIENCE;
use crate::{StoreError, scope::Scope};
use sqlx::{Error, Executor, PgConnection, PgPool, Postgres, Transaction, postgres::PgPoolOptions};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

const CONNECTIONS: u32 = 16;
/// How long a connection that was in use a moment ago is taken for a sound one: to ask it first would cost each unit of work a round trip.
const TRUST: Duration = Duration::from_secs(1);

/// The connections to Postgres.
///
/// A transaction whose beginning failed leaves its connection inside, with no right to anything; sqlx 0.9.0 puts it back into the
/// pool, where its own test lets it pass. So connections are asked a question before they are used: those that were idle for a while,
/// and all of them for some time after such a failure.
pub(crate) struct PostgresPool {
    pub(crate) pool: PgPool,
    doubt: Doubt,
}

impl PostgresPool {
    pub(super) async fn open(url: &str) -> Result<Self, Error> {
        let doubt = Doubt::default();
        let of_pool = doubt.clone();
        let options =
            PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE).test_before_acquire(false).before_acquire(
                move |connection, known| {
                    let is_sound = known.idle_for < TRUST && !of_pool.is_fresh();
                    Box::pin(async move { Ok(is_sound || answers(connection).await) })
                },
            );
        Ok(Self { pool: options.connect(url).await?, doubt })
    }

    /// Begins a transaction in the name of `scope`; `statement` gives it its kind. Where a connection that was trusted has ended
    /// meanwhile, nothing has happened yet, and another one is tried.
    pub(crate) async fn begin(&self, scope: Scope, statement: &str) -> Result<Transaction<'static, Postgres>, StoreError> {
        match self.pool.begin_with(scope.begin(statement)).await {
            Ok(tx) => Ok(tx),
            Err(error @ (Error::PoolTimedOut | Error::PoolClosed)) => Err(error.into()),
            Err(_) => {
                self.doubt.arise();
                Ok(self.pool.begin_with(scope.begin(statement)).await?)
            }
        }
    }
}

async fn answers(connection: &mut PgConnection) -> bool {
    connection.execute("select 1").await.is_ok()
}

/// When a transaction could not begin the last time.
#[derive(Clone, Default)]
struct Doubt(Arc<Mutex<Option<Instant>>>);

impl Doubt {
    fn arise(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether what it left behind may still be taken for sound. It comes back to the pool a little later.
    fn is_fresh(&self) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| last.elapsed() < 2 * TRUST)
    }
}
