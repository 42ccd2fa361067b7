//! The codes themselves: those that an app shows (TOTP, RFC 6238), and those for whoever has lost it.

use crate::StoreError;
use domain::second_factor::{DIGITS, RECOVERY_LENGTH};
use sha2::{Digest, Sha256};
use std::fmt;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// The length of a secret, in bytes, as RFC 4226 recommends it.
const SECRET_LENGTH: usize = 20;
/// How long an app shows a code, in seconds; the one before and the one after are accepted too, as clocks differ.
const STEP: u64 = 30;
const SKEW: u16 = 1;
/// How many recovery codes somebody has.
const RECOVERY_CODES: u8 = 10;
/// How long a group of a recovery code is, as it is shown.
const GROUP: usize = 4;

/// What an app and the portal share. No log shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct FactorSecret(Vec<u8>);

impl fmt::Debug for FactorSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FactorSecret(…)")
    }
}

impl FactorSecret {
    pub(super) fn fresh() -> Self {
        Self(rand::random::<[u8; SECRET_LENGTH]>().to_vec())
    }

    pub(super) const fn from_row(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret to be typed into an app, in base 32.
    #[must_use]
    pub fn text(&self) -> String {
        Secret::from(self.0.clone()).to_base32()
    }

    /// The address that an app reads from a picture (`otpauth://…`), under the names of the portal and of the login.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when the database holds a secret that is none.
    pub fn address(&self, portal: &str, user_name: &str) -> Result<String, StoreError> {
        // A colon would separate the two names.
        let name = |text: &str| text.replace(':', " ");
        let totp = self.builder().with_issuer(Some(name(portal))).with_account_name(name(user_name)).build();
        totp.and_then(|totp| totp.to_url()).map_err(|error| StoreError::Unreadable(error.to_string()))
    }

    /// The time step to which the code belongs, if it is right at this second (Unix time).
    pub(super) fn step_of(&self, code: &str, second: i64) -> Result<Option<i64>, StoreError> {
        let step = self.totp()?.check(code, u64::try_from(second).unwrap_or_default());
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    fn totp(&self) -> Result<Totp, StoreError> {
        self.builder().build().map_err(|error| StoreError::Unreadable(error.to_string()))
    }

    fn builder(&self) -> Builder {
        let digits = u8::try_from(DIGITS).unwrap_or_default();
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(digits)
            .with_step_duration(STEP)
            .with_skew(SKEW)
            .with_secret(self.0.clone())
    }
}

/// What the recovery codes are made from: while it is kept, they can be shown again.
pub(super) struct RecoverySeed(Vec<u8>);

impl RecoverySeed {
    pub(super) fn fresh() -> Self {
        Self(rand::random::<[u8; 32]>().to_vec())
    }

    pub(super) const fn from_row(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The codes, each in its one spelling.
    pub(super) fn codes(&self) -> Vec<String> {
        let code = |number: u8| {
            let bits = Sha256::new().chain_update(&self.0).chain_update([number]).finalize();
            Secret::from(bits.to_vec()).to_base32().chars().take(RECOVERY_LENGTH).collect()
        };
        (0..RECOVERY_CODES).map(code).collect()
    }

    /// The codes as they are shown, in groups.
    pub(super) fn shown(&self) -> Vec<String> {
        self.codes().iter().map(|code| grouped(code)).collect()
    }
}

fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What the database keeps of a recovery code. With 80 random bits it needs no slow hash.
pub(super) fn recovery_hash(code: &str) -> Vec<u8> {
    Sha256::digest(code.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = FactorSecret(b"12345678901234567890".to_vec());
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            assert_eq!(secret.step_of(code, second).expect("a secret"), Some(second / 30), "{second}");
            assert_eq!(secret.step_of(code, second + 30).expect("a secret"), Some(second / 30), "{second}: a clock that is late");
            assert_eq!(secret.step_of(code, second + 90).expect("a secret"), None, "{second}: too late");
        }
    }

    #[test]
    fn an_app_learns_everything_from_the_address() {
        let secret = FactorSecret(b"12345678901234567890".to_vec());
        let address = secret.address("Ofrex AG", "anna:muster@example.ch").expect("an address");
        assert!(address.starts_with("otpauth://totp/Ofrex%20AG:anna%20muster%40example.ch?"), "{address}");
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") && address.contains("issuer=Ofrex%20AG"), "{address}");
    }

    #[test]
    fn recovery_codes_differ_and_can_be_typed() {
        let seed = RecoverySeed::fresh();
        let codes: BTreeSet<_> = seed.codes().into_iter().collect();
        assert_eq!(codes.len(), usize::from(RECOVERY_CODES));
        for (shown, code) in seed.shown().iter().zip(seed.codes()) {
            assert_eq!(domain::second_factor::parse(shown), Ok(domain::second_factor::FactorCode::Recovery(code)), "{shown}");
        }
    }
}
