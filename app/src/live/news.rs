//! The quiet word above a page that something is new.

use super::{Live, Said};
use crate::{locale::language, prelude::*, text, ui::Icon};
use leptos::{
    wasm_bindgen::JsCast,
    web_sys::{FocusOptions, HtmlElement},
};

/// Says that there is something new, and shows it when asked to. It lies above the page and moves nothing.
#[component]
pub fn News(live: Live) -> impl IntoView {
    let l = language();
    view! {
        <div class="news" role="status" data-print="no">
            {move || match live.said.get() {
                Said::Nothing => ().into_any(),
                Said::Changed { is_again } => {
                    view! { <span class="visually-hidden">{text::live::changed(l)} {is_again.then_some("\u{a0}")}</span> }
                }
                Said::News(refresh) => view! {
                    <p class="news-bar">
                        <Icon name="info"/>
                        <span>{text::live::news(l)}</span>
                        <button
                            type="button"
                            class="button"
                            data-kind="secondary"
                            data-size="small"
                            on:click=move |_| {
                                live.withdraw();
                                focus_page();
                                refresh.run(());
                            }
                        >
                            {text::live::refresh(l)}
                        </button>
                    </p>
                },
            }}
        </div>
    }
}

/// The button goes away; whoever uses a keyboard goes on from the top of the page.
fn focus_page() {
    let main = document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // A page without a main part has nothing to focus.
    main.inspect(|main| drop(main.focus_with_options(&options)));
}
