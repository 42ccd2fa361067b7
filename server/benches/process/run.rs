//! The binary, started as an operator does.

use crate::support::{Browser, free_address};
use futures::future::join_all;
use std::{
    env, fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

/// Requests under way at a time.
const AT_ONCE: usize = 16;
/// What people open, signed in as an approver.
const PAGES: [&str; 6] = ["/shop", "/kundendossier", "/freigaben", "/konto", "/konto/logins", "/shop?q=papier"];

/// What the server's memory may take when nobody comes, and after many requests, in megabytes.
pub const IDLE_LIMIT: f64 = 40.0;
pub const USED_LIMIT: f64 = 120.0;

const BINARY: &str = env!("CARGO_BIN_EXE_freigabe");

/// Where a server runs.
pub struct Place {
    address: SocketAddr,
    data: PathBuf,
    database: String,
    /// What browsers load, as it is in use.
    site: PathBuf,
}

/// A server that runs until this value is dropped.
pub struct Running {
    address: SocketAddr,
    process: Child,
    /// How long it took from its start to the first page.
    pub first_answer: Duration,
}

impl Place {
    /// On SQLite, in this folder for data.
    pub fn new(data: &Path) -> Self {
        Self::on(format!("sqlite:{}", data.join("freigabe.db").display()), data)
    }

    /// On a database that may be elsewhere.
    pub fn on(database: String, data: &Path) -> Self {
        let site = env::var_os("FREIGABE_SITE").expect("FREIGABE_SITE says where the site is; `make bench` and `make load` build it");
        Self { address: free_address(), data: data.to_owned(), database, site: site.into() }
    }

    pub fn database(&self) -> &str {
        &self.database
    }

    /// Starts the server, with one more argument if it is not empty, and waits for its first page.
    pub async fn start(&self, argument: &str) -> Running {
        let begun = Instant::now();
        let mut command = Command::new(BINARY);
        command.arg("serve").args((!argument.is_empty()).then_some(argument)).env_clear();
        command
            .env("FREIGABE_DATA", &self.data)
            .env("FREIGABE_DATABASE", &self.database)
            .env("FREIGABE_LISTEN", self.address.to_string())
            .env("FREIGABE_SITE", &self.site)
            .env("RUST_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let process = command.spawn().expect("the binary can be run");
        let mut running = Running { address: self.address, process, first_answer: Duration::ZERO };
        let browser = Browser::new(self.address);
        while browser.try_get("/anmelden").await.is_none_or(|page| page.status != 200) {
            assert!(begun.elapsed() < Duration::from_mins(2), "the server answers within two minutes");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        running.first_answer = begun.elapsed();
        running
    }
}

impl Running {
    /// Its resident memory, in megabytes (1,000,000 bytes).
    pub fn megabytes(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("the process runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("the system says it");
        let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kibibytes * 1024.0 / 1e6
    }

    /// A browser in which somebody of the demo has signed in.
    pub async fn sign_in(&self, user_name: &str) -> Browser {
        let browser = Browser::new(self.address);
        let answer = browser.sign_in(user_name).await;
        assert_eq!((answer.status, answer.location()), (303, "/"), "{user_name} signs in");
        browser
    }

    /// Opens pages one after the other, as some people do at the same time.
    pub async fn visit(&self, browser: &Arc<Browser>, requests: usize) {
        let visitors = (0..AT_ONCE).map(|visitor| {
            let browser = Arc::clone(browser);
            tokio::spawn(async move {
                for path in PAGES.iter().cycle().skip(visitor).take(requests / AT_ONCE) {
                    let page = browser.get(path).await;
                    assert_eq!(page.status, 200, "{path} leads to {}", page.location());
                }
            })
        });
        for visitor in join_all(visitors).await {
            visitor.expect("all pages came");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then a request has said so.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How long a process takes that only says its version.
pub fn time_of_version() -> Duration {
    let begun = Instant::now();
    let status = Command::new(BINARY).arg("--version").stdout(Stdio::null()).status().expect("the binary can be run");
    assert!(status.success(), "it says its version");
    begun.elapsed()
}
