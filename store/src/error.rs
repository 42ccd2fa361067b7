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
            sqlx::Error::Database(ref refusal) if refusal.code().is_some_and(|code| is_of_the_engine(&code)) => Self::Unavailable(error),
            other => Self::Database(other),
        }
    }
}

/// Whether an error is about the engine and not about the statement. Postgres (appendix A of its manual): lost connections,
/// too many of them, a full disk, shutting down, starting up. SQLite: the disk is full or fails.
fn is_of_the_engine(code: &str) -> bool {
    // The lowest byte is the kind of error, the others say more; codes of Postgres that are numbers are larger.
    let of_sqlite = code.parse::<u32>().is_ok_and(|code| code < 13_000 && [10, 13].contains(&(code & 0xff)));
    of_sqlite || ["08", "53", "57P", "58"].iter().any(|class| code.len() == 5 && code.starts_with(class))
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

#[cfg(test)]
mod tests {
    use super::is_of_the_engine;

    #[test]
    fn what_the_engine_lacks_is_told_from_what_it_refuses() {
        for lacking in ["08006", "53100", "53300", "57P01", "57P03", "58030", "13", "10", "778", "10250"] {
            assert!(is_of_the_engine(lacking), "{lacking}");
        }
        for refused in ["23505", "40001", "42501", "57014", "22026", "5", "19", "2067", "1555"] {
            assert!(!is_of_the_engine(refused), "{refused}");
        }
    }
}
