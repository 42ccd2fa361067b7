//! What can go wrong in the store.

use std::convert::Infallible;

/// An error that has nothing to do with what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row, or it belongs to somebody else: the two are never told apart.
    #[error("not found")]
    NotFound,
    /// The database cannot be reached or does not answer in time.
    #[error("the database is unavailable: {0}")]
    Unavailable(#[source] sqlx::Error),
    /// The database refused a statement.
    #[error("the database refused: {0}")]
    Database(#[source] sqlx::Error),
    /// A row holds something that the code does not understand.
    #[error("unreadable data: {0}")]
    Unreadable(String),
    /// The work panicked; its transaction was rolled back.
    #[error("the work in the database was broken off")]
    BrokenOff,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Tls(_) => {
                Self::Unavailable(error)
            }
            other => Self::Database(other),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// Why a command was not carried out: the rules refuse it, or the store failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure<R> {
    /// The rules refuse it; nothing was changed.
    #[error("refused: {0:?}")]
    Refused(R),
    /// The store failed; nothing was changed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<R> From<sqlx::Error> for Failure<R> {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl<R> From<serde_json::Error> for Failure<R> {
    fn from(error: serde_json::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<Failure<Infallible>> for StoreError {
    fn from(failure: Failure<Infallible>) -> Self {
        match failure {
            Failure::Store(error) => error,
            Failure::Refused(never) => match never {},
        }
    }
}

/// Errors of a unit of work, of which some ask for another try.
pub(crate) trait WorkError: From<StoreError> + Send + 'static {
    /// Whether the engine asks to run the transaction again: a busy SQLite, a serialisation failure or deadlock on Postgres.
    fn asks_for_retry(&self) -> bool;
}

impl WorkError for StoreError {
    fn asks_for_retry(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        matches!(error.code().as_deref(), Some("5" | "6" | "261" | "517" | "40001" | "40P01"))
    }
}

impl<R: Send + 'static> WorkError for Failure<R> {
    fn asks_for_retry(&self) -> bool {
        matches!(self, Self::Store(error) if error.asks_for_retry())
    }
}
