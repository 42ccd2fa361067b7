//! Files beside a SQLite database whose locks say what is done with it.

use std::{
    ffi::OsString,
    fs::File,
    io,
    path::{Path, PathBuf},
};

/// The file whose lock says that a database is in use, shared, or being replaced.
pub(crate) fn lock_file(database: &Path) -> io::Result<File> {
    open(&beside(database, ".lock"))
}

/// Waits until nobody else brings the schema of the database up to date, and keeps them waiting while the file is open.
pub(crate) async fn migrate_alone(database: &Path) -> io::Result<File> {
    let lock = open(&beside(database, ".migrating"))?;
    tokio::task::spawn_blocking(move || lock.lock().map(|()| lock)).await.map_err(io::Error::other)?
}

/// The file of this name with an ending of its own.
pub(crate) fn beside(database: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(database);
    name.push(end);
    name.into()
}

/// A lock needs no right to write: an operator's command may have made the file as another user.
fn open(file: &Path) -> io::Result<File> {
    match File::options().create_new(true).write(true).open(file) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => File::open(file),
        outcome => outcome,
    }
}
