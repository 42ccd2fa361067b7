//! What helps to decide on a line: what was ordered before, and what the Kundensortiment has instead.

use super::{
    api::Decide,
    decision::{Keys, is_on_its_way},
};
use crate::{
    form::{FormState, SendForm, Sending},
    locale::language,
    prelude::*,
    show::{Line, UnlessInStock, chf},
    text,
    time::Date,
    ui::Icon,
};
use domain::{ArticleId, Availability, Language, OrderId, Rappen, Replacement, Verdict};
use serde::{Deserialize, Serialize};

/// What helps to decide on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insight {
    /// The line's position.
    pub position: u32,
    /// When its article was delivered before, newest first.
    pub purchases: Vec<Purchase>,
    /// The article of the Kundensortiment that comes closest, at today's price.
    pub closest: Option<Other>,
    /// That such lines are released time and again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub habit: Option<Habit>,
}

impl Insight {
    /// What can be proposed instead of the line if it is rejected: not what was to be delivered in its place anyway.
    pub fn proposable(&self, line: &Line) -> Option<Replacement> {
        let standing = line.change().and_then(|change| change.replacement.as_ref());
        let closest = self.closest.as_ref().map(|other| &other.article);
        closest.filter(|closest| standing.is_none_or(|standing| standing.article_id != closest.article_id)).cloned()
    }
}

/// An article that may take the place of another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// The article.
    pub article: Replacement,
    /// How it can be had today.
    pub availability: Availability,
}

/// That an article is released time and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habit {
    /// In words.
    pub words: String,
    /// Where it can be released for good.
    pub releasing: String,
    /// Where it can be proposed for the Kundensortiment, if the line waits only because it is outside of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposing: Option<String>,
}

/// An article as it was delivered before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// When the supplier got it.
    pub day: Date,
    /// Who ordered.
    pub orderer: String,
    /// Whether it was the orderer of this order.
    pub is_own: bool,
    /// How many units.
    pub quantity: u32,
    /// The unit in which it was sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
}

/// What was ordered of the article before, by this orderer and in the company.
#[component]
pub fn Before(purchases: Vec<Purchase>) -> impl IntoView {
    let l = language();
    if purchases.is_empty() {
        return view! { <p class="decision-before">{text::release::never_before(l)}</p> };
    }
    let row = move |bought: Purchase| {
        let amount = text::release::bought(l, bought.quantity, &bought.unit, bought.price);
        view! {
            <li data-own=bought.is_own>
                <time datetime=bought.day.iso>{bought.day.short}</time>
                <span>{amount}</span>
                <span class="who">{bought.orderer}</span>
            </li>
        }
    };
    view! {
        <div class="decision-before">
            <h4>{text::release::before(l)}</h4>
            <ul>{purchases.into_iter().map(row).collect_view()}</ul>
        </div>
    }
}

/// That such lines are released time and again, and the ways to a rule: each ends at its form, where the browser leads by itself.
#[component]
pub fn HabitHint(habit: Habit) -> impl IntoView {
    let l = language();
    let Habit { words, releasing, proposing } = habit;
    let propose = proposing.map(|address| view! { " · " <a href=address rel="external">{text::learning::habit_propose(l)}</a> });
    view! {
        <p class="decision-habit">
            <Icon name="info"/>
            <span>{words} " " <a href=releasing rel="external">{text::learning::habit_link(l)}</a> {propose}</span>
        </p>
    }
}

/// The closest article of the Kundensortiment, with what it would cost, and the button that puts it in the place of the ordered one.
#[component]
pub fn Closest(id: OrderId, line: Line, other: Other, decide: Sending<Decide>, form: FormState) -> impl IntoView {
    let l = language();
    let Other { article: other, availability } = other;
    let availability = Some(availability);
    let position = line.position;
    let total = other.price.times(line.quantity);
    let href = format!("/shop/artikel/{}", other.article_number);
    view! {
        <section class="decision-other">
            <div>
                <h4>{text::release::in_assortment(l)}</h4>
                <p><a href=href>{other.name.clone()}</a></p>
                <p class="sub">
                    {text::order::article_number(l, &other.article_number)} " · "
                    {text::release::bought(l, line.quantity, &other.unit, other.price)} " · "
                    <strong>{difference(l, line.total(), total)}</strong>
                </p>
                <UnlessInStock availability/>
            </div>
            <SendForm action=decide>
                <Keys id position seal=line.seal.clone() verdict=Verdict::Released/>
                <Seen article=other.article_id price=other.price availability/>
                <button
                    class="button"
                    data-kind="secondary"
                    data-size="small"
                    aria-busy=move || is_on_its_way(decide, form, (position, Verdict::Released, Some(other.article_id)))
                >
                    <Icon name="arrow-right"/>
                    {text::release::replace(l)}
                    <span class="visually-hidden">{text::release::replace_by(l, &line.name, &other.name)}</span>
                </button>
            </SendForm>
        </section>
    }
}

/// What was on the screen: at another price nothing is decided, and what was in stock and is not by the hand-over is asked again.
#[component]
fn Seen(article: ArticleId, price: Rappen, availability: Option<Availability>) -> impl IntoView {
    view! {
        <input type="hidden" name="form[decisions][0][replacement]" value=article.to_string()/>
        <input type="hidden" name="form[decisions][0][price]" value=price.0.to_string()/>
        <input type="hidden" name="form[decisions][0][availability]" value=availability.map(Availability::word)/>
    }
}

/// How the total of the line would change.
fn difference(l: Language, ordered: Rappen, other: Rappen) -> String {
    match other.0 - ordered.0 {
        0 => text::release::same_price(l).to_owned(),
        less @ ..0 => text::release::cheaper(l, chf(Rappen(-less))),
        more => text::release::dearer(l, chf(Rappen(more))),
    }
}
