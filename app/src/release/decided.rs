//! The decision that stands on a line.

use super::typed::typed;
use crate::{
    locale::language,
    prelude::*,
    show::{Decision, Line, VerdictBadge, words},
    text,
};

/// What was decided, by whom, why, and what is released or was proposed instead. What was typed and not sent can still be read.
#[component]
pub fn Decided(line: Line, decision: Decision) -> impl IntoView {
    let l = language();
    let reason = words::reason(l, decision.cause, decision.reason.as_deref());
    let change = decision.change.as_ref().map(|change| words::change(l, line.quantity, change));
    let goods = line.if_released().filter(|_| change.is_some());
    let sum = goods.map(|goods| format!("{} {} × {} = {}", goods.quantity, goods.unit, goods.price, goods.total()));
    let alternative = decision.alternative.as_ref().map(|alternative| words::alternative(l, &alternative.article));
    let unsent = typed(line.position, "reason");
    view! {
        <p class="decision-verdict">
            <VerdictBadge verdict=decision.verdict/>
            " "
            <span>{text::order::decided_by(l, decision.by, decision.at.absolute)}</span>
        </p>
        {change.map(|change| view! { <p class="decision-note"><strong>{change}</strong> <br/> <span>{sum}</span></p> })}
        {reason.map(|reason| view! { <blockquote class="decision-note">{reason}</blockquote> })}
        {alternative.map(|alternative| view! { <p class="decision-note">{alternative}</p> })}
        {unsent.map(|reason| view! { <p class="help">{text::release::unsent(l, reason)}</p> })}
    }
}
