//! A database for each test, on either engine, and one test body for both.

mod postgres;

use tempfile::TempDir;

/// A database engine that the portal runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, a file in a folder of its own.
    Sqlite,
    /// Postgres, a database of its own in a throw-away cluster.
    Postgres,
}

/// An empty database that goes when this value is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    /// Where it is, as the portal's configuration names it.
    pub url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder(#[expect(dead_code, reason = "removes the folder when it is dropped")] TempDir),
    Database(String),
}

/// A fresh, empty database.
///
/// With `FREIGABE_TEST_POSTGRES` set to the URL of a cluster, databases are made there; without it, the first use in
/// a process starts a cluster that ends with the process.
///
/// # Panics
/// When it cannot be made, above all when Postgres is not installed.
#[must_use]
pub fn database(engine: Engine) -> TestDatabase {
    match engine {
        Engine::Sqlite => sqlite(),
        Engine::Postgres => {
            let (url, name) = postgres::create_database();
            TestDatabase { url, place: Place::Database(name) }
        }
    }
}

fn sqlite() -> TestDatabase {
    let folder = tempfile::Builder::new().prefix("freigabe-test.").tempdir().expect("the system's temporary folder can be written");
    TestDatabase { url: format!("sqlite:{}/freigabe.db", folder.path().display()), place: Place::Folder(folder) }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Place::Database(name) = &self.place {
            postgres::drop_database(name);
        }
    }
}

/// Makes two tests, `…::sqlite` and `…::postgres`, of each named `async fn(Engine)`.
///
/// The list stands on top of a file of tests: it reads as the table of contents, and a function that is missing
/// from it is dead code to the compiler.
#[macro_export]
macro_rules! both_engines {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[::tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name($crate::Engine::Sqlite).await;
            }

            #[::tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name($crate::Engine::Postgres).await;
            }
        }
    )*};
}
