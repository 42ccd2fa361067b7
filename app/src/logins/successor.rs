//! Who takes over from an approver.

use super::api::Succession;
use crate::{
    AppError,
    form::{FormState, SelectField},
    locale::language,
    prelude::*,
    text,
    ui::Icon,
};

/// Who has to be taken over: as the page knew it, or as the server says since.
pub fn present_succession(form: FormState, known: Succession) -> Memo<Succession> {
    let now = move || match form.error().get() {
        Some(AppError::Refused(refused)) => refused.now(),
        _ => None,
    };
    Memo::new(move |before: Option<&Succession>| match now() {
        // Who could take over is known already.
        Some(dependants) => Succession { dependants, others: known.others.clone() },
        None => before.unwrap_or(&known).clone(),
    })
}

/// Says who depends on the approver and asks for the successor.
#[component]
pub fn SuccessorField(form: FormState, name: String, succession: Succession) -> impl IntoView {
    let l = language();
    let Succession { dependants, others } = succession;
    let contacts = (!dependants.contacts.is_empty()).then(|| text::logins::dependent_contacts(l, dependants.contacts.join(", ")));
    let orders = match dependants.waiting_orders {
        0 => None,
        1 => Some(text::logins::one_waiting_order(l).to_owned()),
        count => Some(text::logins::waiting_orders(l, count)),
    };
    let absences = (!dependants.stands_in_for.is_empty()).then(|| text::logins::stands_in_for(l, dependants.stands_in_for.join(", ")));
    let cost_centres = (!dependants.cost_centres.is_empty()).then(|| text::limits::looks_after(l, dependants.cost_centres.join(", ")));
    let superior = (!dependants.superior_of.is_empty()).then(|| text::hierarchy::superior_of(l, dependants.superior_of.join(", ")));
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
            options=others
            placeholder=text::account::please_choose(l)
            help=text::logins::successor_help(l)
            required=true
        />
    }
}
