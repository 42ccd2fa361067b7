//! Freigaberegeln: who stands in for an approver who is away.

mod api;
mod page;

pub use page::RulesPage;
