//! The screens of the portal: rendered by the server, hydrated in the browser.
//!
//! Each feature is a folder with its server functions (`api`) and its pages. Features do not import each other;
//! what they share stands in `comments` (the thread below an order), `ui` (no words of the domain), `show` (words of the domain as components), [`form`] and [`error`].

// Views are types, and those of whole pages are deep.
#![recursion_limit = "512"]

pub mod access;
mod error;
mod form;
mod frame;
mod hydration;
mod json;
mod live;
mod locale;
mod me;
mod prelude;
mod root;
mod show;
mod time;
mod ui;

mod account;
mod by_mail;
mod comments;
mod customers;
mod freight;
mod logins;
mod mails;
mod numbers;
mod orders;
mod pages;
mod release;
mod rules;
mod second_factor;
mod shop;
mod sign_in;
mod supply;

#[cfg(feature = "ssr")]
pub mod ssr;

/// The texts of the screens and mails, from the files in `locales`.
#[allow(clippy::all, clippy::pedantic)]
pub mod text {
    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}

pub use error::{AppError, Refused, WrongField};
pub use form::Posted;
#[cfg(feature = "ssr")]
pub use frame::words_at_the_door;
#[cfg(feature = "hydrate")]
pub use hydration::{mark_hydrated, pause};
pub use live::QUIET;
#[cfg(feature = "hydrate")]
pub use pages::is_loaded;
pub use root::App;
#[cfg(feature = "ssr")]
pub use root::shell;
pub use show::words;
#[cfg(feature = "ssr")]
pub use ssr::Refusal;
