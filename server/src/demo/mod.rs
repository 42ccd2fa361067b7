//! Demo data: a supplier, two customers, a catalogue, and what happened there in the last days.
//! Everything goes the way that people's own doings go, through the store's functions.

mod catalogue;
mod people;
mod play;
mod seed;
mod stage;
mod story;
mod table;

pub use people::{DemoLogin, PASSWORD, logins};
pub use seed::{DemoError, seed_demo};
pub use table::table;
