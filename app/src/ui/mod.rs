//! Components without words of the domain.

mod content;
mod done;
mod follow;
mod hydrated;
mod icon;
mod load;
mod loaded;
mod markup;
mod notice;
mod page;
mod pager;
mod print;
mod search;
mod set_if_other;

pub use content::Data;
pub use done::Done;
pub use follow::{Absorb, elements};
pub use hydrated::is_hydrated;
pub use icon::{Icon, icon};
pub use load::Load;
pub use loaded::{Loaded, Problem};
pub use markup::{escaped, inert};
pub use notice::Notice;
pub use page::Page;
pub use pager::{PageLink, Pager};
pub use print::PrintButton;
pub use search::{Search, SearchField, show_anew};
pub use set_if_other::set_if_other;
