//! The second step of signing in.

use super::api::EnterCode;
use crate::{
    form::{ErrorSummary, FormState, Submit, TextField, field_name, once},
    frame::Hero,
    locale::language,
    prelude::*,
    text,
};
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// /anmelden/code
#[component]
pub fn CodePage() -> impl IntoView {
    let l = language();
    let form = FormState::native::<EnterCode>();
    let next = use_query_map().read_untracked().get("weiter").unwrap_or_default();
    view! {
        <Hero title=text::second_factor::code_title(l)>
            <p class="hero-help">{text::second_factor::code_text(l)}</p>
            <ErrorSummary form/>
            <form class="form" method="post" action=EnterCode::url() on:submit=once()>
                <input type="hidden" name=field_name("next") value=next/>
                <CodeField form help=text::second_factor::code_help(l)/>
                <Submit form size="large" block=true>{text::second_factor::code_submit(l)}</Submit>
            </form>
            <p class="hero-help">{text::second_factor::code_lost(l)}</p>
            <SignOutLink/>
        </Hero>
    }
}

/// The field for a code. A form that came back does not keep it, as it can be used once only.
#[component]
pub(super) fn CodeField(form: FormState, help: &'static str) -> impl IntoView {
    let l = language();
    view! {
        <TextField
            form
            name="code"
            label=text::fields::code(l)
            autocomplete="one-time-code"
            help
            width="medium"
            max_length=domain::second_factor::MAX
        />
    }
}

/// The way out for whoever cannot go on: as somebody else, or another time.
#[component]
pub(super) fn SignOutLink() -> impl IntoView {
    let l = language();
    view! {
        <form method="post" action="/api/sign_out">
            <button class="button" data-kind="quiet">{text::second_factor::sign_out(l)}</button>
        </form>
    }
}
