//! Taking a decision back until the last one hands the order over.

use super::api::TakeBack;
use crate::{
    form::{FormState, SendForm, Sending, field_name},
    locale::language,
    prelude::*,
    show::{Decision, Line},
    text,
    ui::Icon,
};
use domain::OrderId;

/// The action of a page with what came back from it.
#[derive(Clone, Copy)]
pub struct TakingBack {
    /// The action.
    pub action: Sending<TakeBack>,
    /// The state of all its forms.
    pub form: FormState,
}

impl TakingBack {
    /// The action of this page, for its cards.
    pub fn provide() -> Self {
        let action = Sending::<TakeBack>::new();
        let taking = Self { action, form: FormState::of(action) };
        provide_context(taking);
        taking
    }
}

/// The button below a decision of the reader's own. It names the decision by its instant, so that it never takes back another one.
#[component]
pub fn TakeBackButton(id: OrderId, line: Line, decision: Decision) -> impl IntoView {
    let l = language();
    use_context::<TakingBack>().map(|TakingBack { action, form }| {
        let position = line.position;
        let is_sent = move || action.sent().with(|sent| sent.as_ref().is_some_and(|sent| sent.says("position", &position.to_string())));
        view! {
            <div class="decision-back" data-print="no">
                <SendForm action>
                    <input type="hidden" name=field_name("id") value=id.to_string()/>
                    <input type="hidden" name=field_name("position") value=position.to_string()/>
                    <input type="hidden" name=field_name("decided_at") value=decision.at.iso/>
                    <button
                        class="button"
                        data-kind="quiet"
                        data-size="small"
                        aria-busy=move || (form.pending().get() && is_sent()).then_some("true")
                    >
                        <Icon name="undo-2"/>
                        {text::release::take_back(l)}
                        <span class="visually-hidden">": " {line.name}</span>
                    </button>
                </SendForm>
            </div>
        }
    })
}
