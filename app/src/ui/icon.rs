//! Icons of the sprite.

use leptos::prelude::*;

/// A decorative icon; the word beside it says what it means.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use href=format!("/icons.svg#{name}")></use></svg> }
}
