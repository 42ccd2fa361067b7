//! /kundendossier/{id}/aendern: changing an order while it waits.

mod api;
mod draft;
mod form;
mod page;
mod plan;
mod row;
mod summary;

pub use page::RevisePage;
