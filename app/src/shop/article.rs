//! /shop/artikel/{nr}: one article.

use super::{
    added::{AddedNotice, AddedToasts, Adding},
    api::{Article, ArticleData, Category, load_article},
    quantity::{self, Quantity},
    query::ShopQuery,
    shelf::{FollowedArticle, Shelf},
    tags::{ArticleTags, QuantityError},
};
use crate::{
    form::{ErrorSummary, SendForm, field_name},
    locale::language,
    prelude::*,
    show::{AvailabilityLine, words},
    text,
    ui::{Load, Loaded},
};
use domain::ApprovalKind;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The article of this number.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || (params.read().get("nr").unwrap_or_default(), query.read().get("dazu").is_some());
    let article = Load::new(asked, |(number, is_added)| load_article(number, is_added));
    let shelf = Shelf::empty();
    let absorbs = shelf.absorb::<ArticleData>();
    let show = move |article: ArticleData| view! { <ArticleView article shelf/> };
    view! { <Loaded load=article follows=|_, _| false absorbs children=show/> }
}

#[component]
fn ArticleView(article: ArticleData, shelf: Shelf) -> impl IntoView {
    let adding = Adding::here();
    let ArticleData { article, category, approval, is_added } = article;
    let followed = shelf.hold(article.clone(), adding);
    view! {
        <Title text=article.name.clone()/>
        <main class="page" id="main" tabindex="-1">
            <Crumbs category=category.clone() name=article.name.clone()/>
            <div class="stack" data-gap="l">
                <ErrorSummary form=adding.form/>
                {is_added.then(|| view! { <AddedNotice name=article.name/> })}
                <article class="article">
                    <Description article=followed.shown() category approval/>
                    <Purchase article=followed adding/>
                </article>
            </div>
            <AddedToasts adding/>
        </main>
    }
}

#[component]
fn Crumbs(category: Option<Category>, name: String) -> impl IntoView {
    let l = language();
    let category = category.map(|category| {
        let url = ShopQuery::default().in_category(&category.slug).url();
        view! { <li><a href=url>{category.name}</a></li> }
    });
    view! {
        <nav class="crumbs" aria-label=text::common::path(l)>
            <ol>
                <li><a href="/shop">{text::shop::title(l)}</a></li>
                {category}
                <li><span aria-current="page">{name}</span></li>
            </ol>
        </nav>
    }
}

#[component]
fn Description(article: ReadSignal<Article>, category: Option<Category>, approval: ApprovalKind) -> impl IntoView {
    let l = language();
    let Article { number, name, description, unit, .. } = article.get_untracked();
    let fact = |label: &'static str, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let review = move || article.read().review(approval);
    let release =
        reactive(move || review().map_or_else(|| text::words::no_release_needed(l), |reason| words::own_review(l, reason)).to_owned());
    view! {
        <div class="article-main">
            <ArticleTags article approval marks=|_| true/>
            <h1>{name}</h1>
            <p class="sub">{text::order::article_number(l, &number)}</p>
            <div class="prose"><p>{description}</p></div>
            <dl class="facts">
                {fact(text::shop::unit(l), unit)}
                {category.map(|category| fact(text::shop::category(l), category.name))}
                {approval.is_reviewed().then(|| view! { <div><dt>{text::order::release(l)}</dt><dd>{release}</dd></div> })}
            </dl>
        </div>
    }
}

/// What it costs, whether it is at hand, and the form that buys it, as long as it is sold.
#[component]
fn Purchase(article: FollowedArticle, adding: Adding) -> impl IntoView {
    let l = language();
    let (shown, typed) = (article.shown(), article.typed());
    let Article { number, name, unit, availability, .. } = shown.get_untracked();
    view! {
        <div class="article-buy card">
            <p class="article-price">
                <span class="amount"><span class="currency">"CHF"</span> " " {move || shown.read().price.to_string()}</span>
                <span class="sub">{text::shop::per_unit_without_tax(l, &unit)}</span>
            </p>
            {move || view! { <AvailabilityLine availability=shown.read().availability/> }}
            {availability.is_sold().then(|| view! { <Buy number name typed adding/> })}
        </div>
    }
}

#[component]
fn Buy(number: String, name: String, typed: RwSignal<String>, adding: Adding) -> impl IntoView {
    let l = language();
    let problem = adding.problem(&number);
    let pending = adding.action.pending();
    view! {
        <SendForm action=adding.action attr:class="form">
            <input type="hidden" name=field_name("number") value=number.clone()/>
            <input type="hidden" name=field_name("back") value=format!("/shop/artikel/{number}?dazu=1")/>
            <Quantity
                id=quantity::field(&number)
                name=field_name("quantity")
                label=text::shop::quantity_of(l, &name)
                typed
                is_invalid=Signal::derive(move || problem.with(Option::is_some))
            />
            <QuantityError field=quantity::field(&number) problem/>
            <button class="button" data-kind="primary" data-block aria-busy=move || pending.get().then_some("true")>
                {text::shop::add(l)}
            </button>
        </SendForm>
    }
}
