//! Databases in a throw-away Postgres cluster, one cluster for a process.

use std::{
    env,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::LazyLock,
};
use uuid::Uuid;

/// Starts and stops throw-away clusters.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../build/postgres.sh");

static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::find_or_start);

struct Cluster {
    url: String,
    // Holds the pipe whose end tells the guard that this process is gone.
    _guard: Option<Child>,
}

impl Cluster {
    fn find_or_start() -> Self {
        match env::var("FREIGABE_TEST_POSTGRES") {
            Ok(url) if !url.is_empty() => Self { url, _guard: None },
            _ => Self::start(),
        }
    }

    fn start() -> Self {
        // Directly under /tmp, since the user postgres must get there when the tests run as root.
        let folder = tempfile::Builder::new().prefix("freigabe-postgres.").tempdir_in("/tmp").expect("/tmp can be written").keep();
        let guard = stop_when_we_end(&folder);
        let started = Command::new(SCRIPT).arg("start").arg(&folder).stdin(Stdio::null()).output();
        let url = text_of(&started.expect("build/postgres.sh can be run"));
        Self { url, _guard: Some(guard) }
    }
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
    (with_database(&CLUSTER.url, &name), name)
}

pub(crate) fn drop_database(name: &str) {
    run_sql(&format!("drop database if exists {name} with (force)"));
}

fn with_database(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("the cluster's URL ends with the name of a database");
    format!("{server}/{name}")
}

fn run_sql(sql: &str) {
    let psql = Command::new(psql()).args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, &CLUSTER.url]).stdin(Stdio::null()).output();
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
