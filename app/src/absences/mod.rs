//! Freigaberegeln: who stands in for an approver who is away.

mod api;
mod page;
mod switch;

pub use page::RulesPage;
