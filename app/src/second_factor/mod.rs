//! The second factor: giving its code at the door, setting it up, giving it up, and demanding it of everybody.

mod api;
mod demand;
mod door;
mod offered;
mod on;
#[cfg(feature = "ssr")]
mod on_the_server;
mod page;

pub use door::CodePage;
pub use page::SecondFactorPage;
