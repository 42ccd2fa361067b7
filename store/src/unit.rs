//! Units of work: everything that touches the database runs through here, in a task of its own or, where it writes to SQLite,
//! in that of the one writer.
//!
//! A request that is cancelled therefore cannot leave a transaction behind half-way, and on Postgres cannot
//! break off a `begin` (which would hand a connection inside a transaction back to the pool in sqlx 0.9.0).

use crate::{
    Store, StoreError,
    audit::end_turn,
    engine::{EngineTx, Tx},
    error::WorkError,
    outbox::post,
    pool::Pools,
    scope::Scope,
};
use std::{pin::Pin, sync::Arc, time::Duration};

/// The future of a unit of work.
pub(crate) type Work<'t, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;
/// A unit of work: a plain function, so that it can be run again with the same arguments.
pub(crate) type WorkFn<A, T, E> = for<'t> fn(&'t mut Tx, &'t A) -> Work<'t, T, E>;

const BEGIN: &str = "begin";
/// Postgres would otherwise show each statement of a transaction another state.
const SNAPSHOT: &str = "begin isolation level repeatable read read only";

/// How often a transaction is run before its error is passed on.
const TRIES: u32 = 8;

#[derive(Clone, Copy)]
enum Access {
    Write,
    Read,
}

impl Store {
    /// Runs `work` in one transaction in the name of `scope` and commits it; an error rolls everything back.
    pub(crate) async fn write<A, T, E>(&self, scope: impl Into<Scope>, args: A, work: WorkFn<A, T, E>) -> Result<T, E>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
        E: WorkError,
    {
        match &*self.pools {
            Pools::Sqlite { writer, .. } => {
                let args = Arc::new(args);
                with_retries(|| writer.run(&self.clock, args.clone(), work)).await
            }
            Pools::Postgres(_) => self.in_own_task(Access::Write, scope.into(), args, work).await,
        }
    }

    /// Runs `work` on one snapshot in the name of `scope`; it cannot change anything.
    pub(crate) async fn read<A, T, E>(&self, scope: impl Into<Scope>, args: A, work: WorkFn<A, T, E>) -> Result<T, E>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
        E: WorkError,
    {
        self.in_own_task(Access::Read, scope.into(), args, work).await
    }

    async fn in_own_task<A, T, E>(&self, access: Access, scope: Scope, args: A, work: WorkFn<A, T, E>) -> Result<T, E>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
        E: WorkError,
    {
        let store = self.clone();
        let task = tokio::spawn(async move { with_retries(|| store.run_once(access, scope, &args, work)).await });
        task.await.unwrap_or_else(|_| Err(StoreError::BrokenOff.into()))
    }

    async fn run_once<A, T, E: WorkError>(&self, access: Access, scope: Scope, args: &A, work: WorkFn<A, T, E>) -> Result<T, E> {
        let mut tx = self.begin(access, scope).await?;
        let result = match work(&mut tx, args).await {
            Ok(value) => finish(&mut tx).await.map(|()| value).map_err(E::from),
            Err(error) => Err(error),
        };
        let audiences = tx.take_audiences();
        let end = if result.is_ok() && matches!(access, Access::Write) { tx.commit().await } else { tx.roll_back().await };
        // The work's own error says more than a failed rollback after it.
        let value = result?;
        end?;
        self.hub.publish(&audiences);
        Ok(value)
    }

    async fn begin(&self, access: Access, scope: Scope) -> Result<Tx, StoreError> {
        let engine = match (&*self.pools, access) {
            // What writes there goes through the one writer.
            (Pools::Sqlite { readers, .. }, _) => EngineTx::Sqlite(readers.begin().await?),
            (Pools::Postgres(pool), Access::Write) => EngineTx::Postgres(pool.begin(scope, BEGIN).await?),
            (Pools::Postgres(pool), Access::Read) => EngineTx::Postgres(pool.begin(scope, SNAPSHOT).await?),
        };
        let tx = Tx::new(engine, self.now());
        #[cfg(debug_assertions)]
        let tx = Tx { is_forgetful: self.is_forgetful, ..tx };
        Ok(tx)
    }
}

/// Writes what a unit of work gathers until its end: mails, and what is remembered of it.
pub(crate) async fn finish(tx: &mut Tx) -> Result<(), StoreError> {
    post(tx).await?;
    end_turn(tx).await
}

async fn with_retries<T, E: WorkError, F: Future<Output = Result<T, E>>>(attempt: impl Fn() -> F) -> Result<T, E> {
    let mut tries = 1;
    loop {
        match attempt().await {
            Err(error) if error.asks_for_retry() && tries < TRIES => {
                tokio::time::sleep(Duration::from_millis(u64::from(5 * tries * tries))).await;
                tries += 1;
            }
            result => return result,
        }
    }
}
