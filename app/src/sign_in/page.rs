//! The first page that anybody sees.

use super::api::SignIn;
use crate::{
    form::{ErrorSummary, FormState, PasswordField, Submit, TextField, field_name},
    frame::LanguageSwitch,
    locale::language,
    text,
    ui::{Icon, Notice},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Body, Title};
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

/// What all pages before the sign-in look like.
#[component]
pub fn Hero(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <Title text=title/>
        <Body {..} class="hero-signin"/>
        <Words/>
        <main class="hero-main" id="main" tabindex="-1">
            <div class="hero-card">
                <h1>{title}</h1>
                {children()}
            </div>
            <LanguageSwitch/>
        </main>
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

#[component]
fn Words() -> impl IntoView {
    let l = language();
    view! {
        <aside class="hero-words">
            <a class="brand" href="/">
                <svg class="brand-mark" aria-hidden="true"><use href="/icons.svg#brand"></use></svg>
                <span>"Freigabe"</span>
            </a>
            <div>
                <p class="hero-claim"><span>{text::sign_in::claim_everybody(l)}</span> " " <span>{text::sign_in::claim_one(l)}</span></p>
                <p>{text::sign_in::explanation(l)}</p>
            </div>
            <ul>
                <li><Icon name="users"/>{text::sign_in::point_everybody(l)}</li>
                <li><Icon name="shield-check"/>{text::sign_in::point_control(l)}</li>
                <li><Icon name="truck"/>{text::sign_in::point_delivery(l)}</li>
            </ul>
        </aside>
    }
}
