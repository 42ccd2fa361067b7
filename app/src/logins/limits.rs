//! What a contact may order without a release, beside what the Freigabeart says.

use super::{
    api::Choices,
    limits_api::{LimitsForm, SetLimits},
};
use crate::{
    form::{ErrorSummary, FormState, SelectField, SendForm, Sending, Submit, TextField, field_name},
    locale::language,
    prelude::*,
    text,
};
use domain::ApprovalKind;

/// The limits of a contact, and who releases what goes beyond them where nobody is in charge otherwise; nothing where there are none to
/// be set.
#[component]
pub fn LimitsSection(limits: Option<LimitsForm>, approval: ApprovalKind, approvers: Choices) -> impl IntoView {
    let l = language();
    let Some(limits) = limits else {
        // Whoever had the form open while limits were switched off reads why it is gone.
        let form = FormState::native::<SetLimits>();
        return view! { <ErrorSummary form/> };
    };
    let content = match approval {
        ApprovalKind::Approver => view! { <p class="help">{text::limits::section_approver(l)}</p> },
        kind => view! { <Fields limits approvers=(!kind.is_reviewed()).then_some(approvers)/> },
    };
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::limits::section(l)}</h2></header>
            {content}
        </section>
    }
}

#[component]
fn Fields(limits: LimitsForm, approvers: Option<Choices>) -> impl IntoView {
    let l = language();
    let action = Sending::<SetLimits>::new();
    let form = FormState::of(action);
    let chosen = limits.over_limit_approver.clone();
    let approver = approvers.map(|approvers| {
        view! {
            <SelectField
                form
                name="over_limit_approver"
                label=text::limits::approver(l)
                value=chosen
                options=approvers
                placeholder=text::account::please_choose(l)
                help=text::limits::approver_help(l)
            />
        }
    });
    view! {
        <p>{text::limits::section_text(l)}</p>
        <ErrorSummary form/>
        <SendForm action attr:class="form">
            <input type="hidden" name=field_name("id") value=limits.id/>
            <Amount form name="per_order" label=text::fields::per_order(l) value=limits.per_order help=text::limits::per_order_help(l)/>
            <Amount form name="per_month" label=text::fields::per_month(l) value=limits.per_month help=text::limits::per_month_help(l)/>
            {approver}
            <div class="button-row"><Submit form kind="secondary">{text::limits::save(l)}</Submit></div>
        </SendForm>
    }
}

/// An amount in francs that may be left empty.
#[component]
fn Amount(form: FormState, name: &'static str, label: &'static str, value: String, help: &'static str) -> impl IntoView {
    view! { <TextField form name label value help autocomplete="off" inputmode="decimal" width="medium" optional=true/> }
}
