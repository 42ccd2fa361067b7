//! The mail server.

use super::transport::SendError;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, transport::smtp};
use std::{fmt, time::Duration};
use url::Url;

/// Well below the two minutes for which a worker owns the few mails that it claims at once.
const PATIENCE: Duration = Duration::from_secs(20);
/// Refusals of the portal's own account (RFC 4954 §6). They say nothing of the mail, and the operator can mend them.
const ACCOUNT_REFUSED: [u16; 4] = [530, 534, 535, 538];

/// A mail server that can be reached.
#[derive(Clone)]
pub struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// Reads `smtp://USER:PASSWORD@HOST` (STARTTLS is demanded), `smtps://…` (TLS from the start) or `smtp://…?tls=none`.
    ///
    /// # Errors
    /// What is wrong with it, for the operator and without the password.
    pub fn parse(text: &str) -> Result<Self, String> {
        let expected = "expected smtp://USER:PASSWORD@HOST, smtps://USER:PASSWORD@HOST or smtp://HOST:PORT?tls=none";
        let mut url = Url::parse(text).map_err(|_| expected.to_owned())?;
        let is_known = matches!((url.scheme(), url.query()), ("smtp", None | Some("tls=none")) | ("smtps", None));
        if !is_known || url.host_str().is_none_or(str::is_empty) {
            return Err(expected.into());
        }
        let demands_starttls = url.scheme() == "smtp" && url.query().is_none();
        url.set_query(demands_starttls.then_some("tls=required"));
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str()).map_err(|error| error.to_string())?;
        Ok(Self(builder.timeout(Some(PATIENCE)).build()))
    }

    /// Hands the message to the server.
    ///
    /// # Errors
    /// [`SendError`], permanent when the server refused this very mail for good.
    pub async fn send(&self, message: &Message) -> Result<(), SendError> {
        self.0
            .send(message.clone())
            .await
            .map(drop)
            .map_err(|error| SendError { is_permanent: is_permanent(&error), reason: error.to_string() })
    }
}

fn is_permanent(error: &smtp::Error) -> bool {
    error.is_permanent() && error.status().is_none_or(|code| !ACCOUNT_REFUSED.contains(&code.into()))
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Smtp")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_mail_servers_are_accepted() {
        for right in ["smtp://user:word@mail.example", "smtps://user:word@mail.example:465", "smtp://127.0.0.1:2525?tls=none"] {
            assert!(Smtp::parse(right).is_ok(), "{right}");
        }
        for wrong in
            ["", "mail.example", "http://mail.example", "smtp://", "smtp://mail.example?tls=maybe", "smtps://mail.example?tls=none"]
        {
            assert!(Smtp::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        let problem = Smtp::parse("smtp://user:geheim@mail.example?tls=maybe").expect_err("this is wrong");
        assert!(!problem.contains("geheim"));
    }
}
