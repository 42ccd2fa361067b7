//! Signing in and out, and the language.

mod api;
mod page;

pub use api::{SetLanguage, SignOut};
pub use page::SignInPage;
