//! "Neuer Kunde": a customer with its first approver, the "spezielles Login".

use super::api::{CreateCustomer, load_new_customer};
use crate::{
    form::{ErrorSummary, FormState, SelectField, SendForm, Sending, Submit, TextField},
    locale::language,
    prelude::*,
    show::{PasswordChoice, PersonFields, PersonForm, language_options},
    text,
    ui::{Load, Loaded},
};
use domain::Language;
use leptos_meta::Title;

/// The form. It outlives the check of who asks.
#[derive(Clone, Copy)]
struct Creating {
    action: Sending<CreateCustomer>,
    form: FormState,
}

/// /lieferant/kunden/neu
#[component]
pub fn NewCustomerPage() -> impl IntoView {
    let action = Sending::<CreateCustomer>::new();
    provide_context(Creating { action, form: FormState::of(action) });
    let permission = Load::new(|| (), |()| load_new_customer());
    view! { <Loaded load=permission children=show/> }
}

fn show((): ()) -> impl IntoView {
    let l = language();
    let Creating { action, form } = expect_context::<Creating>();
    view! {
        <Title text=text::customers::new(l)/>
        <main class="page" data-width="narrow" id="main" tabindex="-1">
            <nav class="crumbs" aria-label=text::common::path(l)>
                <ol>
                    <li><a href="/lieferant/kunden">{text::customers::title(l)}</a></li>
                    <li><span aria-current="page">{text::customers::new(l)}</span></li>
                </ol>
            </nav>
            <header class="page-head">
                <div>
                    <h1>{text::customers::new(l)}</h1>
                    <p class="lede">{text::customers::new_lede(l)}</p>
                </div>
            </header>
            <ErrorSummary form/>
            <SendForm action attr:class="form">
                <CompanyFields form/>
                <h2 class="section-title">{text::customers::person_title(l)}</h2>
                <PersonFields form person=PersonForm::default()/>
                <LoginFields form/>
                <div class="button-row">
                    <Submit form>{text::customers::create(l)}</Submit>
                    <a class="button" data-kind="quiet" href="/lieferant/kunden">{text::common::cancel(l)}</a>
                </div>
            </SendForm>
        </main>
    }
}

#[component]
fn CompanyFields(form: FormState) -> impl IntoView {
    let l = language();
    view! {
        <h2 class="section-title">{text::customers::company_title(l)}</h2>
        <TextField form name="company" label=text::fields::company(l) autocomplete="off"/>
        <TextField form name="street" label=text::fields::street(l) autocomplete="off"/>
        <div class="field-pair" data-ratio="zip">
            <TextField form name="postcode" label=text::fields::postcode(l) autocomplete="off" inputmode="numeric"/>
            <TextField form name="town" label=text::fields::town(l) autocomplete="off"/>
        </div>
    }
}

#[component]
fn LoginFields(form: FormState) -> impl IntoView {
    let l = language();
    view! {
        <SelectField
            form
            name="language"
            label=text::fields::language(l)
            value=Language::German.word()
            options=language_options()
            width="medium"
            required=true
        />
        <h2 class="section-title">{text::customers::login_title(l)}</h2>
        <TextField
            form
            name="user_name"
            label=text::fields::user_name(l)
            help=text::customers::user_name_help(l)
            autocomplete="off"
            max_length=domain::text::EMAIL
            optional=true
        />
        <PasswordChoice form help=text::customers::password_help(l, domain::password::MIN)/>
    }
}
