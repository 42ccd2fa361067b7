//! First step to a new login: the person, and how their orders are controlled.

use super::{
    contact_fields::{ContactFields, chosen_approval},
    new_api::{NewPerson, SaveNewPerson, load_new_person},
};
use crate::{
    form::{ErrorSummary, FormState, SendForm, Sending, Submit},
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace},
    text,
    ui::{Load, Loaded, Notice},
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// /konto/logins/neu
#[component]
pub fn NewPersonPage() -> impl IntoView {
    let start = Load::new(|| (), |()| load_new_person());
    view! { <Loaded load=start children=show/> }
}

fn show(start: NewPerson) -> impl IntoView {
    let l = language();
    view! {
        <Title text=text::logins::new_contact(l)/>
        <main class="page" id="main" tabindex="-1">
            <NewContactHead/>
            <div class="account">
                <div class="account-main">
                    <Steps is_second=false/>
                    <SentBack/>
                    <PersonStep start/>
                </div>
                <AccountMenu here=AccountPlace::Logins is_approver=true/>
            </div>
        </main>
    }
}

#[component]
fn PersonStep(start: NewPerson) -> impl IntoView {
    let l = language();
    let action = Sending::<SaveNewPerson>::new();
    let form = FormState::of(action);
    let approval = chosen_approval(form, &start.contact.approval);
    view! {
        <section class="card">
            <ErrorSummary form/>
            <SendForm action attr:class="form">
                <ContactFields form contact=start.contact approvers=start.approvers approval/>
                <div class="button-row">
                    <Submit form>{text::logins::next(l)}</Submit>
                    <a class="button" data-kind="quiet" href="/konto/logins">{text::common::cancel(l)}</a>
                </div>
            </SendForm>
        </section>
    }
}

/// Why the second step led back to the first.
#[component]
fn SentBack() -> impl IntoView {
    let l = language();
    let query = use_query_map();
    let text = move || match query.read().get("meldung").as_deref() {
        Some("erster-schritt") => Some(text::errors::first_step_missing(l)),
        Some("freigeber") => Some(text::logins::approver_gone(l)),
        _ => None,
    };
    reactive(move || text().map(|text| view! { <Notice tone="waiting" text/> }))
}

/// The head that both steps share.
#[component]
pub fn NewContactHead() -> impl IntoView {
    let l = language();
    view! {
        <nav class="crumbs" aria-label=text::common::path(l)>
            <ol>
                <li><a href="/konto/logins">{text::logins::title(l)}</a></li>
                <li><span aria-current="page">{text::logins::new_contact(l)}</span></li>
            </ol>
        </nav>
        <header class="page-head"><div><h1>{text::logins::new_contact(l)}</h1></div></header>
    }
}

/// The two steps, and which of them this is.
#[component]
pub fn Steps(is_second: bool) -> impl IntoView {
    let l = language();
    let first = if is_second {
        view! { <li data-state="done"><a href="/konto/logins/neu">{text::logins::step_person(l)}</a></li> }
    } else {
        view! { <li data-state="current" aria-current="step">{text::logins::step_person(l)}</li> }
    };
    let state = if is_second { "current" } else { "todo" };
    view! {
        <ol class="steps" aria-label=text::logins::steps(l)>
            {first}
            <li data-state=state aria-current=is_second.then_some("step")>{text::logins::step_access(l)}</li>
        </ol>
    }
}
