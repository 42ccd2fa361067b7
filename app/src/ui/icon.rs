//! Icons of the sprite.

use super::{escaped, inert};
use leptos::prelude::*;

/// A decorative icon; the word beside it says what it means.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    icon(name)
}

/// The same of which only the server knows which one it is.
pub fn icon(name: &str) -> impl IntoView + use<> {
    inert(format!(r#"<svg class="icon" aria-hidden="true"><use href="/icons.svg#{}"></use></svg>"#, escaped(name)))
}
