//! `mail-test`.

use super::CommandError;
use crate::{
    config::Config,
    mailer::{Composer, Delivered, Transport},
};
use clap::Args;
use domain::{Language, text};
use jiff::Timestamp;
use store::Stamp;
use uuid::Uuid;

/// Who gets the test mail.
#[derive(Args, Debug)]
pub(super) struct Recipient {
    /// Where to send it
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// Language of the mail: de or en
    #[arg(long, value_name = "LANGUAGE", default_value = "de")]
    language: String,
}

impl Recipient {
    pub(super) async fn send(self, config: &Config) -> Result<(), CommandError> {
        let address = text::email(&self.address).map_err(|problem| CommandError::Input(format!("address: {problem}")))?;
        let language: Language = self.language.parse().map_err(|problem| CommandError::Input(format!("language: {problem}")))?;
        let now = Stamp::new(Timestamp::now());
        let composer = Composer::new(config.public_url.clone(), config.mail_from.clone());
        let message = composer.test(&address, language, now)?;
        match Transport::of(config).send(Uuid::new_v4(), &message, now).await? {
            Delivered::Accepted => println!("The mail server took the mail to {address}."),
            Delivered::Written(path) => println!("Without a mail server the mail was written to {}.", path.display()),
        }
        Ok(())
    }
}
