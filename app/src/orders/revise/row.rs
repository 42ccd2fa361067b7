//! A line of the order, and one of the cart, each with its field.

use super::{
    api::Offered,
    draft::{Draft, Fate},
    form::{box_id, name_in, quantity_id},
    plan::Place,
};
use crate::{
    form::{FieldError, Fields, FormState},
    locale::language,
    prelude::*,
    show::{Line, ReviewMark, VerdictBadge},
    text,
};
use domain::{ApprovalKind, Rappen, ReviewReason, order::MAX_QUANTITY};

/// What stands in a field at first: what was sent from this page before, else what came back with it, else `default`.
pub fn initial(name: &str, (form, sent): (FormState, Option<&Fields>), default: String) -> String {
    sent.and_then(|sent| sent.get(name)).unwrap_or_else(|| form.initial(name, default))
}

/// A line with its quantity.
#[component]
pub fn LineRow(
    line: Line,
    /// What a unit costs today.
    today: Rappen,
    draft: Draft,
    form: FormState,
    /// What was sent from this page before, if it is shown anew.
    sent: Option<Fields>,
) -> impl IntoView {
    let l = language();
    let id = quantity_id(line.position);
    let name = name_in("quantities", &id);
    let typed = initial(&name, (form, sent.as_ref()), line.quantity.to_string());
    let problem = form.problem(id.clone());
    let (price, position, fate) = (today.0.to_string(), line.position, draft.fate(&line));
    view! {
        <li class="catalogue-row">
            <Description line=line.clone() today fate/>
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
                        on:input=move |event| draft.type_in(position, &event_target_value(&event))
                    />
                </span>
            </div>
            <Amount line today fate/>
            <FieldError form name=id/>
        </li>
    }
}

/// What the line costs, as it stands or as it is to be.
#[component]
fn Amount(line: Line, today: Rappen, fate: Memo<Fate>) -> impl IntoView {
    let (ordered, standing) = (line.quantity, line.standing_price);
    let reckoned = Memo::new(move |_| match fate.get() {
        Fate::Stays => (ordered, standing),
        Fate::Goes => (0, today),
        Fate::Comes(quantity, _) => (quantity, today),
    });
    view! {
        <p class="catalogue-price">
            <span class="amount">{move || { let (quantity, price) = reckoned.get(); price.times(quantity).to_string() }}</span>
            <span class="sub">{move || { let (quantity, price) = reckoned.get(); format!("{quantity} × {price}") }}</span>
        </p>
    }
}

#[component]
fn Description(line: Line, today: Rappen, fate: Memo<Fate>) -> impl IntoView {
    let l = language();
    let has_new_price = today != line.price;
    let tags = {
        let line = line.clone();
        reactive(move || match fate.get() {
            Fate::Stays => view! { <Standing line=line.clone()/> },
            Fate::Goes => view! { <span class="tag">{text::revise::falls_away(l)}</span> },
            Fate::Comes(_, review) => view! { <Reviewed review/> },
        })
    };
    view! {
        <div class="catalogue-main">
            <h3>{line.name}</h3>
            <p class="sub"><span class="number">{line.article_number}</span> " " {text::shop::per_unit(l, line.unit)}</p>
            {line.cost_centre.map(|own| view! { <p class="sub">{text::order::paid_by(l, own.label)}</p> })}
            {has_new_price.then(|| view! { <p class="sub">{text::revise::price_today(l, today)}</p> })}
            <p class="tags">{tags}</p>
        </div>
    }
}

/// The decision on a line that stays as it is, or why it needs one.
#[component]
fn Standing(line: Line) -> impl IntoView {
    let l = language();
    match line.decision {
        Some(decision) => view! {
            <VerdictBadge verdict=decision.verdict/>
            <span class="sub">{text::order::decided_by(l, decision.by, decision.at.absolute)}</span>
        },
        None => view! { <Reviewed review=line.review/> },
    }
}

/// Why a line needs a release, or that it needs none.
#[component]
fn Reviewed(review: Option<ReviewReason>) -> impl IntoView {
    match review {
        Some(reason) => view! { <ReviewMark reason is_own=true/> },
        None => view! { <span class="tag">{text::words::no_release_needed(language())}</span> },
    }
}

/// An article of the cart with the box that takes it along.
#[component]
pub fn OfferedRow(offered: Offered, approval: ApprovalKind, draft: Draft, form: FormState, sent: Option<Fields>) -> impl IntoView {
    let l = language();
    let Offered { article, name, unit, terms, quantity, cost_centre } = offered;
    let id = box_id(article);
    let field = name_in("added", &id);
    let is_ticked = !initial(&field, (form, sent.as_ref()), String::new()).is_empty();
    // What is not ticked is too much for nothing.
    let alone = terms.review(approval, quantity, None);
    let review = Memo::new(move |_| draft.state(Place::Cart(article)).map_or(alone, |state| state.review));
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                id=id
                name=field
                value="on"
                checked=is_ticked
                on:change=move |event| draft.tick(article, event_target_checked(&event))
            />
            <span>
                {text::revise::offered(l, quantity, unit, name, terms.price)}
                {move || review.get().map(|reason| view! { " " <ReviewMark reason is_own=true/> })}
                {cost_centre.map(|own| view! { " " <span class="sub">{text::order::paid_by(l, own.label)}</span> })}
            </span>
        </label>
    }
}
