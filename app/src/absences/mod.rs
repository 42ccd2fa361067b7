//! Freigaberegeln: who stands in for an approver who is away, and whether a rejection needs a reason.

mod api;
mod page;
mod switch;

pub use page::RulesPage;
