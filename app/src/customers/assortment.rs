//! The Kundensortiment as a list, with search and pages.

use super::{
    address::View,
    article::{ArticleRow, Board, Hidden},
    assortment_api::{Article, SetInAssortment},
};
use crate::{
    form::{SendForm, Sending},
    locale::language,
    prelude::*,
    text,
    ui::Icon,
};

/// Between the Kundensortiment and all articles.
#[component]
pub fn Switch(view: View, board: Board) -> impl IntoView {
    let l = language();
    let chip = |shows_all: bool, label: &'static str| {
        let is_here = (view.shows_all == shows_all).then_some("true");
        view! { <a href=view.showing(shows_all).address(board.customer()) aria-current=is_here>{label}</a> }
    };
    view! {
        <nav class="chips" aria-label=text::common::filter(l)>
            {chip(false, text::customers::in_assortment(l))} {chip(true, text::customers::all_articles(l))}
        </nav>
    }
}

/// The articles of this page, or what to do where there are none.
#[component]
pub fn Articles(articles: Vec<Article>, view: View, board: Board) -> impl IntoView {
    match (articles.is_empty(), view.search.is_empty()) {
        (true, true) => view! { <NothingIn view board/> },
        (true, false) => view! { <NothingFound view board/> },
        (false, _) => view! { <Table articles board/> },
    }
}

#[component]
fn Table(articles: Vec<Article>, board: Board) -> impl IntoView {
    let l = language();
    view! {
        <div class="card" data-flush>
            <table class="list">
                <caption class="visually-hidden">{text::customers::assortment(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::customers::article(l)}</th>
                        <th scope="col">{text::customers::state(l)}</th>
                        <th scope="col">{text::customers::unit(l)}</th>
                        <th scope="col" class="num">{text::customers::price(l)}</th>
                        <th scope="col"><span class="visually-hidden">{text::customers::action(l)}</span></th>
                    </tr>
                </thead>
                <tbody>{articles.into_iter().map(|article| view! { <ArticleRow article board/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Without JavaScript the removed row is gone; here is the way back.
#[component]
pub fn Removed(article: Article, board: Board) -> impl IntoView {
    let l = language();
    let undo = Sending::<SetInAssortment>::new();
    view! {
        <div class="notice" data-tone="info" role="status">
            <Icon name="info"/>
            <div>
                <p>{text::customers::removed_now(l, &article.name)}</p>
                <SendForm action=undo>
                    <Hidden article board is_in=true/>
                    <button class="button" data-kind="secondary" data-size="small"><Icon name="undo-2"/>{text::customers::undo(l)}</button>
                </SendForm>
            </div>
        </div>
    }
}

#[component]
fn NothingIn(view: View, board: Board) -> impl IntoView {
    let l = language();
    view! {
        <div class="card empty">
            <Icon name="star"/>
            <h2>{text::customers::nothing_in_title(l)}</h2>
            <p>{text::customers::nothing_in_text(l)}</p>
            <a class="button" data-kind="primary" href=view.showing(true).address(board.customer())>{text::customers::choose(l)}</a>
        </div>
    }
}

#[component]
fn NothingFound(view: View, board: Board) -> impl IntoView {
    let l = language();
    let everywhere = (!view.shows_all).then(|| {
        view! { <a class="button" data-kind="secondary" href=view.showing(true).address(board.customer())>{text::customers::search_all(l)}</a> }
    });
    view! {
        <div class="card empty">
            <Icon name="search"/>
            <h2>{text::customers::nothing_found_title(l)}</h2>
            <p>{text::customers::nothing_found_text(l, view.search)}</p>
            {everywhere}
        </div>
    }
}
