//! "Account": the way to everything about one's own login.

use super::api::{Account, load_account};
use crate::{
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace},
    text,
    ui::{Icon, Load, Loaded},
};
use leptos_meta::Title;

/// /konto
#[component]
pub fn AccountPage() -> impl IntoView {
    let account = Load::new(|| (), |()| load_account());
    view! { <Loaded load=account children=show/> }
}

fn show(account: Account) -> impl IntoView {
    let l = language();
    let is_approver = account.is_approver();
    view! {
        <Title text=text::account::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::account::title(l)}</h1>
                    <p class="lede">{text::account::overview_lede(l, account.name, account.customer)}</p>
                </div>
            </header>
            <div class="account">
                <div class="account-main">
                    <div class="grid">
                        <Way icon="user" href="/konto/profil" title=text::account::my_profile(l) about=text::account::profile_text(l)/>
                        <Way icon="lock" href="/zweiter-faktor" title=text::account::factor_card(l) about=text::account::factor_text(l)/>
                        {is_approver.then(|| view! { <WaysOfApprovers/> })}
                        <Way icon="file-text" href="/kundendossier" title=text::account::dossier_card(l) about=text::account::dossier_text(l)/>
                    </div>
                </div>
                <AccountMenu here=AccountPlace::Overview is_approver/>
            </div>
        </main>
    }
}

#[component]
fn WaysOfApprovers() -> impl IntoView {
    let l = language();
    view! {
        <Way icon="users" href="/konto/logins" title=text::account::logins_card(l) about=text::account::logins_text(l)/>
        <Way icon="shield-check" href="/freigaben" title=text::account::releases_card(l) about=text::account::releases_text(l)/>
        <Way icon="chart-column" href="/konto/zahlen" title=text::numbers::title(l) about=text::numbers::account_text(l)/>
        <Way icon="mail-warning" href="/konto/mails" title=text::account::mails_card(l) about=text::account::mails_text(l)/>
    }
}

/// A card that leads to a page.
#[component]
fn Way(icon: &'static str, href: &'static str, title: &'static str, about: &'static str) -> impl IntoView {
    view! {
        <section class="card">
            <header class="card-head">
                <h2><a href=href>{title}</a></h2>
                <Icon name=icon/>
            </header>
            <p class="help">{about}</p>
        </section>
    }
}
