//! "Login Verwaltung": all logins of the customer.

use super::api::{LoginRow, load_logins};
use crate::{
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace, words},
    text,
    ui::{Done, Icon, Load, Loaded},
};
use domain::Language;
use leptos_meta::Title;

/// /konto/logins
#[component]
pub fn LoginsPage() -> impl IntoView {
    let logins = Load::new(|| (), |()| load_logins());
    view! { <Loaded load=logins children=show/> }
}

fn show(rows: Vec<LoginRow>) -> impl IntoView {
    let l = language();
    view! {
        <Title text=text::logins::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::logins::title(l)}</h1>
                    <p class="lede">{text::logins::lede(l)}</p>
                </div>
                <div class="actions">
                    <a class="button" data-kind="primary" href="/konto/logins/neu"><Icon name="plus"/>{text::logins::create_contact(l)}</a>
                </div>
            </header>
            <div class="account">
                <div class="account-main">
                    <Done texts=done(l)/>
                    <div class="card" data-flush>
                        <LoginTable rows/>
                    </div>
                </div>
                <AccountMenu here=AccountPlace::Logins is_approver=true/>
            </div>
        </main>
    }
}

/// What each word in the address says was done.
fn done(l: Language) -> Vec<(&'static str, &'static str)> {
    vec![
        ("geaendert", text::logins::changed(l)),
        ("limiten", text::limits::saved(l)),
        ("passwort", text::logins::password_set(l)),
        ("zweiter-faktor", text::logins::factor_removed(l)),
        ("geloescht", text::logins::deleted(l)),
    ]
}

#[component]
fn LoginTable(rows: Vec<LoginRow>) -> impl IntoView {
    let l = language();
    view! {
        <table class="list">
            <caption class="visually-hidden">{text::logins::title(l)}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::logins::column_name(l)}</th>
                    <th scope="col">{text::fields::user_name(l)}</th>
                    <th scope="col">{text::fields::approval(l)}</th>
                    <th scope="col"><span class="visually-hidden">{text::logins::column_actions(l)}</span></th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(row: LoginRow) -> impl IntoView {
    let l = language();
    let edit = format!("/konto/logins/{}", row.id);
    let delete = format!("{edit}/loeschen");
    let of = |name: &str| view! { <span class="visually-hidden">{format!(": {name}")}</span> };
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=edit.clone()>{row.name.clone()}</a>
                {row.is_self.then(|| view! { " " <span class="tag">{text::logins::you(l)}</span> })}
                {row.has_second_factor.then(|| view! { " " <span class="tag">{text::second_factor::tag(l)}</span> })}
                {row.job_title.map(|title| view! { <span class="sub">{title}</span> })}
            </th>
            <td data-label=text::fields::user_name(l)>{row.user_name}</td>
            <td data-label=text::fields::approval(l)>
                {words::approval(l, row.approval)}
                {row.approver.map(|name| view! { <span class="sub">{text::logins::released_by(l, name)}</span> })}
            </td>
            <td class="row-actions">
                <a class="button" data-kind="quiet" data-size="small" href=edit><Icon name="pencil"/>{text::logins::edit(l)}{of(&row.name)}</a>
                <a class="button" data-kind="quiet" data-size="small" href=delete><Icon name="trash-2"/>{text::logins::delete(l)}{of(&row.name)}</a>
            </td>
        </tr>
    }
}
