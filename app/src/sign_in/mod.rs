//! Signing in and out, and the language.

mod api;
mod forgotten;
mod new_password;
mod page;

pub use api::{SetLanguage, SignOut};
pub use forgotten::ForgottenPage;
pub use new_password::NewPasswordPage;
pub use page::SignInPage;
