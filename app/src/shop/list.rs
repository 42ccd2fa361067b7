//! /shop: the catalogue.

use super::{
    added::{AddedNotice, AddedToasts, Adding},
    api::{ShopData, load_shop},
    filters::Filters,
    query::ShopQuery,
    row::ArticleRow,
    shelf::{FollowedArticle, Shelf},
};
use crate::{
    form::ErrorSummary,
    locale::language,
    prelude::*,
    text,
    ui::{Icon, Load, Loaded, Pager, Search},
};
use domain::ApprovalKind;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The articles with search, filters and paging, all by the address.
#[component]
pub fn ShopPage() -> impl IntoView {
    let query = use_query_map();
    let shop = Load::new(move || ShopQuery::of(&query.read()), load_shop);
    let shelf = Shelf::empty();
    let absorbs = shelf.absorb::<ShopData>();
    let page = move |shop: ShopData| view! { <Shop shop shelf/> };
    view! { <Loaded load=shop follows=|_, _| false absorbs children=page/> }
}

#[component]
fn Shop(shop: ShopData, shelf: Shelf) -> impl IntoView {
    let l = language();
    let adding = Adding::here();
    view! {
        <Title text=text::shop::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head"><div><h1>{text::shop::title(l)}</h1></div></header>
            <div class="shop">
                <Filters query=shop.query.clone() categories=shop.categories.clone()/>
                <div class="stack">
                    <FindArticle search=shop.query.search.clone()/>
                    <ErrorSummary form=adding.form/>
                    {shop.added.clone().map(|name| view! { <AddedNotice name/> })}
                    {(shop.approval == ApprovalKind::AlwaysReview).then(|| view! { <ReviewNotice is_partly_freed=shop.is_partly_freed/> })}
                    {if shop.articles.is_empty() {
                        view! { <NothingFound query=shop.query/> }
                    } else {
                        view! { <Catalogue shop shelf adding/> }
                    }}
                </div>
            </div>
            <AddedToasts adding/>
        </main>
    }
}

/// The search. It keeps the filters.
#[component]
fn FindArticle(search: String) -> impl IntoView {
    let l = language();
    let (label, hint, find) = (text::shop::search_label(l), text::shop::search_hint(l), text::shop::search(l));
    view! { <Search action="/shop".to_owned() search kept=&["kategorie", "sortiment"] label hint find/> }
}

/// That orders are reviewed: all of them, or all but what is released for good.
#[component]
fn ReviewNotice(is_partly_freed: bool) -> impl IntoView {
    let l = language();
    let (title, what) = if is_partly_freed {
        (text::shop::mostly_reviewed(l), text::shop::mostly_reviewed_text(l))
    } else {
        (text::shop::all_reviewed(l), text::shop::all_reviewed_text(l))
    };
    view! {
        <div class="notice" data-tone="waiting">
            <Icon name="shield-check"/>
            <div><strong>{title}</strong> <p>{what}</p></div>
        </div>
    }
}

#[component]
fn Catalogue(shop: ShopData, shelf: Shelf, adding: Adding) -> impl IntoView {
    let l = language();
    let ShopData { query, articles, approval, next, .. } = shop;
    let articles = shelf.hold_all(articles, adding);
    let first = (!query.after.is_empty()).then(|| (query.first_page().url(), text::shop::to_beginning(l)));
    let next = next.map(|number| (query.after(&number).url(), text::shop::more(l)));
    let row = move |article: FollowedArticle| {
        let back = query.with_added(&article.number).url();
        let was_added = query.added == article.number;
        view! { <ArticleRow article approval adding back was_added/> }
    };
    view! {
        <h2 class="visually-hidden">{text::shop::articles(l)}</h2>
        // A list of other articles is made anew: a field that was left to another article would keep what was typed into it.
        <ul class="catalogue"><For each=move || articles.clone() key=|article| article.number.clone() children=row/></ul>
        <Pager first next/>
    }
}

/// Nothing fits: why that may be, and the way out.
#[component]
fn NothingFound(query: ShopQuery) -> impl IntoView {
    let l = language();
    let (title, help) = if query.search.is_empty() {
        (text::shop::nothing_here(l).to_owned(), text::shop::nothing_here_help(l))
    } else {
        (text::shop::nothing_found(l, &query.search), text::shop::nothing_found_help(l))
    };
    let wider = ShopQuery { search: query.search.clone(), ..ShopQuery::default() };
    let has_wider = !query.search.is_empty() && query.filter_count() > 0;
    view! {
        <div class="card">
            <div class="empty">
                <Icon name="search"/>
                <h2>{title}</h2>
                <p>{help}</p>
                {has_wider.then(|| view! { <a class="button" data-kind="secondary" href=wider.url()>{text::shop::search_everywhere(l)}</a> })}
                {query.is_narrowed().then(|| view! { <a class="button" data-kind="secondary" href="/shop">{text::shop::show_all(l)}</a> })}
            </div>
        </div>
    }
}
