//! What became of an order: confirmation, dossier, detail.

mod again;
mod api;
mod ask_after;
mod confirmation;
mod detail;
mod dossier;
mod glance;
mod revise;

pub use confirmation::ConfirmationPage;
pub use detail::OrderPage;
pub use dossier::DossierPage;
pub use revise::RevisePage;
