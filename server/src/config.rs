//! The configuration, checked: what is wrong stops the start with one sentence.

use crate::{mailer::Smtp, options::Options, public_url::PublicUrl};
use lettre::message::Mailbox;
use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

/// What the operator configured.
#[derive(Clone, Debug)]
pub struct Config {
    /// The database, as the store opens it.
    pub database: String,
    /// Under which address people reach the portal.
    pub public_url: PublicUrl,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The mail server; without one mails become files.
    pub smtp: Option<Smtp>,
    /// Who sends the mails.
    pub mail_from: Mailbox,
    /// The folder for the database and the mails.
    pub data: PathBuf,
    /// The form of the log.
    pub log: LogFormat,
    /// The folder with the files for the browser.
    pub site: PathBuf,
    /// How many proxies in front append to `X-Forwarded-For`.
    pub trusted_proxies: usize,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What is wrong with the configuration, in one sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file {0} cannot be read: {1}")]
    UnreadableFile(PathBuf, #[source] io::Error),
    /// The file is not what is expected.
    #[error("the configuration file {0} is wrong: {1}")]
    WrongFile(PathBuf, String),
    /// A value is wrong.
    #[error("{option} is wrong: {problem}")]
    WrongValue {
        /// The option, as in the file.
        option: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// The data folder cannot be made.
    #[error("the data folder {0} cannot be made: {1}")]
    DataFolder(PathBuf, #[source] io::Error),
}

impl Config {
    /// Reads the file that the options name, if they name one, and checks everything.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn load(given: Options) -> Result<Self, ConfigError> {
        let file = given.config.as_deref().filter(|path| !path.as_os_str().is_empty()).map(read_file).transpose()?;
        Self::check(given.or(file.unwrap_or_default()))
    }

    /// Makes the data folder, readable by nobody else, unless it is there.
    ///
    /// # Errors
    /// [`ConfigError::DataFolder`].
    pub fn make_data_folder(&self) -> Result<(), ConfigError> {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(&self.data).map_err(|error| ConfigError::DataFolder(self.data.clone(), error))
    }

    fn check(options: Options) -> Result<Self, ConfigError> {
        let data = PathBuf::from(options.data.unwrap_or_else(|| "./data".into()));
        let listen = parse("listen", options.listen.as_deref().unwrap_or("127.0.0.1:3000"), listen_address)?;
        let public_url = parse("public-url", &options.public_url.unwrap_or_else(|| local_url(listen)), PublicUrl::parse)?;
        let mail_from = options.mail_from.unwrap_or_else(|| default_sender(&public_url));
        let database = options.database.unwrap_or_else(|| format!("sqlite:{}/freigabe.db", data.display()));
        Ok(Self {
            database: parse("database", &database, database_url)?,
            smtp: options.smtp.map(|url| parse("smtp", &url, Smtp::parse)).transpose()?,
            mail_from: parse("mail-from", &mail_from, mailbox)?,
            log: parse("log", options.log.as_deref().unwrap_or("text"), log_format)?,
            site: options.site.unwrap_or_else(|| "target/site".into()).into(),
            trusted_proxies: parse("trusted-proxies", options.trusted_proxies.as_deref().unwrap_or("0"), proxies)?,
            public_url,
            listen,
            data,
        })
    }
}

fn read_file(path: &Path) -> Result<Options, ConfigError> {
    let content = std::fs::read_to_string(path).map_err(|error| ConfigError::UnreadableFile(path.into(), error))?;
    toml::from_str(&content).map_err(|error| ConfigError::WrongFile(path.into(), one_line(error.message())))
}

fn parse<T>(option: &'static str, value: &str, parser: impl FnOnce(&str) -> Result<T, String>) -> Result<T, ConfigError> {
    parser(value).map_err(|problem| ConfigError::WrongValue { option, problem })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn listen_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("{text:?} is not an address with a port, such as 127.0.0.1:3000"))
}

fn database_url(text: &str) -> Result<String, String> {
    let is_known = ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| text.starts_with(scheme));
    // The value itself may hold a password.
    is_known.then(|| text.to_owned()).ok_or_else(|| "it must begin with sqlite: or postgres:".into())
}

fn mailbox(text: &str) -> Result<Mailbox, String> {
    text.parse().map_err(|_| format!("{text:?} is not a mailbox, such as Freigabe <freigabe@firma.example>"))
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(format!("{text:?} is neither text nor json")),
    }
}

fn proxies(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("{text:?} is not a number of proxies, such as 1"))
}

/// Where a browser on this machine finds a server that listens there.
fn local_url(listen: SocketAddr) -> String {
    let host = if listen.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { listen.ip() };
    format!("http://{}", SocketAddr::new(host, listen.port()))
}

fn default_sender(public_url: &PublicUrl) -> String {
    format!("Freigabe <freigabe@{}>", public_url.mail_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(options: Options) -> String {
        Config::check(options).map(|_| ()).expect_err("this configuration is wrong").to_string()
    }

    #[test]
    fn without_any_option_the_portal_serves_this_machine_from_a_file() {
        let config = Config::check(Options::default()).expect("the defaults are right");
        assert_eq!(config.database, "sqlite:./data/freigabe.db");
        assert_eq!(config.public_url.as_str(), "http://127.0.0.1:3000");
        assert_eq!(config.mail_from.to_string(), "Freigabe <freigabe@localhost>");
        assert!(config.smtp.is_none());
    }

    #[test]
    fn a_wrong_value_is_named_with_its_option() {
        let wrong = |set: fn(&mut Options)| {
            let mut options = Options::default();
            set(&mut options);
            problem(options)
        };
        assert!(wrong(|o| o.listen = Some("3000".into())).starts_with("listen is wrong: \"3000\" is not an address"));
        assert!(wrong(|o| o.database = Some("mysql://u:secret@h/d".into())).starts_with("database is wrong: it must begin"));
        assert!(wrong(|o| o.public_url = Some("example".into())).starts_with("public-url is wrong: "));
        assert!(wrong(|o| o.smtp = Some("http://mail".into())).starts_with("smtp is wrong: "));
        assert!(wrong(|o| o.mail_from = Some("nobody".into())).starts_with("mail-from is wrong: "));
        assert!(wrong(|o| o.log = Some("xml".into())).starts_with("log is wrong: "));
        assert!(wrong(|o| o.trusted_proxies = Some("-1".into())).starts_with("trusted-proxies is wrong: "));
    }

    #[test]
    fn a_flag_goes_before_the_file_and_an_empty_one_does_not_count() {
        let given = Options { listen: Some("127.0.0.1:4000".into()), data: Some(String::new()), ..Options::default() };
        let file = Options { listen: Some("127.0.0.1:5000".into()), data: Some("/srv/freigabe".into()), ..Options::default() };
        let config = Config::check(given.or(file)).expect("the values are right");
        assert_eq!(config.listen.port(), 4000);
        assert_eq!(config.data, Path::new("/srv/freigabe"));
    }

    #[test]
    fn the_file_knows_the_same_options_and_no_others() {
        let options: Options = toml::from_str("public-url = 'https://a.example'\ntrusted-proxies = 1").expect("the keys are right");
        assert_eq!(options.trusted_proxies.as_deref(), Some("1"));
        assert!(toml::from_str::<Options>("publik-url = 'https://a.example'").is_err());
    }
}
