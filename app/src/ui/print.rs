//! Printing the page.

use super::Icon;
use crate::{locale::language, text};
use leptos::prelude::*;

/// Prints the page; shown once the browser can do it, since printing by a button needs a script.
#[component]
pub fn PrintButton() -> impl IntoView {
    let is_hydrated = super::is_hydrated();
    view! {
        <button class="button" data-kind="secondary" type="button" hidden=move || !is_hydrated.get() on:click=|_| print()>
            <Icon name="printer"/>
            {text::common::print(language())}
        </button>
    }
}

fn print() {
    // A browser that refuses to print says so itself.
    let _ = window().print();
}
