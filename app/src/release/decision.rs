//! The decision on one line.

use super::api::Decide;
use crate::{
    form::FormState,
    locale::language,
    show::{Decision, Line, ReviewMark, VerdictBadge, words},
    text,
    ui::{Icon, escaped},
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
                (Some(decision), _) => view! { <Decided decision position/> }.into_any(),
                (None, true) => view! { <Answers id position decide form/> }.into_any(),
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
fn Decided(decision: Decision, position: u32) -> impl IntoView {
    let l = language();
    let unsent = use_context::<Typed>().and_then(|typed| typed.of_line(position));
    view! {
        <p class="decision-verdict">
            <VerdictBadge verdict=decision.verdict/>
            " "
            <span>{text::order::decided_by(l, decision.by, decision.at.absolute)}</span>
        </p>
        {decision.reason.map(|reason| view! { <blockquote class="decision-note">{reason}</blockquote> })}
        {unsent.map(|reason| view! { <p class="help">{text::release::unsent(l, reason)}</p> })}
    }
}

#[component]
fn Answers(id: OrderId, position: u32, decide: ServerAction<Decide>, form: FormState) -> impl IntoView {
    let l = language();
    let input = decide.input();
    let is_on_its_way = move |verdict: Verdict| {
        let is_this = input.with(|input| {
            let decisions = input.as_ref().map(|input| input.form.decisions.as_slice()).unwrap_or_default();
            decisions.iter().any(|decision| decision.position == position && decision.verdict == verdict.word())
        });
        (form.pending().get() && is_this).then_some("true")
    };
    view! {
        <div class="decision-actions">
            <ActionForm action=decide>
                <Keys id position verdict=Verdict::Released/>
                <button class="button" data-kind="secondary" data-tone="released" aria-busy=move || is_on_its_way(Verdict::Released)>
                    <Icon name="check"/>
                    {text::release::release(l)}
                </button>
            </ActionForm>
            <details class="decision-reject" open=reason_came_back(form, position)>
                <summary class="button" data-kind="quiet"><Icon name="x"/>{text::release::reject(l)}</summary>
                <ActionForm action=decide>
                    <div class="form">
                        <Keys id position verdict=Verdict::Rejected/>
                        <Reason position form/>
                        <div class="button-row">
                            <button class="button" data-kind="danger" aria-busy=move || is_on_its_way(Verdict::Rejected)>
                                {text::release::reject_line(l)}
                            </button>
                        </div>
                    </div>
                </ActionForm>
            </details>
        </div>
    }
}

#[component]
fn Keys(id: OrderId, position: u32, verdict: Verdict) -> impl IntoView {
    view! {
        <input type="hidden" name="form[id]" value=id.to_string()/>
        <input type="hidden" name="form[decisions][0][position]" value=position.to_string()/>
        <input type="hidden" name="form[decisions][0][verdict]" value=verdict.word()/>
    }
}

#[component]
fn Reason(position: u32, form: FormState) -> impl IntoView {
    let l = language();
    let field = format!("reason-{position}");
    let problem = form.problem(field.clone());
    let typed = typed_reason(form, position).unwrap_or_default();
    let kept = use_context::<Typed>();
    view! {
        <div class="field" data-invalid=move || problem.with(Option::is_some)>
            <label for=field.clone()>{text::fields::reason(l)} " " <span class="optional">{text::common::optional(l)}</span></label>
            <p class="help">{text::release::reason_help(l)}</p>
            <textarea
                id=field
                name="form[decisions][0][reason]"
                rows="2"
                maxlength=domain::text::NOTE.to_string()
                inner_html=escaped(&typed)
                on:input=move |event| note_typed(kept, position, event_target_value(&event))
            ></textarea>
            {move || problem.get().map(|problem| view! { <p class="error"><Icon name="triangle-alert"/>{words::problem(l, &problem)}</p> })}
        </div>
    }
}

/// The reasons that are being typed, by the positions of their lines. They outlive the data of the page: when somebody else decides
/// the line, what was typed can still be read.
#[derive(Clone, Copy)]
pub struct Typed(StoredValue<Vec<(u32, String)>>);

impl Typed {
    /// Keeps them as long as the page is open.
    pub fn provide() -> Self {
        let typed = Self(StoredValue::default());
        provide_context(typed);
        typed
    }

    /// It is on its way.
    pub fn is_sent(self, position: u32) {
        self.0.update_value(|all| all.retain(|(of, _)| *of != position));
    }

    fn of_line(self, position: u32) -> Option<String> {
        let all = self.0.try_get_value()?;
        all.into_iter().find(|(of, reason)| *of == position && !reason.trim().is_empty()).map(|(_, reason)| reason)
    }
}

fn note_typed(typed: Option<Typed>, position: u32, reason: String) {
    if let Some(typed) = typed {
        typed.is_sent(position);
        typed.0.update_value(|all| all.push((position, reason)));
    }
}

/// The reason typed for this line: before the page was loaded anew, or in the form that came back.
fn typed_reason(form: FormState, position: u32) -> Option<String> {
    if let Some(typed) = use_context::<Typed>().and_then(|typed| typed.of_line(position)) {
        return Some(typed);
    }
    let is_of_this_line = form.initial("form[decisions][0][position]", "") == position.to_string();
    is_of_this_line.then(|| form.initial("form[decisions][0][reason]", ""))
}

fn reason_came_back(form: FormState, position: u32) -> bool {
    typed_reason(form, position).is_some_and(|reason| !reason.is_empty())
}
