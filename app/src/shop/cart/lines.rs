//! The lines of the cart.

use super::{row::Row, state::CartState};
use crate::{form::FormState, locale::language, prelude::*, show::words, text, ui::Icon};

/// All lines. A line that was removed stays until the page is left, so that it can be brought back.
#[component]
pub fn Lines(state: CartState, form: FormState) -> impl IntoView {
    let l = language();
    let error = reactive(move || {
        state.error().map(|error| {
            view! { <p class="error" role="alert"><Icon name="triangle-alert"/>{words::error(l, &error)}</p> }
        })
    });
    view! {
        <section class="stack" data-gap="s" aria-labelledby="lines">
            <h2 class="section-title" id="lines">{text::order::lines(l)} " " <span class="count">{move || state.count().to_string()}</span></h2>
            {error}
            <ul class="catalogue" data-of="cart">
                <For each=move || state.rows() key=|row| row.article let(row)>
                    <Row row state form/>
                </For>
            </ul>
        </section>
    }
}
