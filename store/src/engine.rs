//! One transaction on either engine, and the macros that run the same query on both.

use crate::{StoreError, stamp::Stamp};
use sqlx::{Postgres, Sqlite, Transaction};
use uuid::{NoContext, Timestamp, Uuid};

/// A transaction, with the one instant at which all of its changes happen.
pub(crate) struct Tx {
    pub(crate) engine: EngineTx,
    /// The instant at which this transaction happens. A field, so that it can be bound while the engine is borrowed.
    pub(crate) now: Stamp,
}

pub(crate) enum EngineTx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(crate) const fn new(engine: EngineTx, now: Stamp) -> Self {
        Self { engine, now }
    }

    /// A new identifier (UUID v7), ordered by the transaction's instant.
    pub(crate) fn fresh_id<I: From<Uuid>>(&self) -> I {
        let instant = self.now.instant();
        let seconds = u64::try_from(instant.as_second()).unwrap_or_default();
        let nanos = u32::try_from(instant.subsec_nanosecond()).unwrap_or_default();
        Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanos)).into()
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self.engine {
            EngineTx::Sqlite(tx) => tx.commit().await?,
            EngineTx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(crate) async fn roll_back(self) -> Result<(), StoreError> {
        match self.engine {
            EngineTx::Sqlite(tx) => tx.rollback().await?,
            EngineTx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

/// Runs `$query` with `$method` on whichever engine the transaction belongs to.
macro_rules! on_engine {
    ($tx:expr, $query:expr, $method:ident $(, $bind:expr)*) => {
        match &mut $tx.engine {
            $crate::engine::EngineTx::Sqlite(tx) => $query$(.bind($bind))*.$method(&mut **tx).await,
            $crate::engine::EngineTx::Postgres(tx) => $query$(.bind($bind))*.$method(&mut **tx).await,
        }
    };
}

/// All rows of a query: `fetch_all!(tx, Row, SQL, bind, …)`.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, sqlx::query_as::<_, $row>($sql), fetch_all $(, $bind)*)
    };
}

/// The row of a query, if there is one.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, sqlx::query_as::<_, $row>($sql), fetch_optional $(, $bind)*)
    };
}

/// The one row of a query; none is [`StoreError::NotFound`].
macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, sqlx::query_as::<_, $row>($sql), fetch_one $(, $bind)*)
    };
}

/// The single value of a query; no row is [`StoreError::NotFound`].
macro_rules! fetch_value {
    ($tx:expr, $value:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, sqlx::query_scalar::<_, $value>($sql), fetch_one $(, $bind)*)
    };
}

/// Runs a statement and gives the number of rows that it changed.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match &mut $tx.engine {
            $crate::engine::EngineTx::Sqlite(tx) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            $crate::engine::EngineTx::Postgres(tx) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
    };
}

/// Inserts several rows, at least one, by one statement: `insert_rows!(tx, "insert into t (a, b) ", rows, |row| [row.a, row.b])`.
macro_rules! insert_rows {
    ($tx:expr, $head:expr, $rows:expr, |$row:pat_param| [$($bind:expr),* $(,)?]) => {
        match &mut $tx.engine {
            $crate::engine::EngineTx::Sqlite(tx) => {
                let mut query = sqlx::QueryBuilder::<sqlx::Sqlite>::new($head);
                query.push_values($rows, |mut values, $row| { $(values.push_bind($bind);)* });
                query.build().execute(&mut **tx).await.map(drop)
            }
            $crate::engine::EngineTx::Postgres(tx) => {
                let mut query = sqlx::QueryBuilder::<sqlx::Postgres>::new($head);
                query.push_values($rows, |mut values, $row| { $(values.push_bind($bind);)* });
                query.build().execute(&mut **tx).await.map(drop)
            }
        }
    };
}

pub(crate) use {execute, fetch_all, fetch_one, fetch_optional, fetch_value, insert_rows, on_engine};
