//! Rejecting a line: the reason by a list, and in words.

use super::{
    api::Decide,
    decision::{Keys, came_back, is_on_its_way},
    desk::Desk,
    typed::{OF_REJECTION, keep, keep_ticked, typed},
};
use crate::{
    form::{FormState, SendForm, Sending},
    locale::language,
    prelude::*,
    show::{CauseField, Line, ReasonField, words},
    text,
    ui::Icon,
};
use domain::{OrderId, Replacement, Verdict};
use leptos::html;

/// The form that rejects a line; it opens in place, with and without JavaScript.
#[component]
pub fn Rejection(
    id: OrderId,
    line: Line,
    demands_reason: bool,
    /// What can be proposed instead.
    proposable: Option<Replacement>,
    decide: Sending<Decide>,
    form: FormState,
) -> impl IntoView {
    let l = language();
    let position = line.position;
    let is_begun = came_back(form, position, Verdict::Rejected) || OF_REJECTION.iter().any(|name| typed(position, name).is_some());
    let desk = Desk::here();
    let is_asked = desk.is_some_and(|desk| desk.rejected == Some(position));
    let label = reactive(move || {
        let words = match desk.and_then(Desk::if_rejected) {
            None => text::release::reject_line(l),
            Some(false) => text::release::reject_last(l),
            Some(true) => text::release::reject_all(l),
        };
        words.to_owned()
    });
    view! {
        <details class="decision-reject" open=is_begun || is_asked>
            <summary class="button" data-kind="quiet"><Icon name="x"/>{text::release::reject(l)}</summary>
            <SendForm action=decide>
                <div class="form">
                    <Keys id position seal=line.seal verdict=Verdict::Rejected/>
                    <Cause position demands_reason is_asked form/>
                    <Reason position form/>
                    {proposable.map(|other| view! { <Proposal position other form/> })}
                    <div class="button-row">
                        <button
                            class="button"
                            data-kind="danger"
                            aria-busy=move || is_on_its_way(decide, form, (position, Verdict::Rejected, None))
                        >
                            {label}
                        </button>
                    </div>
                </div>
            </SendForm>
        </details>
    }
}

/// The list, which has the focus at once where the rejection is asked for.
#[component]
fn Cause(position: u32, demands_reason: bool, is_asked: bool, form: FormState) -> impl IntoView {
    let list = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        if let Some(list) = list.get().filter(|_| is_asked) {
            // A list that is shown can have the focus.
            let _ = list.focus();
        }
    });
    view! {
        <CauseField
            form
            id=format!("cause-{position}")
            name="form[decisions][0][cause]"
            chosen=begun(form, position, "cause")
            is_demanded=demands_reason
            list
            on_change=Callback::new(keep(position, "cause"))
        />
    }
}

#[component]
fn Reason(position: u32, form: FormState) -> impl IntoView {
    view! {
        <ReasonField
            form
            id=format!("reason-{position}")
            name="form[decisions][0][reason]"
            written=begun(form, position, "reason")
            on_input=Callback::new(keep(position, "reason"))
        />
    }
}

/// Proposing an article instead, at the price that stands beside it. Nothing is proposed unless somebody wants it.
#[component]
fn Proposal(position: u32, other: Replacement, form: FormState) -> impl IntoView {
    let l = language();
    let article = other.article_id.to_string();
    let is_ticked = begun(form, position, "alternative") == article;
    let keeps = keep_ticked(position, "alternative", article.clone());
    view! {
        <label class="checkbox">
            <input type="checkbox" name="form[decisions][0][alternative]" value=article checked=is_ticked on:change=keeps/>
            <span>{text::release::propose(l, words::proposal(l, &other))}</span>
        </label>
        // Bound to what was on the screen: at another price nothing is decided.
        <input type="hidden" name="form[decisions][0][price]" value=other.price.0.to_string()/>
    }
}

/// What was typed into a field of the rejection of this line: before the page was loaded anew, or in the form that came back.
fn begun(form: FormState, position: u32, name: &'static str) -> String {
    let came_back = || came_back(form, position, Verdict::Rejected).then(|| form.initial(&format!("form[decisions][0][{name}]"), ""));
    typed(position, name).or_else(came_back).unwrap_or_default()
}
