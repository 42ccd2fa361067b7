//! Opening the database that a URL names, and bringing its schema up to date.

mod postgres;

pub(crate) use postgres::PostgresPool;

use crate::{
    StoreError,
    changes::Room,
    lock::{lock_file, migrate_alone},
    scope::Scope,
    writer::Writer,
};
use sqlx::{
    Connection, PgPool, SqlitePool,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::{File, TryLockError},
    future::ready,
    io,
    path::PathBuf,
    str::FromStr,
    sync::Arc,
    time::Duration,
};

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/postgres");

/// SQLite before this version can corrupt a database in WAL mode.
const OLDEST_SAFE_SQLITE: &str = "3.51.3";
const SQLITE_READERS: u32 = 4;
/// How long a request waits for a connection, or SQLite for its lock. Visitors get an answer within five seconds.
pub(crate) const PATIENCE: Duration = Duration::from_secs(3);

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL is of neither engine.
    #[error("the database URL must begin with sqlite: or postgres:, for example sqlite:data/freigabe.db")]
    UnknownEngine,
    /// The URL cannot be read, or nobody answers there.
    #[error("cannot open the database: {0}")]
    Unreachable(#[from] sqlx::Error),
    /// A backup is being put in the place of the database.
    #[error("the database is being restored")]
    BeingRestored,
    /// The file beside the database that says that it is in use cannot be written.
    #[error("cannot mark the database as being in use: {0}")]
    Lock(#[from] io::Error),
    /// The linked SQLite has a known fault.
    #[error("SQLite {0} can corrupt its write-ahead log; at least {OLDEST_SAFE_SQLITE} is needed")]
    UnsafeSqlite(String),
    /// The schema could not be brought up to date.
    #[error("cannot migrate the database: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The schema is not the one of this version, and it belongs to another database user.
    #[error("the schema of the database is not the one of this version: run `freigabe migrate` as the database user who owns its tables")]
    OtherSchema,
}

pub(crate) enum Pools {
    /// One writer, for the engine allows one at a time; readers see the last committed state beside it.
    Sqlite {
        writer: Writer,
        /// The writer's only connection, for what is no unit of work.
        writing: SqlitePool,
        readers: SqlitePool,
        file: PathBuf,
        /// Held while the database is open: nobody replaces it meanwhile.
        _in_use: File,
    },
    Postgres(PostgresPool),
}

impl Pools {
    /// The last step that the schema on SQLite takes in this version.
    pub(crate) fn newest_sqlite_migration() -> i64 {
        newest(&SQLITE_MIGRATIONS).unwrap_or_default()
    }

    /// Opens them. On SQLite the writer tells the room of what was committed.
    pub(crate) async fn open(url: &str, room: &Arc<Room>) -> Result<Self, OpenError> {
        if url.starts_with("sqlite:") {
            open_sqlite(url, room).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Ok(Self::Postgres(PostgresPool::open(url).await?))
        } else {
            Err(OpenError::UnknownEngine)
        }
    }

    pub(crate) async fn migrate(&self) -> Result<(), OpenError> {
        match self {
            Self::Sqlite { writing, file, .. } => {
                let _alone = migrate_alone(file).await?;
                SQLITE_MIGRATIONS.run(writing).await?;
            }
            Self::Postgres(PostgresPool { pool, .. }) if may_migrate(pool).await? => POSTGRES_MIGRATIONS.run(pool).await?,
            Self::Postgres(PostgresPool { pool, .. }) => demand_present_schema(pool).await?,
        }
        Ok(())
    }

    pub(crate) async fn ping(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { writing, .. } => sqlx::query("select 1").execute(writing).await.map(drop)?,
            // As whoever comes asks first, so that a role which cannot be taken shows.
            Self::Postgres(pool) => pool.begin(Scope::Entrance, "begin").await?.rollback().await?,
        }
        Ok(())
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, writing, readers, .. } => {
                writer.stop().await;
                readers.close().await;
                writing.close().await;
            }
            Self::Postgres(PostgresPool { pool, .. }) => pool.close().await,
        }
    }
}

/// A server that signs in as a member of `freigabe_server` uses the tables and owns none; who owns them makes the schema.
const MAY_MIGRATE: &str = "
    select coalesce(bool_and(pg_has_role(current_user, relowner, 'member')), true) from pg_class
    where relname = '_sqlx_migrations' and relnamespace = current_schema()::regnamespace";

async fn may_migrate(pool: &PgPool) -> Result<bool, OpenError> {
    Ok(sqlx::query_scalar(MAY_MIGRATE).fetch_one(pool).await?)
}

async fn demand_present_schema(pool: &PgPool) -> Result<(), OpenError> {
    let made: Option<i64> = sqlx::query_scalar("select max(version) from _sqlx_migrations where success").fetch_one(pool).await?;
    if made == newest(&POSTGRES_MIGRATIONS) { Ok(()) } else { Err(OpenError::OtherSchema) }
}

fn newest(migrations: &Migrator) -> Option<i64> {
    migrations.iter().map(|migration| migration.version).max()
}

async fn open_sqlite(url: &str, room: &Arc<Room>) -> Result<Pools, OpenError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .optimize_on_close(true, None);
    let file = options.get_filename().to_owned();
    let in_use = lock_file(&file)?;
    match in_use.try_lock_shared() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(OpenError::BeingRestored),
        Err(TryLockError::Error(error)) => return Err(OpenError::Lock(error)),
    }
    // Always the same connection: it sees what other processes write by a number of its own.
    let writing = sqlite_pool(1).idle_timeout(None).max_lifetime(None).connect_with(options.clone()).await?;
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&writing).await?;
    if version_parts(&version) < version_parts(OLDEST_SAFE_SQLITE) {
        return Err(OpenError::UnsafeSqlite(version));
    }
    let reader_options = options.pragma("query_only", "on");
    let readers = sqlite_pool(SQLITE_READERS).connect_with(reader_options).await?;
    Ok(Pools::Sqlite { writer: Writer::start(writing.clone(), Arc::clone(room)), writing, readers, file, _in_use: in_use })
}

/// A pool that lets go of connections which are still inside a transaction: after a full disk SQLite has ended it by itself, and
/// sqlx would take each one that follows for a part of it.
fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .after_release(|connection, _| Box::pin(ready(Ok(!connection.is_in_transaction()))))
}

fn version_parts(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}
