//! Mails: from the outbox to the recipient. A [`Letter`] is written once and shown twice, as HTML and as plain text.

mod compose;
mod html;
mod letter;
mod plain;
mod smtp;
mod transport;
mod worker;

#[cfg(test)]
mod tests;

pub use compose::{Composer, Unbuildable};
pub use letter::Letter;
pub use smtp::Smtp;
pub use transport::{Delivered, SendError, Transport};
pub use worker::Worker;
