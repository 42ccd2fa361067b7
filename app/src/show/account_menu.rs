//! The menu on the right-hand side of the account's pages.

use crate::{locale::language, prelude::*, text, ui::Icon};

/// A page of the account, as the menu names it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AccountPlace {
    /// /konto
    Overview,
    /// /konto/profil
    Profile,
    /// /zweiter-faktor
    SecondFactor,
    /// /konto/logins and below
    Logins,
    /// /konto/freigaberegeln
    Rules,
    /// /konto/zahlen
    Numbers,
    /// /konto/mails
    Mails,
}

/// The menu; approvers also find the contact administration in it.
#[component]
pub fn AccountMenu(here: AccountPlace, is_approver: bool) -> impl IntoView {
    let l = language();
    let link = move |place, href: &'static str, icon, label: &'static str| {
        let current = (here == place).then_some("page");
        view! { <li><a href=href aria-current=current><Icon name=icon/>{label}</a></li> }
    };
    view! {
        <nav class="menu" aria-label=text::account::menu(l)>
            <h2>{text::account::menu(l)}</h2>
            <ul>
                {link(AccountPlace::Overview, "/konto", "settings", text::account::title(l))}
                {link(AccountPlace::Profile, "/konto/profil", "user", text::account::my_profile(l))}
                {link(AccountPlace::SecondFactor, "/zweiter-faktor", "lock", text::account::factor_card(l))}
                {is_approver.then(|| link(AccountPlace::Logins, "/konto/logins", "users", text::account::login_administration(l)))}
                {is_approver.then(|| link(AccountPlace::Rules, "/konto/freigaberegeln", "shield-check", text::rules::title(l)))}
                {is_approver.then(|| link(AccountPlace::Numbers, "/konto/zahlen", "chart-column", text::numbers::title(l)))}
                {is_approver.then(|| link(AccountPlace::Mails, "/konto/mails", "mail-warning", text::mails::title(l)))}
            </ul>
        </nav>
    }
}
