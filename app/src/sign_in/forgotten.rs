//! The way back in for whoever has forgotten the password.

use super::api::RequestPassword;
use crate::{
    form::{ErrorSummary, FormState, Submit, TextField},
    frame::Hero,
    locale::language,
    prelude::*,
    text,
    ui::Notice,
};
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// /passwort-vergessen
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let l = language();
    let form = FormState::native::<RequestPassword>();
    let is_sent = use_query_map().read_untracked().get("meldung").as_deref() == Some("gesendet");
    view! {
        <Hero title=text::sign_in::forgotten_title(l)>
            {is_sent.then(|| view! { <Notice tone="info" text=text::sign_in::forgotten_sent(l)/> })}
            <p class="hero-help">{text::sign_in::forgotten_text(l)}</p>
            <ErrorSummary form/>
            <form class="form" method="post" action=RequestPassword::url()>
                <TextField form name="user_name" label=text::fields::user_name(l) autocomplete="username" max_length=domain::text::EMAIL/>
                <Submit form size="large" block=true>{text::sign_in::forgotten_submit(l)}</Submit>
            </form>
            <p class="hero-help"><a href="/anmelden">{text::sign_in::to_sign_in(l)}</a></p>
        </Hero>
    }
}
