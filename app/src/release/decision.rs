//! The decision on one line.

use super::{
    api::Decide,
    decided::Decided,
    desk::Desk,
    insight::{Before, Closest, HabitHint, Insight},
    news::news,
    rejection::Rejection,
    sent::SentDecision,
    take_back::TakeBackButton,
    typed::{keep, typed},
    version::VersionField,
};
use crate::{
    form::{FieldError, FormState, SendForm, Sending},
    locale::language,
    prelude::*,
    show::{ChangeMark, Line, ReviewMark, UnlessInStock},
    text,
    ui::Icon,
};
use domain::{ArticleId, OrderId, Replacement, Verdict};

/// What is asked, why, what helps to answer, and the answers; once decided, the decision.
#[component]
pub fn DecisionCard(
    id: OrderId,
    line: Memo<Line>,
    /// Whether the order still waits.
    may_decide: Memo<bool>,
    /// Whether the reader may reject what somebody else has released.
    may_overrule: Memo<bool>,
    /// Whether a rejection needs a reason.
    demands_reason: bool,
    insight: Option<Insight>,
    decide: Sending<Decide>,
    form: FormState,
) -> impl IntoView {
    let position = line.read_untracked().position;
    let was_open = line.read_untracked().is_open();
    let verdict = move || line.read().decision.as_ref().map(|decision| decision.verdict.word());
    let has_changed = move || was_open && line.read().decision.is_some();
    let is_altered = move || line.read().change().is_some();
    let helps = StoredValue::new(insight);
    let proposable = move || helps.with_value(|helps| helps.as_ref().and_then(|helps| helps.proposable(&line.read())));
    view! {
        <article class="decision" id=format!("line-{position}") data-verdict=verdict data-changed=has_changed data-altered=is_altered>
            // The forms below are bound to what stands here: it must never show an older price than they carry.
            {move || view! { <Question line=line.get()/> }}
            {move || match (line.read().decision.clone(), may_decide.get()) {
                (Some(decision), may) => {
                    let own = (may && !may_overrule.get() && decision.is_mine).then(|| decision.clone());
                    let overrules = may_overrule.get() && decision.verdict == Verdict::Released;
                    view! {
                        <Decided line=line.get() decision/>
                        {own.map(|decision| view! { <TakeBackButton id line=line.get() decision/> })}
                        {overrules
                            .then(|| view! {
                                <div class="decision-actions">
                                    <Rejection id line=line.get() demands_reason proposable=proposable() decide form/>
                                </div>
                            })}
                    }
                }
                (None, true) => {
                    view! {
                        <Help id line=line.get_untracked() insight=helps.get_value() decide form/>
                        <Answers id line=line.get_untracked() demands_reason proposable=proposable() decide form/>
                    }
                }
                (None, false) => ().into_any(),
            }}
        </article>
    }
}

/// What was ordered before, and what the Kundensortiment has instead.
#[component]
fn Help(id: OrderId, line: Line, insight: Option<Insight>, decide: Sending<Decide>, form: FormState) -> impl IntoView {
    insight.map(|Insight { purchases, closest, habit, .. }| {
        view! {
            <Before purchases/>
            {habit.map(|habit| view! { <HabitHint habit/> })}
            {closest.map(|other| view! { <Closest id line other decide form/> })}
        }
    })
}

#[component]
fn Question(line: Line) -> impl IntoView {
    let l = language();
    let (total, news) = (line.total(), news(l, &line));
    // What is sold no more is news.
    let availability = line.offered().filter(|availability| availability.is_sold());
    let paid_by = line.cost_centre.as_ref().map(|own| view! { <span class="sub">{text::order::paid_by(l, &own.label)}</span> });
    let changed = line.clone();
    view! {
        <header class="decision-head">
            <h3><a href=format!("/shop/artikel/{}", line.article_number)>{line.name}</a></h3>
            <span class="sub">{text::order::article_number(l, line.article_number)}</span>
            {paid_by}
            <p class="decision-sum">
                <span>{format!("{} {} × {}", line.quantity, line.unit, line.standing_price)}</span>
                " "
                <strong class="amount">{total.to_string()}</strong>
            </p>
        </header>
        {line.review.map(|reason| view! { <p class="decision-why"><ReviewMark reason/> <ChangeMark line=changed/></p> })}
        <UnlessInStock availability/>
        {news.map(|news| view! { <p class="decision-news"><Icon name="triangle-alert"/> <span>{news}</span></p> })}
    }
}

#[component]
fn Answers(
    id: OrderId,
    line: Line,
    demands_reason: bool,
    proposable: Option<Replacement>,
    decide: Sending<Decide>,
    form: FormState,
) -> impl IntoView {
    view! {
        <div class="decision-actions">
            {line.is_sold.then(|| view! { <Releasing id line=line.clone() decide form/> })}
            <Rejection id line demands_reason proposable decide form/>
        </div>
    }
}

/// The form that releases the line as it is, or less of it.
#[component]
fn Releasing(id: OrderId, line: Line, decide: Sending<Decide>, form: FormState) -> impl IntoView {
    let l = language();
    let position = line.position;
    let desk = Desk::here();
    let is_asked = line.quantity > 1 && (desk.is_some_and(|desk| desk.alters_lines) || is_lowered(&line, form));
    view! {
        <SendForm action=decide>
            <Keys id position seal=line.seal.clone() verdict=Verdict::Released/>
            <div class="decision-release">
                {is_asked.then(|| view! { <Quantity line form/> })}
                <button
                    class="button"
                    data-kind="secondary"
                    data-tone="released"
                    aria-busy=move || is_on_its_way(decide, form, (position, Verdict::Released, None))
                >
                    <Icon name="check"/>
                    {move || if desk.is_some_and(Desk::hands_over) { text::release::release_last(l) } else { text::release::release(l) }.to_owned()}
                </button>
            </div>
        </SendForm>
    }
}

/// How many are released: as many as were ordered, or fewer.
#[component]
fn Quantity(line: Line, form: FormState) -> impl IntoView {
    let l = language();
    let field = format!("quantity-{}", line.position);
    let problem = form.problem(field.clone());
    let ordered = line.quantity.to_string();
    let value = begun(&line, form).unwrap_or_else(|| ordered.clone());
    view! {
        <div class="decision-quantity" data-invalid=move || problem.with(Option::is_some)>
            <label for=field.clone()>{text::fields::quantity(l)}<span class="visually-hidden">": " {line.name}</span></label>
            <span class="quantity">
                <input
                    id=field.clone()
                    name="form[decisions][0][quantity]"
                    type="number"
                    inputmode="numeric"
                    min="1"
                    max=ordered.clone()
                    required
                    value=value
                    on:input=keep(line.position, "quantity")
                    aria-describedby=format!("{field}-of {field}-error")
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                />
            </span>
            <span class="of" id=format!("{field}-of")>{text::release::of_ordered(l, ordered, line.unit)}</span>
            <FieldError form name=field/>
        </div>
    }
}

/// The quantity that was typed for a line: before the page was loaded anew, or in the form that came back.
fn begun(line: &Line, form: FormState) -> Option<String> {
    let is_mine = came_back(form, line.position, Verdict::Released) && form.initial("form[decisions][0][replacement]", "").is_empty();
    let came_back = is_mine.then(|| form.initial("form[decisions][0][quantity]", line.quantity.to_string()));
    typed(line.position, "quantity").or(came_back)
}

/// Whether another quantity was typed than was ordered: it is not lost where releasing less was switched off meanwhile.
fn is_lowered(line: &Line, form: FormState) -> bool {
    begun(line, form).is_some_and(|quantity| quantity != line.quantity.to_string())
}

/// Whether the form with this answer to this line came back.
pub(super) fn came_back(form: FormState, position: u32, verdict: Verdict) -> bool {
    let is_of_this_line = form.initial("form[decisions][0][position]", "") == position.to_string();
    is_of_this_line && form.initial("form[decisions][0][verdict]", "") == verdict.word()
}

/// One of the answers to a line, as its button knows it.
type Answer = (u32, Verdict, Option<ArticleId>);

/// What the pressed button shows while its answer is on the way.
pub(super) fn is_on_its_way(decide: Sending<Decide>, form: FormState, (position, verdict, other): Answer) -> Option<&'static str> {
    let other = other.map(|article| article.to_string()).unwrap_or_default();
    let is_this = |sent: &SentDecision| {
        sent.says("position", &position.to_string()) && sent.says("verdict", verdict.word()) && sent.says("replacement", &other)
    };
    let is_sent = decide.sent().with(|sent| sent.as_ref().is_some_and(|sent| SentDecision::all(sent).any(|sent| is_this(&sent))));
    (form.pending().get() && is_sent).then_some("true")
}

/// Whether the next decision is the last one.
fn is_last() -> impl Fn() -> bool + Copy + Send + Sync + 'static {
    let desk = Desk::here();
    move || desk.is_some_and(Desk::is_last)
}

/// What every answer to a line carries: also what the line looked like, so that nothing else is decided.
#[component]
pub(super) fn Keys(id: OrderId, position: u32, seal: String, verdict: Verdict) -> impl IntoView {
    let is_last = is_last();
    view! {
        <input type="hidden" name="form[id]" value=id.to_string()/>
        <input type="hidden" name="form[is_rest]" value=move || is_last().to_string()/>
        <VersionField/>
        <input type="hidden" name="form[decisions][0][position]" value=position.to_string()/>
        <input type="hidden" name="form[decisions][0][verdict]" value=verdict.word()/>
        <input type="hidden" name="form[decisions][0][seen]" value=seal/>
    }
}
