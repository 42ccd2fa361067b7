//! The options as given: by flag, by environment variable or in the configuration file, in this order of precedence.

#![expect(clippy::doc_markdown, reason = "the comments are the text of --help, which shows markup as it is")]

use clap::Args;
use serde::Deserialize;
use std::path::PathBuf;

/// Everything that can be configured. Each option is a flag, an environment variable and a key of the file.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[command(next_help_heading = "Configuration")]
pub struct Options {
    /// TOML file with these options as keys, for example: public-url = "https://bestellen.example"
    #[arg(long, global = true, env = "FREIGABE_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,

    /// Database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME [default: sqlite:<data>/freigabe.db]
    #[arg(long, global = true, env = "FREIGABE_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,

    /// Address under which people reach the portal; links in mails begin with it [default: http:// and the address to listen on]
    #[arg(long, global = true, env = "FREIGABE_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,

    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, global = true, env = "FREIGABE_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,

    /// Mail server: smtp://USER:PASSWORD@HOST (STARTTLS), smtps://… (TLS), or smtp://HOST:PORT?tls=none for tests.
    /// Without it mails are written to <data>/mails
    #[arg(long, global = true, env = "FREIGABE_SMTP", value_name = "URL", hide_env_values = true)]
    pub smtp: Option<String>,

    /// Sender of the mails [default: Freigabe <freigabe@(host of the public URL)>]
    #[arg(long, global = true, env = "FREIGABE_MAIL_FROM", value_name = "MAILBOX")]
    pub mail_from: Option<String>,

    /// Folder for the database and for mails that are written to files [default: ./data]
    #[arg(long, global = true, env = "FREIGABE_DATA", value_name = "FOLDER")]
    pub data: Option<String>,

    /// Form of the log: text or json [default: text]
    #[arg(long, global = true, env = "FREIGABE_LOG", value_name = "FORMAT")]
    pub log: Option<String>,

    /// Folder with the files for the browser [default: target/site]
    #[arg(long, global = true, env = "FREIGABE_SITE", value_name = "FOLDER")]
    pub site: Option<String>,

    /// Number of proxies in front that append to X-Forwarded-For; 0 ignores that header [default: 0]
    #[arg(long, global = true, env = "FREIGABE_TRUSTED_PROXIES", value_name = "NUMBER")]
    #[serde(deserialize_with = "number_or_text")]
    pub trusted_proxies: Option<String>,
}

impl Options {
    /// These options, completed by `file`. An empty value counts as none, as scripts leave variables empty.
    #[must_use]
    pub fn or(self, file: Self) -> Self {
        let first = |given: Option<String>, file: Option<String>| given.filter(|value| !value.is_empty()).or(file);
        Self {
            config: self.config,
            database: first(self.database, file.database),
            public_url: first(self.public_url, file.public_url),
            listen: first(self.listen, file.listen),
            smtp: first(self.smtp, file.smtp),
            mail_from: first(self.mail_from, file.mail_from),
            data: first(self.data, file.data),
            log: first(self.log, file.log),
            site: first(self.site, file.site),
            trusted_proxies: first(self.trusted_proxies, file.trusted_proxies),
        }
    }
}

/// A number in the file may be written as such or in quotes.
fn number_or_text<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum NumberOrText {
        Number(i64),
        Text(String),
    }
    Ok(Some(match NumberOrText::deserialize(value)? {
        NumberOrText::Number(number) => number.to_string(),
        NumberOrText::Text(text) => text,
    }))
}
