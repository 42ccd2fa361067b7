//! Freigaberegeln: who stands in for an approver who is away, and what else a customer has set.

mod absences;
mod api;
mod cost_centres;
mod groups;
mod hierarchy;
mod hierarchy_api;
mod learning;
mod page;
mod page_parts;
mod patience;
mod patience_api;
mod setting;
mod switch;
mod switch_api;
mod tolerance;

pub use cost_centres::{CostCentrePage, CostCentresPage};
pub use learning::LearningPage;
pub use page::RulesPage;
