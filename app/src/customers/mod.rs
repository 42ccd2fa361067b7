//! The supplier's customers: opening one with its first approver, and its Kundensortiment.

mod address;
mod api;
mod article;
mod assortment;
mod assortment_api;
mod detail;
mod list;
mod new;
mod proposals;
mod proposals_api;

pub use detail::CustomerPage;
pub use list::CustomersPage;
pub use new::NewCustomerPage;
