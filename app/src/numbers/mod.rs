//! Zahlen: what the company buys, for whoever pays.

mod api;
mod figures;
mod page;
mod plot;

pub use page::NumbersPage;
