//! A running portal with a database of its own, and browsers that visit it.

mod app;
pub mod authenticator;
mod browser;
mod clock;
pub mod demo;
pub mod desk;
mod form;
mod listening;
mod port;
mod rows;
mod serving;
mod smtp;

pub use app::{TestApp, new_contact};
pub use browser::{Browser, Page};
pub use form::Form;
pub use listening::Listening;
pub use port::free_address;
pub use rows::Rows;
pub use serving::make_site;
pub use smtp::{SmtpServer, Verdict};
