//! /warenkorb: the cart, which is the order form.

mod again;
mod api;
mod form;
mod keeper;
mod lines;
mod outcome;
mod page;
mod removed;
mod row;
mod state;
mod summary;

#[cfg(feature = "ssr")]
pub use again::AgainQuery;
pub use page::CartPage;
