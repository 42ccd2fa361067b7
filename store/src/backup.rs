//! Copies of an SQLite database: taken while it is in use, put back while it is not. Postgres has its own tools for this.

use crate::{
    lock::{beside, lock_file},
    pool::{PATIENCE, Pools},
};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    str::FromStr,
};

/// Why a database was not copied.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// This is for SQLite only.
    #[error("this is for SQLite; on Postgres use pg_dump and pg_restore, or base backups with archived WAL")]
    NotSqlite,
    /// Nothing is overwritten.
    #[error("{0} exists already; choose another name")]
    Exists(PathBuf),
    /// The portal is running.
    #[error("the database is in use: stop the portal first")]
    InUse,
    /// The file is damaged.
    #[error("{0} is damaged: {1}")]
    Damaged(PathBuf, String),
    /// The file is something else.
    #[error("{0} is not a backup of Freigabe")]
    Foreign(PathBuf),
    /// A part of what the database held is in a file beside it.
    #[error(
        "{0} holds changes that are not in the file beside it; take backups with `freigabe backup`, or open the file once with sqlite3"
    )]
    Unfinished(PathBuf),
    /// The file was written by a later version.
    #[error("{0} comes from a newer version of Freigabe; install that one first")]
    Newer(PathBuf),
    /// A file cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// The engine fails.
    #[error("SQLite: {0}")]
    Engine(#[from] sqlx::Error),
}

/// Writes the present state of the SQLite database that `url` names into a new file, while everything goes on, and checks it.
/// The file appears once it is whole, and only its owner may read it.
///
/// # Errors
/// [`BackupError`], above all [`BackupError::NotSqlite`] and [`BackupError::Exists`].
pub async fn back_up(url: &str, file: &Path) -> Result<(), BackupError> {
    let database = sqlite_file(url)?;
    if !database.is_file() {
        return Err(BackupError::File(database, io::ErrorKind::NotFound.into()));
    }
    if file.exists() {
        return Err(BackupError::Exists(file.into()));
    }
    let part = beside(file, ".part");
    remove(&part)?;
    let written = write_copy(&database, &part).await;
    if written.is_err() {
        // What is left of it takes room that the portal may need.
        let _ = remove(&part);
        return written;
    }
    move_to(&part, file)
}

async fn write_copy(database: &Path, part: &Path) -> Result<(), BackupError> {
    make_private(part)?;
    let mut connection = SqliteConnectOptions::new().filename(database).busy_timeout(PATIENCE).connect().await?;
    let copied = sqlx::query("vacuum into $1").bind(part.display().to_string()).execute(&mut connection).await;
    // Closed before we go on: the last one to close a database works off its log, and must not do so behind our back.
    // Whether it could says nothing of the copy.
    let _ = connection.close().await;
    copied?;
    check(part).await?;
    sync(part)
}

/// Makes an empty file, which SQLite fills, for its owner alone: a copy holds hashes and secrets, whatever else new files are for.
fn make_private(file: &Path) -> Result<(), BackupError> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    made.map(drop).map_err(|error| BackupError::File(file.into(), error))
}

/// Puts a backup in the place of the SQLite database that `url` names. The database that was there is kept under the name that
/// comes back, if there was one.
///
/// # Errors
/// [`BackupError`], above all [`BackupError::InUse`]; then nothing has changed.
pub async fn restore(url: &str, backup: &Path) -> Result<Option<PathBuf>, BackupError> {
    let database = sqlite_file(url)?;
    let log = beside(backup, "-wal");
    if log.metadata().is_ok_and(|log| log.len() > 0) {
        return Err(BackupError::Unfinished(log));
    }
    check(backup).await?;
    let lock = lock_file(&database).map_err(|error| BackupError::File(database.clone(), error))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(BackupError::InUse),
        Err(TryLockError::Error(error)) => return Err(BackupError::File(database, error)),
    }
    let fresh = beside(&database, ".restoring");
    fs::copy(backup, &fresh).map_err(|error| BackupError::File(fresh.clone(), error))?;
    belong_like(&database, &[&fresh, &beside(&database, ".lock")]).map_err(|error| BackupError::File(fresh.clone(), error))?;
    sync(&fresh)?;
    let kept = put_aside(&database).await?;
    move_to(&fresh, &database)?;
    Ok(kept)
}

fn sqlite_file(url: &str) -> Result<PathBuf, BackupError> {
    if url.starts_with("sqlite:") {
        Ok(SqliteConnectOptions::from_str(url)?.get_filename().to_path_buf())
    } else {
        Err(BackupError::NotSqlite)
    }
}

/// Gives new files to whom the database belongs, or else its folder: the operator who restores may be somebody else than the portal.
fn belong_like(database: &Path, files: &[&Path]) -> io::Result<()> {
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let owner = database.metadata().or_else(|_| folder.metadata())?;
    let mode = database.metadata().map_or(0o640, |database| database.mode());
    for file in files {
        fs::set_permissions(file, fs::Permissions::from_mode(mode | 0o600))?;
        if file.metadata()?.uid() != owner.uid() {
            chown(file, Some(owner.uid()), Some(owner.gid()))?;
        }
    }
    Ok(())
}

/// Keeps the present database under another name beside it. It stays in its place until the new one takes it, so that
/// whoever starts the portal in between finds the one or the other; only its write-ahead log must be gone by then.
async fn put_aside(database: &Path) -> Result<Option<PathBuf>, BackupError> {
    if !database.exists() {
        return Ok(None);
    }
    // A damaged database, which is a reason to restore, may refuse this; its log is then kept beside it.
    let _ = empty_log(database).await;
    let stamp = jiff::Timestamp::now().strftime("%Y%m%d-%H%M%S");
    let kept = beside(database, &format!(".replaced-{stamp}"));
    fs::hard_link(database, &kept).map_err(|error| BackupError::File(kept.clone(), error))?;
    for end in ["-wal", "-shm"] {
        let (from, to) = (beside(database, end), beside(&kept, end));
        if from.exists() {
            fs::rename(&from, &to).map_err(|error| BackupError::File(from, error))?;
        }
    }
    Ok(Some(kept))
}

async fn empty_log(database: &Path) -> Result<(), sqlx::Error> {
    let mut connection = SqliteConnectOptions::new().filename(database).connect().await?;
    sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut connection).await?;
    connection.close().await
}

/// Whether this is a whole database of a version that is known here.
async fn check(file: &Path) -> Result<(), BackupError> {
    let foreign = || BackupError::Foreign(file.into());
    if !file.is_file() {
        return Err(BackupError::File(file.into(), io::ErrorKind::NotFound.into()));
    }
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let mut connection = options.connect().await.map_err(|_| foreign())?;
    let version = newest_migration(&mut connection).await.map_err(|_| foreign())?.ok_or_else(foreign)?;
    if version > Pools::newest_sqlite_migration() {
        return Err(BackupError::Newer(file.into()));
    }
    let found: Vec<String> = sqlx::query_scalar("pragma integrity_check").fetch_all(&mut connection).await?;
    let strays = sqlx::query("pragma foreign_key_check").fetch_all(&mut connection).await?.len();
    connection.close().await?;
    match found.as_slice() {
        [word] if word == "ok" && strays == 0 => Ok(()),
        [word] if word == "ok" => Err(BackupError::Damaged(file.into(), format!("{strays} rows refer to nothing"))),
        problems => Err(BackupError::Damaged(file.into(), problems.join("; "))),
    }
}

async fn newest_migration(connection: &mut SqliteConnection) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar("select max(version) from _sqlx_migrations where success").fetch_one(connection).await
}

fn remove(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(BackupError::File(file.into(), error)),
        _ => Ok(()),
    }
}

fn sync(file: &Path) -> Result<(), BackupError> {
    File::open(file).and_then(|opened| opened.sync_all()).map_err(|error| BackupError::File(file.into(), error))
}

/// Gives a file its final name, durably.
fn move_to(from: &Path, to: &Path) -> Result<(), BackupError> {
    fs::rename(from, to).map_err(|error| BackupError::File(to.into(), error))?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    sync(folder)
}
