//! The app on somebody's phone, which shows codes.

use super::{TestApp, browser::Page};
use totp_rs::{Builder, Secret, Totp};

/// How long a code is shown, in seconds.
pub const STEP: i64 = 30;

/// An app that knows one secret.
pub struct App(Totp);

impl App {
    /// An app into which this secret was typed, in groups or not.
    pub fn with_secret(typed: &str) -> Self {
        let secret = Secret::try_from_base32(typed.replace(' ', "")).expect("a secret in base 32");
        Self(Builder::new().with_secret(secret).build().expect("a secret of 160 bits"))
    }

    /// An app that has learned the secret on the page that offers one.
    pub fn from_page(page: &Page) -> Self {
        Self::with_secret(&secrets(page)[0])
    }

    /// The code that it shows now.
    pub fn code(&self, app: &TestApp) -> String {
        self.code_at(app.second())
    }

    /// The code that it shows at this second.
    pub fn code_at(&self, second: i64) -> String {
        self.0.generate(u64::try_from(second).expect("a time after 1970")).to_string()
    }
}

/// The secret, or the recovery codes, on a page.
pub fn secrets(page: &Page) -> Vec<String> {
    let parts = page.body.split("class=\"secret\">").skip(1);
    parts.map(|part| part.split('<').next().unwrap_or_default().to_owned()).collect()
}
