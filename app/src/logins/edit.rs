//! Changing a login.

use super::{
    api::{EditLogin, Login, Succession, load_login},
    contact_fields::{ContactFields, chosen_approval},
    limits::LimitsSection,
    second_factor::SecondFactorSection,
    set_password::PasswordSection,
    successor::{SuccessorField, present_succession},
};
use crate::{
    form::{ErrorSummary, FormState, SendForm, Sending, Submit, field_name},
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace, OwnAddressPassword},
    text,
    ui::{Load, Loaded},
};
use domain::ApprovalKind;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// /konto/logins/{id}
#[component]
pub fn EditPage() -> impl IntoView {
    let params = use_params_map();
    let login = Load::new(move || params.read().get("id").unwrap_or_default(), load_login);
    view! { <Loaded load=login children=show/> }
}

fn show(login: Login) -> impl IntoView {
    let l = language();
    let (id, name, is_self, has_factor) = (login.id.clone(), login.name.clone(), login.is_self, login.has_second_factor);
    let (limits, approval, approvers) = (login.limits.clone(), login.approval, login.succession.others.clone());
    view! {
        <Title text=login.name.clone()/>
        <main class="page" id="main" tabindex="-1">
            <nav class="crumbs" aria-label=text::common::path(l)>
                <ol>
                    <li><a href="/konto/logins">{text::logins::title(l)}</a></li>
                    <li><span aria-current="page">{login.name.clone()}</span></li>
                </ol>
            </nav>
            <header class="page-head">
                <div>
                    <h1>{login.name.clone()}</h1>
                    <p class="lede">{text::logins::user_name_is(l, login.user_name.clone())}</p>
                </div>
                <div class="actions"><WaysOn id=id.clone()/></div>
            </header>
            <div class="account">
                <div class="account-main">
                    <EditSection login/>
                    <LimitsSection limits approval approvers/>
                    <PasswordSection id=id.clone() is_self/>
                    <SecondFactorSection id name is_self has_factor/>
                </div>
                <AccountMenu here=AccountPlace::Logins is_approver=true/>
            </div>
        </main>
    }
}

#[component]
fn WaysOn(id: String) -> impl IntoView {
    let l = language();
    view! {
        <a class="button" data-kind="secondary" href=format!("/konto/logins/{id}/uebergabe")>{text::logins::handout(l)}</a>
        <a class="button" data-kind="quiet" href=format!("/konto/logins/{id}/loeschen")>{text::logins::delete(l)}</a>
    }
}

#[component]
fn EditSection(login: Login) -> impl IntoView {
    let l = language();
    let action = Sending::<EditLogin>::new();
    let form = FormState::of(action);
    let approval = chosen_approval(form, &login.contact.approval);
    let approvers = login.succession.others.clone();
    let own_address = login.is_self.then(|| view! { <OwnAddressPassword form/> });
    let succession = succession_of_demoted(form, approval, login.succession);
    let name = StoredValue::new(login.name);
    let successor = reactive(move || succession.get().map(|succession| view! { <SuccessorField form name=name.get_value() succession/> }));
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::logins::contact_and_approval(l)}</h2></header>
            <ErrorSummary form/>
            <SendForm action attr:class="form">
                <input type="hidden" name=field_name("id") value=login.id/>
                <ContactFields form contact=login.contact approvers approval/>
                {own_address}
                {successor}
                <div class="button-row">
                    <Submit form>{text::common::save(l)}</Submit>
                    <a class="button" data-kind="quiet" href="/konto/logins">{text::common::cancel(l)}</a>
                </div>
            </SendForm>
        </section>
    }
}

/// Who has to be taken over once the Freigabeart chosen is no longer that of an approver.
fn succession_of_demoted(form: FormState, approval: RwSignal<String>, known: Succession) -> Memo<Option<Succession>> {
    let present = present_succession(form, known);
    Memo::new(move |_| {
        let is_demoted = approval.read().parse() != Ok(ApprovalKind::Approver);
        let succession = present.get();
        (is_demoted && !succession.dependants.are_none() && !succession.others.is_empty()).then_some(succession)
    })
}
