//! What is wrong with a form as a whole.

use super::FormState;
use crate::{AppError, locale::language, prelude::*, show::words, text};
use leptos::{wasm_bindgen::JsCast, web_sys::HtmlElement};

/// What is wrong with the form, on top of it, with links to the fields.
#[component]
pub fn ErrorSummary(form: FormState) -> impl IntoView {
    let l = language();
    reactive(move || {
        form.error().get().map(|error| {
            let problems = match &error {
                AppError::Invalid(problems) => problems.clone(),
                _ => Vec::new(),
            };
            view! {
                <div class="error-summary" role="alert" tabindex="-1" id="errors">
                    <h2>{words::error(l, &error)}</h2>
                    <ul>
                        {problems
                            .into_iter()
                            .map(|wrong| {
                                let text = format!("{}: {}", wrong.label, wrong.words);
                                view! { <li><a href=format!("#{}", wrong.field) rel="external">{text}</a></li> }
                            })
                            .collect_view()}
                    </ul>
                    {(error == AppError::SignedOut)
                        .then(|| view! { <p><a href="/anmelden" target="_blank">{text::errors::sign_in_in_new_tab(l)}</a></p> })}
                </div>
            }
        })
    })
}

/// Leads the keyboard and the screen reader to what went wrong.
pub(super) fn focus_summary_on(error: Signal<Option<AppError>>, version: Signal<usize>) {
    Effect::new(move |_| {
        version.track();
        if error.with(Option::is_some) {
            request_animation_frame(|| {
                let summary = document().get_element_by_id("errors");
                if let Some(summary) = summary.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                    // Focus fails only for elements that cannot have it; the summary has a tabindex.
                    let _ = summary.focus();
                }
            });
        }
    });
}
