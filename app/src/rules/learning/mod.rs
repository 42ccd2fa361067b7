//! Dauerfreigaben: what is released for good, and what was proposed for the Kundensortiment.

mod api;
mod forms;
mod lists;
mod page;
mod places;
mod rows;

pub(super) use page::LearningCard;
pub use page::LearningPage;
