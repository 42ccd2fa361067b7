//! How long orders may wait before the portal reminds, and before others are asked.

use super::patience_api::SetPatience;
use crate::{
    form::{ErrorSummary, FormState, Submit, TextField, once},
    locale::language,
    text::patience as text,
};
use domain::Patience;
use leptos::{prelude::*, server_fn::ServerFn};

/// What is set, in the form to change it.
#[component]
pub(super) fn PatienceRule(patience: Patience) -> impl IntoView {
    let l = language();
    let form = FormState::native::<SetPatience>();
    view! {
        <section class="card stack" data-print="no">
            <header class="card-head"><h3>{text::title(l)}</h3></header>
            <p>{text::text(l)}</p>
            <p class="help">{text::hours_text(l)}</p>
            <ErrorSummary form/>
            <form method="post" action=SetPatience::url() class="form" on:submit=once()>
                <Hours form name="remind_after" label=text::remind_after(l) help=text::remind_help(l) hours=patience.remind_after/>
                <Hours form name="escalate_after" label=text::escalate_after(l) help=text::escalate_help(l) hours=patience.escalate_after/>
                <div class="button-row"><Submit form kind="secondary">{text::save(l)}</Submit></div>
            </form>
        </section>
    }
}

#[component]
fn Hours(form: FormState, name: &'static str, label: &'static str, help: &'static str, hours: Option<u16>) -> impl IntoView {
    let value = hours.map(|hours| hours.to_string()).unwrap_or_default();
    view! { <TextField form name label help value autocomplete="off" inputmode="numeric" width="short" optional=true/> }
}
