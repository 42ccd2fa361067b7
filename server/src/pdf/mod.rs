//! Documents of text, rules and tables as PDF, with the font in the file.

mod draw;
mod paper;
mod table;
mod typeface;

pub use paper::Paper;
pub use table::{Align, Column};
