//! /warenkorb: the cart, which is the order form.

mod api;
mod control;
mod cost_centre;
mod form;
mod keeper;
mod line_cost_centres;
mod lines;
mod outcome;
mod page;
mod removed;
mod row;
mod split;
mod state;
mod summary;

pub use page::CartPage;
