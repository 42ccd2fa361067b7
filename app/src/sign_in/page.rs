//! The first page that anybody sees.

use super::api::SignIn;
use crate::{
    form::{ErrorSummary, FormState, PasswordField, Submit, TextField, field_name},
    frame::Hero,
    locale::language,
    prelude::*,
    text,
    ui::Notice,
};
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// /anmelden: a native form, so that nothing of an earlier session stays in the browser's memory.
#[component]
pub fn SignInPage() -> impl IntoView {
    let l = language();
    let is_new = use_query_map().read_untracked().get("meldung").as_deref() == Some("passwort");
    view! {
        <Hero title=text::sign_in::title(l)>
            {is_new.then(|| view! { <Notice tone="released" text=text::sign_in::new_done(l)/> })}
            <SignInForm/>
            <p class="hero-help"><a href="/passwort-vergessen">{text::sign_in::forgotten(l)}</a></p>
            <p class="hero-help">{text::sign_in::help(l)}</p>
        </Hero>
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let l = language();
    let form = FormState::native::<SignIn>();
    let next = use_query_map().read_untracked().get("weiter").unwrap_or_default();
    view! {
        <ErrorSummary form/>
        <form class="form" method="post" action=SignIn::url()>
            <input type="hidden" name=field_name("next") value=form.initial("next", next)/>
            <TextField form name="user_name" label=text::fields::user_name(l) autocomplete="username" max_length=domain::text::EMAIL/>
            <PasswordField form name="password" label=text::fields::password(l) autocomplete="current-password"/>
            <label class="checkbox">
                <input type="checkbox" name=field_name("remember") value="true" checked=form.is_initial("remember", "true", "")/>
                <span>{text::sign_in::remember(l)}</span>
            </label>
            <Submit form size="large" block=true>{text::sign_in::submit(l)}</Submit>
        </form>
    }
}
