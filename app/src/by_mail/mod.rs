//! Releasing an order by the link of the mail that asks for it, without signing in.

mod api;
mod page;

pub use page::MailReleasePage;
