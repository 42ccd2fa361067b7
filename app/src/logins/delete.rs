//! The question before a login is deleted.

use super::{
    api::{DeleteLogin, Login, load_login},
    successor::{SuccessorField, present_succession},
};
use crate::{
    form::{ErrorSummary, FormState, SendForm, Sending, Submit, field_name},
    locale::language,
    prelude::*,
    text,
    ui::{Icon, Load, Loaded},
};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// /konto/logins/{id}/loeschen
#[component]
pub fn DeletePage() -> impl IntoView {
    let params = use_params_map();
    let login = Load::new(move || params.read().get("id").unwrap_or_default(), load_login);
    view! { <Loaded load=login children=show/> }
}

fn show(login: Login) -> impl IntoView {
    let l = language();
    let title = text::logins::delete_question(l, login.name.clone());
    let body = if login.is_last_approver {
        view! { <LastApprover/> }
    } else {
        view! { <Question login/> }
    };
    view! {
        <Title text=title.clone()/>
        <main class="page" data-width="narrow" id="main" tabindex="-1">
            <section class="card">
                <h1>{title}</h1>
                {body}
            </section>
        </main>
    }
}

#[component]
fn Question(login: Login) -> impl IntoView {
    let l = language();
    let action = Sending::<DeleteLogin>::new();
    let form = FormState::of(action);
    let own = login.is_self.then(|| view! { <p><strong>{text::logins::delete_own(l)}</strong></p> });
    let name = StoredValue::new(login.name);
    let present = present_succession(form, login.succession);
    let successor = reactive(move || {
        let succession = present.get();
        (!succession.dependants.are_none()).then(|| view! { <SuccessorField form name=name.get_value() succession/> })
    });
    view! {
        <ErrorSummary form/>
        <p>{text::logins::delete_sessions(l, login.user_name)}</p>
        <p>{text::logins::delete_orders(l)}</p>
        {own}
        <SendForm action attr:class="form">
            <input type="hidden" name=field_name("id") value=login.id/>
            {successor}
            <div class="button-row">
                <Submit form kind="danger">{text::logins::delete_login(l)}</Submit>
                <a class="button" data-kind="quiet" href="/konto/logins">{text::common::cancel(l)}</a>
            </div>
        </SendForm>
    }
}

/// Why the only approver stays, and what to do first.
#[component]
fn LastApprover() -> impl IntoView {
    let l = language();
    view! {
        <div class="notice" data-tone="waiting">
            <Icon name="shield-check"/>
            <div>
                <strong>{text::errors::last_approver(l)}</strong>
                <p>{text::logins::last_approver_why(l)}</p>
            </div>
        </div>
        <div class="button-row">
            <a class="button" data-kind="primary" href="/konto/logins">{text::logins::to_list(l)}</a>
            <a class="button" data-kind="quiet" href="/konto/logins/neu">{text::logins::create_contact(l)}</a>
        </div>
    }
}
