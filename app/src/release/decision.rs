//! The decision on one line.

use super::{api::Decide, rejection::Rejection};
use crate::{
    form::FormState,
    locale::language,
    show::{Decision, Line, ReviewMark, VerdictBadge, words},
    text,
    ui::Icon,
};
use domain::{OrderId, Verdict};
use leptos::prelude::*;

/// What is asked, why, and the two answers; once decided, the decision.
#[component]
pub fn DecisionCard(
    id: OrderId,
    line: Memo<Line>,
    /// Whether the order still waits.
    may_decide: Memo<bool>,
    /// Whether a rejection needs a reason.
    demands_reason: bool,
    decide: ServerAction<Decide>,
    form: FormState,
) -> impl IntoView {
    let position = line.read_untracked().position;
    let was_open = line.read_untracked().is_open();
    let verdict = move || line.read().decision.as_ref().map(|decision| decision.verdict.word());
    let has_changed = move || was_open && line.read().decision.is_some();
    view! {
        <article class="decision" id=format!("line-{position}") data-verdict=verdict data-changed=has_changed>
            <Question line=line.get_untracked()/>
            {move || match (line.get().decision, may_decide.get()) {
                (Some(decision), _) => view! { <Decided decision/> }.into_any(),
                (None, true) => view! { <Answers id position demands_reason decide form/> }.into_any(),
                (None, false) => ().into_any(),
            }}
        </article>
    }
}

#[component]
fn Question(line: Line) -> impl IntoView {
    let l = language();
    let total = line.total();
    view! {
        <header class="decision-head">
            <h3><a href=format!("/shop/artikel/{}", line.article_number)>{line.name}</a></h3>
            <span class="sub">{text::order::article_number(l, line.article_number)}</span>
            <p class="decision-sum">
                <span>{format!("{} {} × {}", line.quantity, line.unit, line.price)}</span>
                " "
                <strong class="amount">{total.to_string()}</strong>
            </p>
        </header>
        {line.review.map(|reason| view! { <p class="decision-why"><ReviewMark reason/></p> })}
    }
}

#[component]
fn Decided(decision: Decision) -> impl IntoView {
    let l = language();
    let reason = words::reason(l, decision.cause, decision.reason.as_deref());
    view! {
        <p class="decision-verdict">
            <VerdictBadge verdict=decision.verdict/>
            " "
            <span>{text::order::decided_by(l, decision.by, decision.at.absolute)}</span>
        </p>
        {reason.map(|reason| view! { <blockquote class="decision-note">{reason}</blockquote> })}
    }
}

#[component]
fn Answers(id: OrderId, position: u32, demands_reason: bool, decide: ServerAction<Decide>, form: FormState) -> impl IntoView {
    let l = language();
    view! {
        <div class="decision-actions">
            <ActionForm action=decide>
                <Keys id position verdict=Verdict::Released/>
                <button
                    class="button"
                    data-kind="secondary"
                    data-tone="released"
                    aria-busy=move || is_on_its_way(decide, form, position, Verdict::Released)
                >
                    <Icon name="check"/>
                    {text::release::release(l)}
                </button>
            </ActionForm>
            <Rejection id position demands_reason decide form/>
        </div>
    }
}

/// What the pressed button shows while its answer is on the way.
pub(super) fn is_on_its_way(decide: ServerAction<Decide>, form: FormState, position: u32, verdict: Verdict) -> Option<&'static str> {
    let is_this = decide.input().with(|input| {
        let decisions = input.as_ref().map(|input| input.form.decisions.as_slice()).unwrap_or_default();
        decisions.iter().any(|decision| decision.position == position && decision.verdict == verdict.word())
    });
    (form.pending().get() && is_this).then_some("true")
}

/// What every answer to a line carries.
#[component]
pub(super) fn Keys(id: OrderId, position: u32, verdict: Verdict) -> impl IntoView {
    view! {
        <input type="hidden" name="form[id]" value=id.to_string()/>
        <input type="hidden" name="form[decisions][0][position]" value=position.to_string()/>
        <input type="hidden" name="form[decisions][0][verdict]" value=verdict.word()/>
    }
}
