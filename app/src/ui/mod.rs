//! Components without words of the domain.

mod hydrated;
mod icon;
mod loaded;
mod notice;
mod print;

pub use hydrated::is_hydrated;
pub use icon::Icon;
pub use loaded::{Loaded, NotFoundPage};
pub use notice::Notice;
pub use print::PrintButton;
