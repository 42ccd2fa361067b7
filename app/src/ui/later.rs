//! What comes alive after the rest of its page, piece by piece: a browser that is taking over a page of many rows answers in between.
//!
//! A piece is one element. It is built and tied to what the server has sent only once its turn comes; whoever presses something before
//! that makes all of them come alive at once, so that nothing that a press changes meets a piece that is not there yet. For the same
//! reason whatever changes a page by itself waits for the last piece ([`once_alive`]). No resource may be made inside of one: the server
//! and the browser count these in the same order.

use leptos::prelude::*;

#[cfg(feature = "hydrate")]
mod piece;
#[cfg(feature = "hydrate")]
mod turns;

#[cfg(feature = "hydrate")]
pub use turns::{come_alive, once_alive};

/// The element inside comes alive after what is around it. What is shown later than with its page is alive at once.
#[component]
pub fn Later(children: Children) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let view = piece::Piece::new(children);
    #[cfg(not(feature = "hydrate"))]
    let view = children();
    view
}

/// Nothing comes alive on the server.
#[cfg(not(feature = "hydrate"))]
pub fn once_alive(_then: impl FnOnce() + 'static) {}
