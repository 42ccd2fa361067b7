//! Versandkosten: what the supplier charges for delivering an order.

mod api;
mod page;

pub use page::FreightPage;
