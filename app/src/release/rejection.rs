//! Rejecting a line: the reason by a list, and in words.

use super::{
    api::Decide,
    decision::{Keys, Wrong, came_back, is_on_its_way},
    desk::Desk,
    typed::{keep, typed},
};
use crate::{
    form::{FormState, SendForm, Sending},
    locale::language,
    show::{Line, words},
    text,
    ui::{Icon, escaped},
};
use domain::{OrderId, RejectionCause, Verdict};
use leptos::{html, prelude::*};

/// The form that rejects a line; it opens in place, with and without JavaScript.
#[component]
pub fn Rejection(id: OrderId, line: Line, demands_reason: bool, decide: Sending<Decide>, form: FormState) -> impl IntoView {
    let l = language();
    let position = line.position;
    let is_begun = came_back(form, position, Verdict::Rejected) || ["reason", "cause"].iter().any(|name| typed(position, name).is_some());
    let desk = Desk::here();
    let is_asked = desk.is_some_and(|desk| desk.rejected == Some(position));
    let label = move || match desk.and_then(Desk::if_rejected) {
        None => text::release::reject_line(l),
        Some(false) => text::release::reject_last(l),
        Some(true) => text::release::reject_all(l),
    };
    view! {
        <details class="decision-reject" open=is_begun || is_asked>
            <summary class="button" data-kind="quiet"><Icon name="x"/>{text::release::reject(l)}</summary>
            <SendForm action=decide>
                <div class="form">
                    <Keys id position seal=line.seal verdict=Verdict::Rejected/>
                    <Cause position demands_reason is_asked form/>
                    <Reason position form/>
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

/// Why, by the list. Nothing is chosen at first: a reason that nobody has thought of would be none.
#[component]
fn Cause(position: u32, demands_reason: bool, is_asked: bool, form: FormState) -> impl IntoView {
    let l = language();
    let list = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        if let Some(list) = list.get().filter(|_| is_asked) {
            // A list that is shown can have the focus.
            let _ = list.focus();
        }
    });
    let field = format!("cause-{position}");
    let problem = form.problem(field.clone());
    let chosen = begun(form, position, "cause");
    let option = move |cause: &RejectionCause| {
        let word = cause.word();
        view! { <option value=word selected=word == chosen>{words::cause(l, *cause)}</option> }
    };
    view! {
        <div class="field" data-invalid=move || problem.with(Option::is_some)>
            <label for=field.clone()>
                {text::fields::cause(l)}
                {(!demands_reason).then(|| view! { " " <span class="optional">{text::common::optional(l)}</span> })}
            </label>
            <select
                node_ref=list
                id=field.clone()
                name="form[decisions][0][cause]"
                aria-required=demands_reason.then_some("true")
                on:change=keep(position, "cause")
                aria-describedby=format!("{field}-error")
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
            >
                <option value="">{text::account::please_choose(l)}</option>
                {RejectionCause::ALL.iter().map(option).collect_view()}
            </select>
            <Wrong field problem/>
        </div>
    }
}

#[component]
fn Reason(position: u32, form: FormState) -> impl IntoView {
    let l = language();
    let field = format!("reason-{position}");
    let problem = form.problem(field.clone());
    view! {
        <div class="field" data-invalid=move || problem.with(Option::is_some)>
            <label for=field.clone()>{text::fields::reason(l)} " " <span class="optional">{text::common::optional(l)}</span></label>
            <p class="help" id=format!("{field}-help")>{text::release::reason_help(l)}</p>
            <textarea
                id=field.clone()
                name="form[decisions][0][reason]"
                rows="2"
                maxlength=domain::text::NOTE.to_string()
                aria-describedby=format!("{field}-help {field}-error")
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                inner_html=escaped(&begun(form, position, "reason"))
                on:input=keep(position, "reason")
            ></textarea>
            <Wrong field problem/>
        </div>
    }
}

/// What was typed into a field of the rejection of this line: before the page was loaded anew, or in the form that came back.
fn begun(form: FormState, position: u32, name: &'static str) -> String {
    let came_back = || came_back(form, position, Verdict::Rejected).then(|| form.initial(&format!("form[decisions][0][{name}]"), ""));
    typed(position, name).or_else(came_back).unwrap_or_default()
}
