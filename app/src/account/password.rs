//! Changing one's own password.

use super::api::ChangePassword;
use crate::{
    form::{ErrorSummary, FormState, PasswordField, SendForm, Sending, Submit},
    locale::language,
    prelude::*,
    text,
};
use leptos::html::Form;

/// The form that changes the password; it is empty again once that is done.
#[component]
pub fn PasswordSection() -> impl IntoView {
    let l = language();
    let action = Sending::<ChangePassword>::new();
    let form = FormState::of(action);
    let node = NodeRef::<Form>::new();
    Effect::new(move |_| {
        if let (Some(Ok(())), Some(form)) = (action.value().get(), node.get_untracked()) {
            form.reset();
        }
    });
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::account::change_password(l)}</h2></header>
            <ErrorSummary form/>
            <SendForm action node_ref=node attr:class="form">
                <PasswordField
                    form
                    name="present_password"
                    label=text::fields::present_password(l)
                    autocomplete="current-password"
                />
                <PasswordField
                    form
                    name="new_password"
                    label=text::fields::new_password(l)
                    autocomplete="new-password"
                    help=text::account::password_help(l)
                />
                <div class="button-row"><Submit form kind="secondary">{text::account::change_password(l)}</Submit></div>
            </SendForm>
        </section>
    }
}
