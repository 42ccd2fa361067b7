//! Reminding whoever is to decide: "Nachfragen".

use super::api::AskAfterOrder;
use crate::{
    form::{FormState, SendForm, Sending, Submit, field_name},
    locale::language,
    prelude::*,
    show::{OrderData, Reminder},
    text,
    time::{MomentLine, When},
};
use domain::OrderId;

/// The action of a page with what came back from it.
#[derive(Clone, Copy)]
pub struct Asking {
    action: Sending<AskAfterOrder>,
    /// The state of its form.
    pub form: FormState,
}

impl Asking {
    /// The action of this page.
    pub fn here() -> Self {
        let action = Sending::<AskAfterOrder>::new();
        Self { action, form: FormState::of(action) }
    }

    /// The order after somebody was reminded.
    pub fn answer(self) -> Option<OrderData> {
        self.action.value().get().and_then(Result::ok)
    }
}

/// When it was asked after last, and the button or from when on there is one.
#[component]
pub fn AskAfter(asking: Asking, order: OrderData) -> impl IntoView {
    let OrderData { id, holder, reminder, .. } = order;
    let name = holder.map(|holder| holder.name);
    reminder.zip(name).map(|(Reminder { last, possible_from }, name)| {
        let is_said = last.is_some() || possible_from.is_some();
        let seen = last.as_ref().map(|last| last.iso.clone()).unwrap_or_default();
        view! {
            <div class="notice-action" data-print="no">
                {is_said.then(|| view! { <p role="status"><Asked last possible_from=possible_from.clone()/></p> })}
                {possible_from.is_none().then(|| view! { <AskButton asking id seen name/> })}
            </div>
        }
    })
}

#[component]
fn Asked(last: Option<When>, possible_from: Option<When>) -> impl IntoView {
    let l = language();
    let is_first = last.is_none();
    let from = possible_from
        .map(|from| if is_first { text::dossier::ask_from(l, from.absolute) } else { text::dossier::ask_again_from(l, from.absolute) });
    view! {
        {last.map(|last| view! { {text::dossier::asked_last(l)} " " <MomentLine when=last/> ". " })}
        {from}
    }
}

/// Says when it was asked after last as far as the page knows, so that two clicks remind once.
#[component]
fn AskButton(asking: Asking, id: OrderId, seen: String, name: String) -> impl IntoView {
    let l = language();
    view! {
        <SendForm action=asking.action>
            <input type="hidden" name=field_name("id") value=id.to_string()/>
            <input type="hidden" name=field_name("seen") value=seen/>
            <Submit form=asking.form kind="secondary" size="small">{text::dossier::ask_after(l)}</Submit>
            <span class="sub">{text::dossier::ask_after_help(l, name)}</span>
        </SendForm>
    }
}
