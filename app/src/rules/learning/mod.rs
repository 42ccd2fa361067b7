//! Dauerfreigaben: what is released for good, and what was proposed for the Kundensortiment.

mod api;
mod forms;
mod lists;
mod page;
mod places;
mod rows;

pub use page::LearningPage;
pub(super) use page::LearningRow;
