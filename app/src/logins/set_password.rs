//! Setting the password of a login.

use super::api::SetLoginPassword;
use crate::{
    form::{ErrorSummary, FormState, PasswordField, SendForm, Sending, Submit, field_name},
    locale::language,
    prelude::*,
    text,
};

/// A new password for somebody else; one's own is changed under "Mein Profil", with the present one.
#[component]
pub fn PasswordSection(id: String, is_self: bool) -> impl IntoView {
    let l = language();
    let content = if is_self {
        view! { <p><a href="/konto/profil">{text::logins::own_password(l)}</a></p> }
    } else {
        view! { <PasswordForm id/> }
    };
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::logins::set_password(l)}</h2></header>
            {content}
        </section>
    }
}

#[component]
fn PasswordForm(id: String) -> impl IntoView {
    let l = language();
    let action = Sending::<SetLoginPassword>::new();
    let form = FormState::of(action);
    view! {
        <ErrorSummary form/>
        <SendForm action attr:class="form">
            <input type="hidden" name=field_name("id") value=id/>
            <PasswordField
                form
                name="new_password"
                label=text::fields::new_password(l)
                autocomplete="new-password"
                help=text::logins::set_password_help(l)
            />
            <div class="button-row"><Submit form kind="secondary">{text::logins::set_password(l)}</Submit></div>
        </SendForm>
    }
}
