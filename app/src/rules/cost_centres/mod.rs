//! Kostenstellen: the list that approvers keep.

mod api;
mod edit;
mod fields;
mod list;

#[cfg(feature = "ssr")]
pub(super) use api::LIST;
pub use edit::CostCentrePage;
pub use list::CostCentresPage;
pub(super) use list::CostCentresRow;
