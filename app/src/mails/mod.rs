//! Mails that did not arrive, for approvers and for the supplier.

mod api;
mod page;

pub use page::{CustomerMailsPage, MailsPage};
