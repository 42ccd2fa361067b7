//! Freigaberegeln: who stands in for an approver who is away, and what else a customer has set.

mod api;
mod page;
mod switch;
mod tolerance;

pub use page::RulesPage;
