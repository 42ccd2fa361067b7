//! A line of the order, and one of the cart, each with its field.

use super::{
    api::Offered,
    form::{box_id, name_in, quantity_id},
};
use crate::{
    form::{Fields, FormState},
    locale::language,
    show::{Line, ReviewMark, VerdictBadge, words},
    text,
    ui::Icon,
};
use domain::{Problem, Rappen, order::MAX_QUANTITY};
use leptos::prelude::*;

/// A line with its quantity.
#[component]
pub fn LineRow(
    line: Line,
    /// What a unit costs today.
    today: Rappen,
    form: FormState,
    /// What was sent from this page before, if it is shown anew.
    sent: Option<Fields>,
) -> impl IntoView {
    let l = language();
    let id = quantity_id(line.position);
    let name = name_in("quantities", &id);
    let typed = sent.and_then(|sent| sent.get(&name));
    let typed = typed.unwrap_or_else(|| form.initial(&name, line.quantity.to_string()));
    let problem = form.problem(id.clone());
    let price = today.0.to_string();
    view! {
        <li class="catalogue-row">
            <Description line=line.clone() today/>
            <div class="catalogue-add">
                <input type="hidden" name=name_in("prices", &id) value=price/>
                <span class="quantity">
                    <input
                        id=id.clone()
                        name=name
                        type="number"
                        inputmode="numeric"
                        min="0"
                        max=MAX_QUANTITY.to_string()
                        required
                        value=typed
                        aria-label=text::shop::quantity_of(l, &line.name)
                        aria-describedby=format!("{id}-error")
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    />
                </span>
            </div>
            <p class="catalogue-price">
                <span class="amount">{line.total().to_string()}</span>
                <span class="sub">{format!("{} × {}", line.quantity, line.standing_price)}</span>
            </p>
            <Wrong field=id problem/>
        </li>
    }
}

/// What is wrong with a quantity, beside its field.
#[component]
fn Wrong(field: String, problem: Signal<Option<Problem>>) -> impl IntoView {
    let l = language();
    move || {
        let id = format!("{field}-error");
        problem.get().map(|problem| view! { <p class="error" id=id><Icon name="triangle-alert"/>{words::problem(l, &problem)}</p> })
    }
}

#[component]
fn Description(line: Line, today: Rappen) -> impl IntoView {
    let l = language();
    let has_new_price = today != line.price;
    view! {
        <div class="catalogue-main">
            <h3>{line.name}</h3>
            <p class="sub"><span class="number">{line.article_number}</span> " " {text::shop::per_unit(l, line.unit)}</p>
            {line.cost_centre.map(|own| view! { <p class="sub">{text::order::paid_by(l, own.label)}</p> })}
            {has_new_price.then(|| view! { <p class="sub">{text::revise::price_today(l, today)}</p> })}
            <p class="tags">
                {match (line.decision, line.review) {
                    (Some(decision), _) => {
                        view! {
                            <VerdictBadge verdict=decision.verdict/>
                            <span class="sub">{text::order::decided_by(l, decision.by, decision.at.absolute)}</span>
                        }
                            .into_any()
                    }
                    (None, Some(reason)) => view! { <ReviewMark reason is_own=true/> }.into_any(),
                    (None, None) => view! { <span class="tag">{text::words::no_release_needed(l)}</span> }.into_any(),
                }}
            </p>
        </div>
    }
}

/// An article of the cart with the box that takes it along.
#[component]
pub fn OfferedRow(offered: Offered, form: FormState, sent: Option<Fields>) -> impl IntoView {
    let l = language();
    let Offered { article, name, unit, price, quantity, review, cost_centre } = offered;
    let id = box_id(article);
    let field = name_in("added", &id);
    let is_ticked = sent.is_some_and(|sent| sent.get(&field).is_some()) || form.is_initial(&field, "on", "");
    view! {
        <label class="checkbox">
            <input type="checkbox" id=id name=field value="on" checked=is_ticked/>
            <span>
                {text::revise::offered(l, quantity, unit, name, price)}
                {review.map(|reason| view! { " " <ReviewMark reason is_own=true/> })}
                {cost_centre.map(|label| view! { " " <span class="sub">{text::order::paid_by(l, label)}</span> })}
            </span>
        </label>
    }
}
