//! Databases in a throw-away Postgres cluster, one cluster for a process.

use std::{
    env,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{LazyLock, Once},
};
use uuid::Uuid;

/// Starts and stops throw-away clusters.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../build/postgres.sh");

/// The URL of the cluster that the tests share.
static SHARED: LazyLock<String> = LazyLock::new(|| match env::var("FREIGABE_TEST_POSTGRES") {
    Ok(url) if !url.is_empty() => url,
    _ => Cluster::start(false).keep(),
});

/// A cluster of a test's own, which can crash. It goes when this value is dropped.
#[derive(Debug)]
pub struct Cluster {
    url: String,
    folder: PathBuf,
    // Holds the pipe whose end tells the guard that this process, or this value, is gone.
    guard: Child,
}

impl Cluster {
    /// Starts a cluster; a durable one waits for the disk, as in use.
    ///
    /// # Panics
    /// When Postgres is not installed.
    #[must_use]
    pub fn start(is_durable: bool) -> Self {
        let fsync = if is_durable { "on" } else { "off" };
        Self::in_new_folder(|folder| run_script(Command::new(SCRIPT).arg("start").arg(folder).env("FREIGABE_PG_FSYNC", fsync)))
    }

    /// Starts a cluster that follows this one, which from now on acknowledges nothing that it does not have.
    ///
    /// # Panics
    /// When it cannot follow.
    #[must_use]
    pub fn standby(&self) -> Self {
        Self::in_new_folder(|folder| run_script(Command::new(SCRIPT).arg("standby").arg(folder).arg(&self.url)))
    }

    fn in_new_folder(start: impl FnOnce(&Path) -> String) -> Self {
        // Directly under /tmp, since the user postgres must get there when the tests run as root.
        let folder = tempfile::Builder::new().prefix("freigabe-postgres.").tempdir_in("/tmp").expect("/tmp can be written").keep();
        let guard = stop_when_we_end(&folder);
        let url = start(&folder);
        Self { url, folder, guard }
    }

    /// Lets a standby go on alone.
    ///
    /// # Panics
    /// When it is none.
    pub fn promote(&self) {
        run_script(Command::new(SCRIPT).arg("promote").arg(&self.folder));
    }

    /// The port on this machine.
    ///
    /// # Panics
    /// Never: the script prints a URL with a port.
    #[must_use]
    pub fn port(&self) -> u16 {
        let port = self.url.rsplit(':').next().and_then(|rest| rest.split('/').next()).and_then(|port| port.parse().ok());
        port.expect("the URL has a port")
    }

    /// The URL of the cluster's first database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Ends the cluster at once, as a crash would.
    ///
    /// # Panics
    /// When it is not running.
    pub fn crash(&self) {
        run_script(Command::new(SCRIPT).arg("crash").arg(&self.folder));
    }

    /// Starts it again, at the same address.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn restart(&self) {
        run_script(Command::new(SCRIPT).arg("start").arg(&self.folder).arg(self.port().to_string()));
    }

    /// Lets it run until this process ends.
    fn keep(self) -> String {
        let kept = std::mem::ManuallyDrop::new(self);
        kept.url.clone()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // The guard deletes the folder; whether it could is of no interest to a test that is over.
        let _ = self.guard.wait();
    }
}

fn run_script(command: &mut Command) -> String {
    text_of(&command.stdin(Stdio::null()).output().expect("build/postgres.sh can be run"))
}

/// A process that waits until ours ends, however it ends, and then stops the cluster in `folder`.
fn stop_when_we_end(folder: &Path) -> Child {
    Command::new("sh")
        .args(["-c", "cat >/dev/null; exec \"$0\" stop \"$1\"", SCRIPT])
        .arg(folder)
        // A group of its own: what interrupts the tests from the keyboard must not end the guard.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh can be run")
}

/// A new database, empty or with the content of another one: its URL and its name.
pub(crate) fn create_database(template: Option<&str>) -> (String, String) {
    let name = format!("test_{}", Uuid::new_v4().simple());
    run_sql(&format!("create database {name} template {}", template.unwrap_or("template1")));
    (with_database(&SHARED, &name), name)
}

pub(crate) fn drop_database(name: &str) {
    run_sql(&format!("drop database if exists {name} with (force)"));
}

/// A user who may take the roles of the portal and nothing else. The cluster lets everybody in.
const SERVER: &str = "freigabe_test_server";

const CREATE_SERVER: &str = "
    do $$ begin
        create role freigabe_test_server login in role freigabe_server;
    exception
        when duplicate_object or unique_violation then null;
    end $$";

/// The same database in the name of that user.
pub(crate) fn as_server(url: &str) -> String {
    static CREATED: Once = Once::new();
    CREATED.call_once(|| run_sql(CREATE_SERVER));
    let (scheme, rest) = url.split_once("://").expect("the URL has a scheme");
    let (_, place) = rest.split_once('@').expect("the cluster's URL names its user");
    format!("{scheme}://{SERVER}@{place}")
}

fn with_database(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("the cluster's URL ends with the name of a database");
    format!("{server}/{name}")
}

fn run_sql(sql: &str) {
    let psql = Command::new(psql()).args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, &SHARED]).stdin(Stdio::null()).output();
    text_of(&psql.expect("psql can be run; it comes with Debian's package postgresql"));
}

/// Debian's plain `psql` is a script that looks for the real one each time.
fn psql() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found = versions.map(|version| version.path().join("bin/psql")).filter(|path| path.exists()).max();
    found.unwrap_or_else(|| "psql".into())
}

fn text_of(output: &Output) -> String {
    assert!(output.status.success(), "the tests on Postgres need Debian's package postgresql: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
