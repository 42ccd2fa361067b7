//! Releasing an order by the link of the mail that asks for it, or rejecting lines of it, without signing in.

mod api;
mod begun;
#[cfg(feature = "ssr")]
mod on_the_server;
mod page;
mod reject_api;
mod rejection;

pub use page::MailReleasePage;
