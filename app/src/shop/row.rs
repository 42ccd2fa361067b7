//! An article in the list.

use super::{
    added::Adding,
    api::Article,
    quantity::{self, Quantity},
    shelf::FollowedArticle,
    tags::{ArticleTags, QuantityError},
};
use crate::{
    form::{SendForm, field_name},
    locale::language,
    prelude::*,
    show::AvailabilityLine,
    text,
    ui::Icon,
};
use domain::{ApprovalKind, ReviewReason};

/// Name, price, availability, and the form that puts it in the cart.
#[component]
pub fn ArticleRow(
    article: FollowedArticle,
    approval: ApprovalKind,
    adding: Adding,
    /// The page to return to without JavaScript, with the notice.
    back: String,
    /// Whether it was just put in the cart without JavaScript.
    was_added: bool,
) -> impl IntoView {
    let l = language();
    let (shown, typed) = (article.shown(), article.typed());
    let Article { number, name, description, unit, .. } = shown.get_untracked();
    let problem = adding.problem(&number);
    let is_changed = move || adding.added().map_or(was_added && adding.action.version().get() == 0, |added| added.number == article.number);
    view! {
        <li class="catalogue-row" data-changed=is_changed>
            <div class="catalogue-main">
                <h3><a class="row-link" href=format!("/shop/artikel/{number}")>{name.clone()}</a></h3>
                <p class="sub"><span class="number">{number.clone()}</span> " " {description}</p>
                // Where every order is reviewed, the page says so once.
                <ArticleTags article=shown approval marks=|reason| reason == ReviewReason::OutsideAssortment/>
                <QuantityError field=quantity::field(&number) problem/>
            </div>
            <p class="catalogue-price">
                <span class="amount">{move || shown.read().price.to_string()}</span>
                <span class="sub">{text::shop::per_unit(l, &unit)}</span>
            </p>
            {move || view! { <AvailabilityLine availability=shown.read().availability/> }}
            <AddForm number name typed adding back/>
        </li>
    }
}

#[component]
fn AddForm(number: String, name: String, typed: RwSignal<String>, adding: Adding, back: String) -> impl IntoView {
    let l = language();
    let problem = adding.problem(&number);
    let is_busy = {
        let number = number.clone();
        move || adding.is_pending(&number).then_some("true")
    };
    view! {
        <SendForm action=adding.action attr:class="catalogue-add">
            <input type="hidden" name=field_name("number") value=number.clone()/>
            <input type="hidden" name=field_name("back") value=back/>
            <Quantity
                id=quantity::field(&number)
                name=field_name("quantity")
                label=text::shop::quantity_of(l, &name)
                typed
                is_invalid=Signal::derive(move || problem.with(Option::is_some))
            />
            <button class="button" data-kind="secondary" data-icon aria-label=text::shop::add_named(l, &name) aria-busy=is_busy>
                <Icon name="shopping-cart"/>
            </button>
        </SendForm>
    }
}
