//! Where the link of the mail leads: a new password.

use super::api::{ResetPassword, check_password_code};
use crate::{
    form::{ErrorSummary, FormState, PasswordField, Submit, field_name},
    frame::Hero,
    locale::language,
    prelude::*,
    text,
    ui::{Load, Loaded, Notice},
};
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// /passwort: opening it uses nothing up, so that scanners of mails do no harm.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let query = use_query_map();
    let code = move || query.read().get("code").unwrap_or_default();
    let is_good = Load::new(code, check_password_code);
    let form = FormState::native::<ResetPassword>();
    view! {
        <Loaded
            load=is_good
            children=move |is_good| {
                if is_good { view! { <NewPassword form code=code()/> } } else { view! { <Spent/> } }
            }
        />
    }
}

#[component]
fn NewPassword(form: FormState, code: String) -> impl IntoView {
    let l = language();
    view! {
        <Hero title=text::sign_in::new_title(l)>
            <p class="hero-help">{text::sign_in::new_text(l)}</p>
            <ErrorSummary form/>
            <form class="form" method="post" action=ResetPassword::url()>
                <input type="hidden" name=field_name("code") value=code/>
                <PasswordField
                    form
                    name="new_password"
                    label=text::fields::new_password(l)
                    autocomplete="new-password"
                    help=text::account::password_rules(l)
                />
                <Submit form size="large" block=true>{text::sign_in::new_submit(l)}</Submit>
            </form>
        </Hero>
    }
}

#[component]
fn Spent() -> impl IntoView {
    let l = language();
    view! {
        <Hero title=text::sign_in::new_title(l)>
            <Notice tone="waiting" text=text::errors::code_spent(l)/>
            <p><a class="button" data-kind="primary" href="/passwort-vergessen">{text::sign_in::ask_again(l)}</a></p>
            <p class="hero-help"><a href="/anmelden">{text::sign_in::to_sign_in(l)}</a></p>
        </Hero>
    }
}
