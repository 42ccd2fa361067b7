//! From an outbox row to a message that can travel.

use super::{html::html, letter::Letter, plain::plain};
use crate::public_url::PublicUrl;
use domain::Language;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use std::time::SystemTime;
use store::{OutboxMail, Stamp};
use uuid::Uuid;

/// Builds messages in the name of this portal.
#[derive(Clone, Debug)]
pub struct Composer {
    public_url: PublicUrl,
    from: Mailbox,
}

/// Why a mail cannot be built; trying again would not help.
#[derive(Debug, thiserror::Error)]
pub enum Unbuildable {
    /// The recipient's address is none.
    #[error("not an address: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The parts do not make a message.
    #[error("not a message: {0}")]
    Message(#[from] lettre::error::Error),
}

struct Recipient<'m> {
    name: &'m str,
    email: &'m str,
}

impl Composer {
    /// Links lead to `public_url`, answers to `from`.
    pub const fn new(public_url: PublicUrl, from: Mailbox) -> Self {
        Self { public_url, from }
    }

    /// The message of an outbox row; on every attempt with the same Message-ID, so that a second copy can be told.
    ///
    /// # Errors
    /// [`Unbuildable`].
    pub fn compose(&self, mail: &OutboxMail, now: Stamp) -> Result<Message, Unbuildable> {
        // lettre panics on a line break in a display name, so none gets there.
        let name = one_line(&mail.recipient_name);
        let letter = Letter::of(&mail.notice, &name, mail.language, self.public_url.as_str()).with_code(&mail.notice, mail.code.as_ref());
        let to = Recipient { name: &name, email: &mail.recipient_email };
        self.message(&letter, &to, &mail.message_id, now)
    }

    /// A message that proves that mails arrive.
    ///
    /// # Errors
    /// [`Unbuildable`].
    pub fn test(&self, email: &str, language: Language, now: Stamp) -> Result<Message, Unbuildable> {
        let letter = Letter::test(email, language, self.public_url.as_str());
        self.message(&letter, &Recipient { name: "", email }, &Uuid::new_v4().to_string(), now)
    }

    fn message(&self, letter: &Letter, to: &Recipient<'_>, message_id: &str, now: Stamp) -> Result<Message, Unbuildable> {
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".into());
        Ok(Message::builder()
            .from(self.from.clone())
            .to(mailbox(to)?)
            .subject(one_line(&letter.subject))
            .message_id(Some(format!("<{message_id}@{}>", self.public_url.mail_host())))
            .date(SystemTime::try_from(now.instant()).unwrap_or(SystemTime::UNIX_EPOCH))
            .raw_header(automatic)
            .multipart(MultiPart::alternative_plain_html(plain(letter), html(letter)))?)
    }
}

fn mailbox(to: &Recipient<'_>) -> Result<Mailbox, Unbuildable> {
    let name = Some(to.name).filter(|name| !name.is_empty());
    Ok(Mailbox::new(name.map(str::to_owned), to.email.parse::<Address>()?))
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
