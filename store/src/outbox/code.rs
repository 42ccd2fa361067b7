//! What the link of a mail carries, where it leads somewhere without a password.

use crate::random_token;
use sha2::{Digest, Sha256};
use std::fmt;

/// A code of 256 random bits, new for each attempt to send a mail. Only its hash is kept, and no log shows it.
#[derive(Clone)]
pub struct MailCode(String);

impl MailCode {
    pub(crate) fn fresh() -> Self {
        Self(random_token())
    }

    /// The code, for the mail and nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        hash_code(&self.0)
    }
}

/// What is kept of a code that somebody brings.
pub(crate) fn hash_code(code: &str) -> Vec<u8> {
    Sha256::digest(code.as_bytes()).to_vec()
}

impl fmt::Debug for MailCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailCode(…)")
    }
}
