//! What is said about an article beside its name.

use crate::{locale::language, show::chf, text, ui::Icon};
use domain::{Problem, Rappen};
use leptos::prelude::*;

/// The star of an article of the Kundensortiment.
#[component]
pub fn AssortmentTag() -> impl IntoView {
    view! { <span class="tag" data-kind="assortment"><Icon name="star"/>{text::shop::assortment(language())}</span> }
}

/// Up to how much of an article goes without a release, where such lines were released for good.
#[component]
pub fn AllowanceTag(up_to: Option<Rappen>) -> impl IntoView {
    let l = language();
    up_to.map(|up_to| view! { <span class="tag"><Icon name="circle-check"/>{text::learning::tag(l, chf(up_to))}</span> })
}

/// The mark of an article that needs a release.
#[component]
pub fn ReleaseMark(#[prop(into)] why: String) -> impl IntoView {
    view! { <span class="mark"><Icon name="shield-check"/>{why}</span> }
}

/// What is wrong with a quantity, beside its field.
#[component]
pub fn QuantityError(
    /// The id of the field.
    field: String,
    #[prop(into)] problem: Signal<Option<Problem>>,
) -> impl IntoView {
    let l = language();
    move || {
        let id = format!("{field}-error");
        problem.get().map(|problem| {
            view! { <p class="error" id=id role="alert"><Icon name="triangle-alert"/>{crate::show::words::problem(l, &problem)}</p> }
        })
    }
}
