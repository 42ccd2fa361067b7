//! Kostenstellen: the list that approvers keep.

mod api;
mod edit;
mod fields;
mod list;

pub use edit::CostCentrePage;
pub use list::CostCentresPage;
