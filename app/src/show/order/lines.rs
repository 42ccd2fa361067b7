//! The lines of an order as a table.

use super::Line;
use crate::{
    locale::language,
    show::{ReviewMark, VerdictBadge, words},
    text,
};
use leptos::prelude::*;

/// All lines with their decisions and the reasons for them.
#[component]
pub fn LinesTable(
    lines: Vec<Line>,
    /// What can be done about a line that was rejected.
    #[prop(default = None)]
    remedy: Option<Callback<Line, AnyView>>,
) -> impl IntoView {
    let l = language();
    view! {
        <div class="card" data-flush>
            <table class="list">
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
                <tbody>{lines.into_iter().map(|line| view! { <LineRow line remedy/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn LineRow(line: Line, remedy: Option<Callback<Line, AnyView>>) -> impl IntoView {
    let l = language();
    let is_rejected = line.decision.as_ref().is_some_and(|decision| decision.verdict == domain::Verdict::Rejected);
    let remedy = remedy.filter(|_| is_rejected).map(|remedy| remedy.run(line.clone()));
    let total = line.total();
    view! {
        <tr data-muted=is_rejected>
            <th scope="row">{line.name}<span class="sub">{text::order::article_number(l, line.article_number)}</span></th>
            <td data-label=text::order::release(l)>
                {match (line.decision, line.review) {
                    (Some(decision), _) => {
                        let reason = words::reason(l, decision.cause, decision.reason.as_deref());
                        view! {
                            <VerdictBadge verdict=decision.verdict/>
                            <span class="sub">{text::order::decided_by(l, decision.by, decision.at.absolute)}</span>
                            {reason.map(|reason| view! { <span class="sub">{text::order::reason_given(l, reason)}</span> })}
                        }
                            .into_any()
                    }
                    (None, Some(reason)) => view! { <ReviewMark reason/> }.into_any(),
                    (None, None) => view! { <span class="sub">{text::words::no_release_needed(l)}</span> }.into_any(),
                }}
                {remedy}
            </td>
            <td class="num" data-label=text::order::quantity(l)>{line.quantity}" "<span class="sub">{line.unit}</span></td>
            <td class="num" data-label=text::order::price(l)>{line.price.to_string()}</td>
            <td class="num" data-label=text::order::amount_chf(l)>{total.to_string()}</td>
        </tr>
    }
}
