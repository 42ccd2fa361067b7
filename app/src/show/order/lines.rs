//! The lines of an order as a table.

use super::{ChangeMark, Decision, Line};
use crate::{
    locale::language,
    prelude::*,
    show::{ReviewMark, UnlessInStock, VerdictBadge, words},
    text,
};

/// All lines with their decisions and the reasons for them.
#[component]
pub fn LinesTable(
    lines: Vec<Line>,
    /// What can be done about a line that was rejected.
    #[prop(default = None)]
    remedy: Option<Callback<Line, AnyView>>,
    /// Whether whoever reads it is the one who orders.
    #[prop(optional)]
    is_own: bool,
) -> impl IntoView {
    let l = language();
    view! {
        <div class="card" data-flush>
            <table class="list" data-lines>
                <caption class="visually-hidden">{text::order::lines(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::order::article(l)}</th>
                        <th scope="col">{text::order::release(l)}</th>
                        <th scope="col" class="num">{text::order::quantity(l)}</th>
                        <th scope="col" class="num">{text::order::price(l)}</th>
                        <th scope="col" class="num">{text::order::amount_chf(l)}</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(|line| view! { <LineRow line remedy is_own/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn LineRow(line: Line, remedy: Option<Callback<Line, AnyView>>, is_own: bool) -> impl IntoView {
    let l = language();
    let is_rejected = line.decision.as_ref().is_some_and(|decision| decision.verdict == domain::Verdict::Rejected);
    let remedy = remedy.filter(|_| is_rejected).map(|remedy| remedy.run(line.clone()));
    let again = line.asked_again().map(|again| view! { <span class="sub">{words::asked_again(l, &again)}</span> });
    // What was changed shows both: what was ordered, struck out, and what is delivered.
    let ordered = line.goods();
    let goods = line.if_released().unwrap_or(ordered);
    let number = text::order::article_number(l, goods.article_number);
    let paid_by = line.cost_centre.as_ref().map(|own| view! { <span class="sub">{text::order::paid_by(l, &own.label)}</span> });
    let count = ordered.quantity.to_string();
    let count = if ordered.unit == goods.unit { count } else { format!("{count} {}", ordered.unit) };
    let earlier = line.earlier.iter().map(|earlier| view! { <del>{earlier.quantity}</del> " " }).collect_view();
    view! {
        <tr data-muted=is_rejected>
            <th scope="row">
                {became(ordered.name, goods.name)}<span class="sub">{number}</span> {paid_by} <ChangeMark line=line.clone()/>
                <UnlessInStock availability=line.offered()/>
            </th>
            <td data-label=text::order::release(l)>
                {match (line.decision.clone(), line.review) {
                    (Some(decision), _) => view! { <Outcome decision ordered=line.quantity/> },
                    (None, Some(reason)) => view! { <ReviewMark reason is_own/> {again} },
                    (None, None) => view! { <span class="sub">{text::words::no_release_needed(l)}</span> },
                }}
                {remedy}
            </td>
            <td class="num" data-label=text::order::quantity(l)>
                {earlier} {became(&count, &goods.quantity.to_string())} " " <span class="sub">{goods.unit.to_owned()}</span>
            </td>
            <td class="num" data-label=text::order::price(l)>{became(&ordered.price.to_string(), &goods.price.to_string())}</td>
            <td class="num" data-label=text::order::amount_chf(l)>{became(&ordered.total().to_string(), &goods.total().to_string())}</td>
        </tr>
    }
}

/// What was decided, by whom, and why or how.
#[component]
fn Outcome(decision: Decision, ordered: u32) -> impl IntoView {
    let l = language();
    let reason = words::reason(l, decision.cause, decision.reason.as_deref());
    let change = decision.change.as_ref().map(|change| words::change_beside(l, ordered, change));
    let alternative = decision.alternative.map(|alternative| words::alternative(l, &alternative.article));
    view! {
        <VerdictBadge verdict=decision.verdict/>
        <span class="sub">{text::order::decided_by(l, decision.by, decision.at.absolute)}</span>
        {reason.map(|reason| view! { <span class="sub">{text::order::reason_given(l, reason)}</span> })}
        {alternative.map(|alternative| view! { <span class="sub">{alternative}</span> })}
        {change.map(|change| view! { <span class="sub">{change}</span> })}
    }
}

/// What it is; before it, struck out, what it was, if that is something else.
fn became(was: &str, is: &str) -> impl IntoView + use<> {
    let (was, is) = ((was != is).then(|| was.to_owned()), is.to_owned());
    view! { {was.map(|was| view! { <del>{was}</del> " " })} {is} }
}
