//! Second step to a new login: user name and password.

use super::{
    new_api::{CreateLogin, NewAccess, load_new_access},
    person_step::{NewContactHead, Steps},
};
use crate::{
    form::{ErrorSummary, FormState, SendForm, Sending, Submit, TextField},
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace, PasswordChoice},
    text,
    ui::{Load, Loaded},
};
use leptos_meta::Title;

/// /konto/logins/neu/zugang
#[component]
pub fn NewAccessPage() -> impl IntoView {
    let start = Load::new(|| (), |()| load_new_access());
    view! { <Loaded load=start children=show/> }
}

fn show(start: NewAccess) -> impl IntoView {
    let l = language();
    view! {
        <Title text=text::logins::new_contact(l)/>
        <main class="page" id="main" tabindex="-1">
            <NewContactHead/>
            <div class="account">
                <div class="account-main">
                    <Steps is_second=true/>
                    <AccessStep start/>
                </div>
                <AccountMenu here=AccountPlace::Logins is_approver=true/>
            </div>
        </main>
    }
}

#[component]
fn AccessStep(start: NewAccess) -> impl IntoView {
    let l = language();
    let action = Sending::<CreateLogin>::new();
    let form = FormState::of(action);
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::logins::access_of(l, start.name)}</h2></header>
            <ErrorSummary form/>
            <SendForm action attr:class="form">
                <TextField
                    form
                    name="user_name"
                    label=text::fields::user_name(l)
                    value=start.user_name
                    autocomplete="off"
                    max_length=domain::text::EMAIL
                    help=text::logins::user_name_help(l)
                />
                <PasswordChoice form help=text::logins::password_help(l)/>
                <div class="button-row">
                    <Submit form>{text::logins::create_login(l)}</Submit>
                    <a class="button" data-kind="quiet" href="/konto/logins/neu">{text::common::back(l)}</a>
                </div>
            </SendForm>
        </section>
    }
}
