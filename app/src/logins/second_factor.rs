//! Removing the second factor of somebody who has lost it.

use super::api::RemoveSecondFactor;
use crate::{
    form::{ErrorSummary, FormState, SendForm, Sending, Submit, field_name},
    locale::language,
    prelude::*,
    text,
};

/// Whether a contact has a second factor, and removing it; one's own is changed on its own page, with the password.
#[component]
pub fn SecondFactorSection(id: String, name: String, is_self: bool, has_factor: bool) -> impl IntoView {
    let l = language();
    let content = match (is_self, has_factor) {
        (true, _) => view! { <p><a href="/zweiter-faktor">{text::second_factor::remove_own(l)}</a></p> },
        (false, false) => view! { <p class="help">{text::second_factor::remove_off(l)}</p> },
        (false, true) => view! { <RemoveForm id name/> },
    };
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::second_factor::title(l)}</h2></header>
            {content}
        </section>
    }
}

#[component]
fn RemoveForm(id: String, name: String) -> impl IntoView {
    let l = language();
    let action = Sending::<RemoveSecondFactor>::new();
    let form = FormState::of(action);
    view! {
        <p>{text::second_factor::remove_text(l, name)}</p>
        <ErrorSummary form/>
        <SendForm action>
            <input type="hidden" name=field_name("id") value=id/>
            <Submit form kind="danger">{text::second_factor::remove(l)}</Submit>
        </SendForm>
    }
}
