//! A person, as typed into a form.

use crate::{
    form::{FormState, PasswordField, SelectField, TextField},
    locale::language,
    prelude::*,
    show::words,
    text,
};
use domain::{Language, Salutation};
use serde::{Deserialize, Serialize};

/// What is typed about a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// Anrede.
    pub salutation: String,
    /// Vorname.
    pub first_name: String,
    /// Nachname.
    pub last_name: String,
    /// E-Mail.
    pub email: String,
    /// Telefon.
    pub phone: String,
    /// Funktion.
    pub job_title: String,
}

/// The fields of a person. A browser may fill them in only where they are the user's own.
#[component]
pub fn PersonFields(form: FormState, person: PersonForm, #[prop(optional)] is_own: bool) -> impl IntoView {
    let l = language();
    let filled_with = |what: &'static str| if is_own { what } else { "off" };
    let salutations = Salutation::ALL.iter().map(|one| (one.word().to_owned(), words::salutation(l, *one).to_owned())).collect();
    view! {
        <SelectField
            form
            name="salutation"
            label=text::fields::salutation(l)
            value=person.salutation
            options=salutations
            placeholder=text::account::please_choose(l)
            width="medium"
            required=true
        />
        <div class="field-pair">
            <TextField form name="first_name" label=text::fields::first_name(l) value=person.first_name autocomplete=filled_with("given-name")/>
            <TextField form name="last_name" label=text::fields::last_name(l) value=person.last_name autocomplete=filled_with("family-name")/>
        </div>
        <TextField
            form
            name="email"
            label=text::fields::email(l)
            value=person.email
            kind="email"
            autocomplete=filled_with("email")
            max_length=domain::text::EMAIL
            help=text::account::email_help(l)
        />
        <div class="field-pair">
            <TextField
                form
                name="phone"
                label=text::fields::phone(l)
                value=person.phone
                kind="tel"
                autocomplete=filled_with("tel")
                optional=true
            />
            <TextField
                form
                name="job_title"
                label=text::fields::job_title(l)
                value=person.job_title
                autocomplete=filled_with("organization-title")
                optional=true
            />
        </div>
    }
}

/// The present password, without which nobody has their own mails sent elsewhere.
#[component]
pub fn OwnAddressPassword(form: FormState) -> impl IntoView {
    let l = language();
    view! {
        <PasswordField
            form
            name="email_password"
            label=text::fields::email_password(l)
            autocomplete="current-password"
            help=text::account::email_password_help(l)
            is_required=false
        />
    }
}

/// The languages, as choices of a drop-down.
pub fn language_options() -> Vec<(String, String)> {
    Language::ALL.iter().map(|one| (one.word().to_owned(), words::language_name(*one).to_owned())).collect()
}
