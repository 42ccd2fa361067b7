//! How long orders may wait before the portal reminds, and before others are asked.

use super::{
    patience_api::SetPatience,
    setting::{Folded, Setting, in_words},
};
use crate::{
    form::{ErrorSummary, FormState, Submit, TextField, once},
    locale::language,
    prelude::*,
    text::{patience as text, rules},
};
use domain::{Language, Patience};
use leptos::server_fn::ServerFn;

/// What is set, and the form to change it.
#[component]
pub(super) fn PatienceRule(patience: Patience) -> impl IntoView {
    let l = language();
    let form = FormState::native::<SetPatience>();
    view! {
        <Setting id="geduld" title=text::title(l) text=text::lead(l) state=in_words(value(l, patience))>
            <Folded words=rules::change(l) of=text::title(l) is_open=form.came_back()>
                <p class="help">{text::text(l)}</p>
                <p class="help">{text::hours_text(l)}</p>
                <ErrorSummary form/>
                <form method="post" action=SetPatience::url() class="form" data-print="no" on:submit=once()>
                    <Hours form name="remind_after" label=text::remind_after(l) help=text::remind_help(l) hours=patience.remind_after/>
                    <Hours form name="escalate_after" label=text::escalate_after(l) help=text::escalate_help(l) hours=patience.escalate_after/>
                    <div class="button-row"><Submit form kind="secondary">{text::save(l)}</Submit></div>
                </form>
            </Folded>
        </Setting>
    }
}

/// What is done, and after how long; of what is never done, nothing.
fn value(l: Language, patience: Patience) -> Vec<String> {
    if patience.is_endless() {
        return vec![rules::off(l).to_owned()];
    }
    let reminds = patience.remind_after.map(|hours| text::reminds(l, text::after_hours(l, hours)));
    let escalates = patience.escalate_after.map(|hours| text::escalates(l, text::after_hours(l, hours)));
    reminds.into_iter().chain(escalates).collect()
}

#[component]
fn Hours(form: FormState, name: &'static str, label: &'static str, help: &'static str, hours: Option<u16>) -> impl IntoView {
    let value = hours.map(|hours| hours.to_string()).unwrap_or_default();
    view! { <TextField form name label help value autocomplete="off" inputmode="numeric" width="short" optional=true/> }
}
