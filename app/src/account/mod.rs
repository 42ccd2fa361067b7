//! The account of the person who is signed in.

mod api;
#[cfg(feature = "ssr")]
mod device;
mod overview;
mod password;
mod profile;
mod sessions;

pub use overview::AccountPage;
pub use profile::ProfilePage;
