//! By how much prices may rise until the hand-over.

use super::api::SetPriceTolerance;
use crate::{
    form::{ErrorSummary, FormState, Submit, TextField, once},
    locale::language,
    text,
};
use domain::Tolerance;
use leptos::{prelude::*, server_fn::ServerFn};

/// What holds, and the form that changes it.
#[component]
pub(super) fn PriceTolerance(tolerance: Tolerance) -> impl IntoView {
    let l = language();
    let form = FormState::native::<SetPriceTolerance>();
    view! {
        <section class="card stack" data-print="no">
            <header class="card-head"><h3>{text::rules::tolerance(l)}</h3></header>
            <p>{text::rules::tolerance_text(l)}</p>
            <ErrorSummary form/>
            <form method="post" action=SetPriceTolerance::url() class="form" on:submit=once()>
                <TextField
                    form
                    name="percent"
                    label=text::fields::percent(l)
                    value=tolerance.percent().to_string()
                    autocomplete="off"
                    inputmode="numeric"
                    width="short"
                    help=text::rules::tolerance_help(l)
                />
                <div class="button-row"><Submit form kind="secondary">{text::rules::tolerance_set(l)}</Submit></div>
            </form>
        </section>
    }
}
