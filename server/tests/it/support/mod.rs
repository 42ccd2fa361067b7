//! A running portal with a database of its own, and browsers that visit it.

mod app;
mod browser;
mod clock;
pub mod demo;
pub mod desk;
mod form;
mod smtp;

pub use app::{TestApp, make_site, token_hash};
pub use browser::{Browser, Page};
pub use form::Form;
pub use smtp::{SmtpServer, Verdict};
