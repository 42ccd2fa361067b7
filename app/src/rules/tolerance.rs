//! By how much prices may rise until the hand-over.

use super::{
    api::SetPriceTolerance,
    setting::{Folded, Setting, in_words},
};
use crate::{
    form::{ErrorSummary, FormState, Submit, TextField, once},
    locale::language,
    prelude::*,
    text,
};
use domain::Tolerance;
use leptos::server_fn::ServerFn;

/// What holds, and the form that changes it.
#[component]
pub(super) fn PriceTolerance(tolerance: Tolerance) -> impl IntoView {
    let l = language();
    let form = FormState::native::<SetPriceTolerance>();
    let title = text::rules::tolerance(l);
    let value = match tolerance.percent() {
        0 => text::rules::tolerance_none(l).to_owned(),
        percent => text::rules::tolerance_up_to(l, percent),
    };
    view! {
        <Setting id="preistoleranz" title text=text::rules::tolerance_lead(l) state=in_words(vec![value])>
            <Folded words=text::rules::change(l) of=title is_open=form.came_back()>
                <p class="help">{text::rules::tolerance_text(l)}</p>
                <ErrorSummary form/>
                <form method="post" action=SetPriceTolerance::url() class="form" data-print="no" on:submit=once()>
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
            </Folded>
        </Setting>
    }
}
