//! A database for each test, on either engine, and one test body for both; ratios for benchmarks and counts for torture.

mod postgres;
pub mod ratio;
pub mod torture;

pub use postgres::Cluster;

use tempfile::TempDir;

const SQLITE_FILE: &str = "freigabe.db";

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
    // Removes the folder when it is dropped.
    Folder(TempDir),
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
        Engine::Sqlite => sqlite(None),
        Engine::Postgres => postgres(None),
    }
}

fn sqlite(content: Option<&[u8]>) -> TestDatabase {
    let folder = tempfile::Builder::new().prefix("freigabe-test.").tempdir().expect("the system's temporary folder can be written");
    let file = folder.path().join(SQLITE_FILE);
    if let Some(content) = content {
        std::fs::write(&file, content).expect("the temporary folder has room");
    }
    TestDatabase { url: format!("sqlite:{}", file.display()), place: Place::Folder(folder) }
}

fn postgres(template: Option<&str>) -> TestDatabase {
    let (url, name) = postgres::create_database(template);
    TestDatabase { url, place: Place::Database(name) }
}

/// The content of a database, from which any number of others begin.
#[derive(Debug)]
pub struct Template {
    content: Content,
}

#[derive(Debug)]
enum Content {
    File(Vec<u8>),
    Database(TestDatabase),
}

impl TestDatabase {
    /// Makes a template of it. All connections must be closed.
    ///
    /// # Panics
    /// When the database cannot be read.
    #[must_use]
    pub fn into_template(self) -> Template {
        let content = match &self.place {
            Place::Folder(folder) => Content::File(std::fs::read(folder.path().join(SQLITE_FILE)).expect("the database was made")),
            Place::Database(_) => Content::Database(self),
        };
        Template { content }
    }

    /// Where it is for a server that owns none of its tables: on Postgres in the name of a user who is only a member of
    /// `freigabe_server`. The schema must be there.
    ///
    /// # Panics
    /// When that user cannot be made.
    #[must_use]
    pub fn server_url(&self) -> String {
        match &self.place {
            Place::Folder(_) => self.url.clone(),
            Place::Database(_) => postgres::as_server(&self.url),
        }
    }

    fn name(&self) -> Option<&str> {
        match &self.place {
            Place::Folder(_) => None,
            Place::Database(name) => Some(name),
        }
    }
}

impl Template {
    /// A new database with this content.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn database(&self) -> TestDatabase {
        match &self.content {
            Content::File(bytes) => sqlite(Some(bytes)),
            Content::Database(original) => postgres(original.name()),
        }
    }
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
