//! The server as a process of its own, which can be killed.

use crate::support::{Browser, free_address, make_site};
use std::{
    fs::{self, File},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// Where a server runs, and on what.
#[derive(Clone)]
pub struct Place {
    pub address: SocketAddr,
    database: String,
    data: PathBuf,
    smtp: Option<String>,
    /// How much the data folder holds, if it is a disk of its own.
    disk: Option<Disk>,
    /// Whether it logs what goes wrong only.
    is_quiet: bool,
}

#[derive(Clone)]
struct Disk {
    size: &'static str,
    /// What it begins with.
    content: PathBuf,
}

/// Gives the process a disk of its own, which nobody else sees: the folder, its size, its content, and the binary.
const ON_A_DISK: &str = "mount -t tmpfs -o size=$2 freigabe-test \"$1\" && cp -R \"$3/.\" \"$1\" && exec \"$4\" serve";

/// A process that ends with this value.
pub struct Process(Child);

impl Place {
    /// A free address, with a folder for data and a mail server.
    pub fn new(database: &str, data: &Path, smtp: &str) -> Self {
        make_site(data);
        let (database, data, smtp) = (database.to_owned(), data.to_owned(), Some(smtp.to_owned()));
        Self { address: free_address(), database, data, smtp, disk: None, is_quiet: true }
    }

    /// The same with a log as operators have it.
    pub fn logging_as_usual(self) -> Self {
        Self { is_quiet: false, ..self }
    }

    /// The same with SQLite on a disk of its own that holds so much, and mails as files there. It begins with a copy of `content`.
    pub fn on_small_disk(data: &Path, size: &'static str, content: &Path) -> Self {
        let folder = data.join("disk");
        fs::create_dir(&folder).expect("the folder can be written");
        let database = format!("sqlite:{}", folder.join("freigabe.db").display());
        Self { smtp: None, disk: Some(Disk { size, content: content.to_owned() }), ..Self::new(&database, data, "") }
    }

    /// Starts a server here and waits until it is ready.
    pub async fn start(&self) -> Process {
        let process = self.spawn();
        self.wait_until_ready().await;
        process
    }

    /// Starts a server here.
    pub fn spawn(&self) -> Process {
        let mut command = self.command();
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FREIGABE_")) {
            command.env_remove(name);
        }
        if let Some(smtp) = &self.smtp {
            command.env("FREIGABE_SMTP", smtp);
        }
        if self.is_quiet {
            command.env("RUST_LOG", "error");
        } else {
            command.env_remove("RUST_LOG");
        }
        command
            .env("FREIGABE_DATA", self.data_folder())
            .env("FREIGABE_DATABASE", &self.database)
            .env("FREIGABE_LISTEN", self.address.to_string())
            .env("FREIGABE_SITE", self.data.join("site"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::options().create(true).append(true).open(self.log_file()).expect("the folder can be written"));
        Process(command.spawn().expect("the binary, or unshare, can be run"))
    }

    fn command(&self) -> Command {
        let binary = env!("CARGO_BIN_EXE_freigabe");
        let Some(Disk { size, content }) = &self.disk else {
            let mut command = Command::new(binary);
            command.arg("serve");
            return command;
        };
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", ON_A_DISK, "sh"]);
        command.arg(self.data_folder()).arg(size).arg(content).arg(binary);
        command
    }

    fn data_folder(&self) -> PathBuf {
        if self.disk.is_some() { self.data.join("disk") } else { self.data.clone() }
    }

    /// The data folder as the process sees it.
    pub fn inside(&self, process: &Process) -> PathBuf {
        let folder = self.data_folder();
        Path::new("/proc").join(process.0.id().to_string()).join("root").join(folder.strip_prefix("/").expect("an absolute path"))
    }

    /// What the server has written down: what it complained of, unless it logs as usual.
    pub fn log(&self) -> String {
        fs::read_to_string(self.log_file()).expect("the server was started")
    }

    fn log_file(&self) -> PathBuf {
        self.data.join(format!("log-{}", self.address.port()))
    }

    pub async fn wait_until_ready(&self) {
        let browser = Browser::new(self.address);
        let begun = Instant::now();
        while browser.try_get("/readyz").await.is_none_or(|page| page.status != 200) {
            assert!(begun.elapsed() < Duration::from_mins(1), "the server is not ready after a minute: {}", self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Process {
    /// As if the power went: no signal that could be handled.
    pub fn kill(&mut self) {
        // It may have ended by itself; then the test sees that elsewhere.
        let _ = self.0.kill();
        self.0.wait().expect("it was started");
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Tells it to stop.
    pub fn terminate(&self) {
        let told = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().expect("there is a kill command");
        assert!(told.success(), "the server is running");
    }

    /// How it ended, and after how long.
    pub fn wait(&mut self) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        let status = self.0.wait().expect("it was started");
        (status, begun.elapsed())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
