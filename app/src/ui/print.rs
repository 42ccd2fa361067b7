//! Printing the page.

use super::Icon;
use crate::{locale::language, prelude::*, text};

/// Prints the page; printing by a button needs a script.
#[component]
pub fn PrintButton() -> impl IntoView {
    view! {
        <button class="button scripted" data-kind="secondary" type="button" on:click=|_| print()>
            <Icon name="printer"/>
            {text::common::print(language())}
        </button>
    }
}

fn print() {
    // A browser that refuses to print says so itself.
    let _ = window().print();
}
