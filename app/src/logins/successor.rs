//! Who takes over from an approver.

use super::api::Succession;
use crate::{
    AppError, Refusal,
    form::{FormState, SelectField},
    locale::language,
    text,
    ui::Icon,
};
use leptos::prelude::*;

/// Who has to be taken over: as the page knew it, or as the server says since.
pub fn present_succession(form: FormState, known: Succession) -> Memo<Succession> {
    Memo::new(move |before: Option<&Succession>| match form.error().get() {
        Some(AppError::Refused(Refusal::SuccessorNeeded { contacts, waiting_orders, stands_in_for, superior_of, cost_centres })) => {
            Succession { contacts, waiting_orders, stands_in_for, superior_of, cost_centres, others: known.others.clone() }
        }
        _ => before.unwrap_or(&known).clone(),
    })
}

/// Says who depends on the approver and asks for the successor.
#[component]
pub fn SuccessorField(form: FormState, name: String, succession: Succession) -> impl IntoView {
    let l = language();
    let contacts = (!succession.contacts.is_empty()).then(|| text::logins::dependent_contacts(l, succession.contacts.join(", ")));
    let orders = match succession.waiting_orders {
        0 => None,
        1 => Some(text::logins::one_waiting_order(l).to_owned()),
        count => Some(text::logins::waiting_orders(l, count)),
    };
    let absences = (!succession.stands_in_for.is_empty()).then(|| text::logins::stands_in_for(l, succession.stands_in_for.join(", ")));
    let cost_centres = (!succession.cost_centres.is_empty()).then(|| text::limits::looks_after(l, succession.cost_centres.join(", ")));
    let superior = (!succession.superior_of.is_empty()).then(|| text::hierarchy::superior_of(l, succession.superior_of.join(", ")));
    let line = |line: String| view! { <p>{line}</p> };
    view! {
        <div class="notice" data-tone="waiting">
            <Icon name="users"/>
            <div>
                <strong>{text::logins::others_depend(l, name)}</strong>
                {contacts.map(line)}
                {orders.map(line)}
                {absences.map(line)}
                {cost_centres.map(line)}
                {superior.map(line)}
            </div>
        </div>
        <SelectField
            form
            name="successor"
            label=text::fields::successor(l)
            options=succession.others
            placeholder=text::account::please_choose(l)
            help=text::logins::successor_help(l)
            required=true
        />
    }
}
