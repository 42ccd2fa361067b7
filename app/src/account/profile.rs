//! "Mein Profil": own data, language, password and sessions.

use super::{
    api::{Account, Profile, SaveProfile, load_profile},
    password::PasswordSection,
    sessions::SessionsSection,
};
use crate::{
    form::{ErrorSummary, FormState, SelectField, SendForm, Sending, Submit},
    locale::language,
    me::MenuNumbers,
    prelude::*,
    show::{AccountMenu, AccountPlace, OwnAddressPassword, PersonFields, PersonForm, language_options, words},
    text,
    ui::{Done, Load, Loaded},
};
use domain::Language;
use leptos_meta::Title;

/// /konto/profil
#[component]
pub fn ProfilePage() -> impl IntoView {
    let profile = Load::new(|| (), |()| load_profile());
    view! { <Loaded load=profile children=show/> }
}

fn show(profile: Profile) -> impl IntoView {
    let l = language();
    let is_approver = profile.account.is_approver();
    view! {
        <Title text=text::account::my_profile(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::account::my_profile(l)}</h1>
                    <p class="lede">{text::account::profile_lede(l, profile.account.customer.clone())}</p>
                </div>
            </header>
            <div class="account">
                <div class="account-main">
                    <Done texts=done(l)/>
                    <OwnData person=profile.person/>
                    <OwnLogin account=profile.account/>
                    <OwnLanguage chosen=profile.language/>
                    <PasswordSection/>
                    <SessionsSection sessions=profile.sessions/>
                </div>
                <AccountMenu here=AccountPlace::Profile is_approver/>
            </div>
        </main>
    }
}

/// What each word in the address says was done.
fn done(l: Language) -> Vec<(&'static str, &'static str)> {
    vec![
        ("gespeichert", text::account::data_saved(l)),
        ("passwort", text::account::password_changed(l)),
        ("freigeber", text::account::no_longer_approver(l)),
    ]
}

#[component]
fn OwnData(person: PersonForm) -> impl IntoView {
    let l = language();
    let action = Sending::<SaveProfile>::new();
    let form = FormState::of(action);
    // The name stands in the menu.
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            MenuNumbers::refresh();
        }
    });
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::account::own_data(l)}</h2></header>
            <ErrorSummary form/>
            <SendForm action attr:class="form">
                <PersonFields form person is_own=true/>
                <OwnAddressPassword form/>
                <div class="button-row"><Submit form>{text::common::save(l)}</Submit></div>
            </SendForm>
        </section>
    }
}

/// What only an approver can change.
#[component]
fn OwnLogin(account: Account) -> impl IntoView {
    let l = language();
    let approver = account.approver.unwrap_or_else(|| text::account::no_approver(l).into());
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::account::login_data(l)}</h2></header>
            <dl class="facts" data-stacked>
                <div><dt>{text::fields::user_name(l)}</dt><dd>{account.user_name}</dd></div>
                <div><dt>{text::account::customer(l)}</dt><dd>{account.customer}</dd></div>
                <div><dt>{text::fields::approval(l)}</dt><dd>{words::approval(l, account.approval)}</dd></div>
                <div><dt>{text::order::approver(l)}</dt><dd>{approver}</dd></div>
            </dl>
        </section>
    }
}

/// Switching the language loads the page anew, therefore a native form.
#[component]
fn OwnLanguage(chosen: Language) -> impl IntoView {
    let l = language();
    let form = FormState::native_at("/api/set_language");
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::fields::language(l)}</h2></header>
            <form class="form" method="post" action="/api/set_language">
                <SelectField
                    form
                    name="language"
                    label=text::fields::language(l)
                    value=chosen.word()
                    options=language_options()
                    help=text::account::language_help(l)
                    width="medium"
                    required=true
                />
                <div class="button-row"><Submit form kind="secondary">{text::account::change_language(l)}</Submit></div>
            </form>
        </section>
    }
}
