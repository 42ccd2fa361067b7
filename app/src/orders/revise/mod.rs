//! /kundendossier/{id}/aendern: changing an order while it waits.

mod api;
mod form;
mod page;
mod row;

pub use page::RevisePage;
