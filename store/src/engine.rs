//! One transaction on either engine, and the macros that run the same query on both.

mod values;

#[cfg(debug_assertions)]
pub(crate) use values::note_rows;
pub(crate) use values::{MOST_ROWS, fetch_with_rows, insert_rows, rows, with_rows};

use crate::{StoreError, audit::Turn, changes::Audience, outbox::Mail, stamp::Stamp};
use sqlx::{Postgres, Sqlite, Transaction};
#[cfg(debug_assertions)]
use std::borrow::Cow;
use uuid::{NoContext, Timestamp, Uuid};

/// A transaction, with the one instant at which all of its changes happen.
pub(crate) struct Tx {
    pub(crate) engine: EngineTx,
    /// The instant at which this transaction happens. A field, so that it can be bound while the engine is borrowed.
    pub(crate) now: Stamp,
    /// Whose turn this transaction has, with what is to be remembered of it.
    pub(crate) turn: Option<Turn>,
    /// The mails of this transaction, which go with its commit.
    pub(crate) mails: Vec<Mail>,
    /// Whom the changes so far concern.
    pub(crate) audiences: Vec<Audience>,
    #[cfg(debug_assertions)]
    pub(crate) is_forgetful: bool,
}

pub(crate) enum EngineTx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(crate) const fn new(engine: EngineTx, now: Stamp) -> Self {
        Self {
            engine,
            now,
            turn: None,
            mails: Vec::new(),
            audiences: Vec::new(),
            #[cfg(debug_assertions)]
            is_forgetful: false,
        }
    }

    /// A new identifier (UUID v7), ordered by the transaction's instant.
    pub(crate) fn fresh_id<I: From<Uuid>>(&self) -> I {
        fresh_id(self.now)
    }

    /// Lets somebody hear of what this transaction changes, once it is committed.
    pub(crate) fn announce(&mut self, audience: Audience) {
        if !self.audiences.contains(&audience) {
            self.audiences.push(audience);
        }
    }

    /// Who is to hear of the changes so far.
    pub(crate) fn take_audiences(&mut self) -> Vec<Audience> {
        std::mem::take(&mut self.audiences)
    }

    /// A query as it is run.
    #[cfg(not(debug_assertions))]
    #[allow(clippy::unused_self, reason = "in a debug build it matters which transaction it is")]
    pub(crate) const fn sql(&self, sql: &'static str) -> &'static str {
        sql
    }

    /// A query as it is run, in a debug build: as it is written, unless a test has made the store forget whose rows it asks for.
    #[cfg(debug_assertions)]
    pub(crate) fn sql(&self, sql: &'static str) -> sqlx::AssertSqlSafe<Cow<'static, str>> {
        if let Ok(mut seen) = SEEN.lock() {
            seen.insert(sql);
        }
        sqlx::AssertSqlSafe(if self.is_forgetful { without_customer(sql).into() } else { sql.into() })
    }

    /// The end of a statement with the values of several rows, as it is run.
    #[cfg(not(debug_assertions))]
    #[allow(clippy::unused_self, reason = "in a debug build it matters which transaction it is")]
    pub(crate) const fn end_of_rows(&self, sql: &'static str) -> &'static str {
        sql
    }

    /// The end of a statement with the values of several rows, as it is run, in a debug build: as [`Self::sql`].
    #[cfg(debug_assertions)]
    pub(crate) fn end_of_rows(&self, sql: &'static str) -> Cow<'static, str> {
        if self.is_forgetful { without_customer(sql).into() } else { sql.into() }
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

/// The statements that this process has run.
#[cfg(debug_assertions)]
static SEEN: std::sync::Mutex<std::collections::BTreeSet<&'static str>> = std::sync::Mutex::new(std::collections::BTreeSet::new());

/// The statements that this process has run, as they are written: what a test needs to look at their plans. A release build keeps
/// no such list.
#[cfg(debug_assertions)]
#[must_use]
pub fn seen_statements() -> Vec<&'static str> {
    SEEN.lock().map(|seen| seen.iter().copied().collect()).unwrap_or_default()
}

/// The query without its condition on the customer; the parameter stays, so that the others keep their numbers.
#[cfg(debug_assertions)]
fn without_customer(sql: &str) -> String {
    let mut parts = sql.split("customer_id = $");
    let start = parts.next().unwrap_or_default().to_owned();
    parts.fold(start, |before, after| {
        let (number, rest) = after.split_at(after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len()));
        format!("{before}customer_id is not null and ${number} is not null{rest}")
    })
}

/// A new identifier (UUID v7), ordered by this instant.
pub(crate) fn fresh_id<I: From<Uuid>>(now: Stamp) -> I {
    let instant = now.instant();
    let seconds = u64::try_from(instant.as_second()).unwrap_or_default();
    let nanos = u32::try_from(instant.subsec_nanosecond()).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanos)).into()
}

/// When an id was made, to the millisecond; `None` for one that is none of ours.
pub(crate) fn made_at(id: Uuid) -> Option<Stamp> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    let instant = jiff::Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?);
    instant.ok().map(Stamp::new)
}

/// Runs `$query` with `$method` on whichever engine the transaction belongs to.
macro_rules! on_engine {
    ($tx:expr, $query:ident::<$($kind:ty),*>($sql:expr), $method:ident $(, $bind:expr)*) => {{
        let sql = $tx.sql($sql);
        match &mut $tx.engine {
            $crate::engine::EngineTx::Sqlite(tx) => sqlx::$query::<_ $(, $kind)*>(sql)$(.bind($bind))*.$method(&mut **tx).await,
            $crate::engine::EngineTx::Postgres(tx) => sqlx::$query::<_ $(, $kind)*>(sql)$(.bind($bind))*.$method(&mut **tx).await,
        }
    }};
}

/// All rows of a query: `fetch_all!(tx, Row, SQL, bind, …)`.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, query_as::<$row>($sql), fetch_all $(, $bind)*)
    };
}

/// The row of a query, if there is one.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, query_as::<$row>($sql), fetch_optional $(, $bind)*)
    };
}

/// The one row of a query; none is [`StoreError::NotFound`].
macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, query_as::<$row>($sql), fetch_one $(, $bind)*)
    };
}

/// The single value of a query; no row is [`StoreError::NotFound`].
macro_rules! fetch_value {
    ($tx:expr, $value:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, query_scalar::<$value>($sql), fetch_one $(, $bind)*)
    };
}

/// Runs a statement and gives the number of rows that it changed.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let sql = $tx.sql($sql);
        match &mut $tx.engine {
            $crate::engine::EngineTx::Sqlite(tx) => {
                sqlx::query(sql)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            $crate::engine::EngineTx::Postgres(tx) => {
                sqlx::query(sql)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
    }};
}

pub(crate) use {execute, fetch_all, fetch_one, fetch_optional, fetch_value, on_engine};
