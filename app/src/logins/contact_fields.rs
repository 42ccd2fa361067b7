//! The fields of a contact: the person, the language, and how their orders are controlled.

use super::api::{Choices, ContactForm};
use crate::{
    form::{FieldError, FormState, SelectField, field_name},
    locale::language,
    prelude::*,
    show::{PersonFields, language_options, words},
    text,
    ui::is_hydrated,
};
use domain::ApprovalKind;
use leptos::{wasm_bindgen::JsCast, web_sys::HtmlInputElement};

/// All fields of a contact; the last point is "Bestellfreigeber für diesen Benutzer".
#[component]
pub fn ContactFields(
    form: FormState,
    contact: ContactForm,
    approvers: Choices,
    /// The word of the Freigabeart that is chosen at the moment.
    approval: RwSignal<String>,
) -> impl IntoView {
    let l = language();
    view! {
        <PersonFields form person=contact.person/>
        <SelectField
            form
            name="language"
            label=text::fields::language(l)
            value=contact.language
            options=language_options()
            help=text::logins::language_help(l)
            width="medium"
            required=true
        />
        <ApprovalChoices form approval/>
        <ApproverField form approval chosen=contact.approver approvers/>
    }
}

/// What is chosen as Freigabeart at the moment; at first what was posted before, else `default`.
pub fn chosen_approval(form: FormState, default: &str) -> RwSignal<String> {
    let approval = RwSignal::new(form.initial("approval", default));
    // The choice may have been made before the page came alive.
    Effect::new(move |_| {
        if let Some(word) = checked_radio() {
            approval.set(word);
        }
    });
    approval
}

fn checked_radio() -> Option<String> {
    let selector = format!("input[name='{}']:checked", field_name("approval"));
    let radio = document().query_selector(&selector).ok().flatten()?;
    radio.dyn_into::<HtmlInputElement>().ok().map(|radio| radio.value())
}

/// Freigabeart as cards, each with a sentence of help.
#[component]
fn ApprovalChoices(form: FormState, approval: RwSignal<String>) -> impl IntoView {
    let l = language();
    let problem = form.problem("approval");
    let first = approval.get_untracked();
    let card = move |(position, kind): (usize, &ApprovalKind)| {
        let word = kind.word();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    // The summary of errors links to the first card.
                    id=(position == 0).then_some("approval")
                    name=field_name("approval")
                    value=word
                    checked=word == first
                    required
                    on:change=move |_| approval.set(word.into())
                />
                <span class="choice-text">
                    <strong>{words::approval(l, *kind)}</strong>
                    <span>{words::approval_help(l, *kind)}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="choices" aria-describedby="approval-error" data-invalid=move || problem.with(Option::is_some)>
            <legend>{text::fields::approval(l)}</legend>
            <FieldError form name="approval"/>
            {ApprovalKind::ALL.iter().enumerate().map(card).collect_view()}
        </fieldset>
    }
}

/// The customer's approvers; needed exactly for the kinds that are reviewed.
#[component]
fn ApproverField(form: FormState, approval: RwSignal<String>, chosen: String, approvers: Choices) -> impl IntoView {
    let l = language();
    let is_hydrated = is_hydrated();
    let is_reviewed = move || approval.read().parse::<ApprovalKind>().is_ok_and(ApprovalKind::is_reviewed);
    let required = Signal::derive(move || is_hydrated.get() && is_reviewed());
    let disabled = Signal::derive(move || is_hydrated.get() && !is_reviewed());
    view! {
        <SelectField
            form
            name="approver"
            label=text::fields::approver(l)
            value=chosen
            options=approvers
            placeholder=text::account::please_choose(l)
            help=text::logins::approver_help(l)
            required
            disabled
        />
    }
}
