//! Freigaberegeln: who stands in for an approver who is away, and whether a rejection needs a reason.

mod api;
mod page;
mod reason;

pub use page::RulesPage;
