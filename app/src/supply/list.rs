//! "Aufträge": everything that was received.

use super::{
    api::{Advance, SupplyList, SupplyListRow, load_supply_orders},
    row::{Board, OrderRow},
};
use crate::{
    form::{ErrorSummary, FormState},
    locale::language,
    prelude::*,
    show::words,
    text,
    ui::{Icon, Load, Loaded, Pager},
};
use domain::{SupplyStatus, count};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The states with their words in the address.
const ADDRESS_WORDS: [(SupplyStatus, &str); 4] = [
    (SupplyStatus::Received, "neu"),
    (SupplyStatus::Accepted, "angenommen"),
    (SupplyStatus::Shipped, "versandt"),
    (SupplyStatus::Delivered, "geliefert"),
];

/// /lieferant
#[component]
pub fn SupplyOrdersPage() -> impl IntoView {
    let query = use_query_map();
    let wanted = move || {
        let query = query.read();
        let word = query.get("status").unwrap_or_default();
        let status = ADDRESS_WORDS.iter().find(|(_, known)| *known == word).map(|(status, _)| *status);
        (status, query.get("vor").and_then(|number| number.parse().ok()))
    };
    let orders = Load::new(wanted, |(status, before)| load_supply_orders(status, before));
    provide_context(FormState::native::<Advance>());
    view! { <Loaded load=orders follows=has_same_rows children=move |list| show(list, orders)/> }
}

/// How far an order is may change where it stands; orders that come or go would move the others.
fn has_same_rows(shown: &SupplyList, new: &SupplyList) -> bool {
    shown.rows.iter().map(|row| row.id).eq(new.rows.iter().map(|row| row.id))
}

fn show(list: SupplyList, load: Load<SupplyList>) -> impl IntoView {
    let l = language();
    let form = expect_context::<FormState>();
    let board = Board::new(list.counts, load);
    let (status, is_continued) = (list.status, list.is_continued);
    let first = is_continued.then(|| (address(status, None), text::common::newest(l)));
    let next = list.older_than.map(|number| (address(status, Some(number)), text::common::older(l)));
    let body = match (list.rows.is_empty(), status.is_some() || is_continued) {
        (true, false) => view! { <NothingYet/> },
        (true, true) => view! { <NothingOfThisKind/> },
        (false, _) => view! { <Orders rows=list.rows board/> },
    };
    view! {
        <Title text=text::supply::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::supply::title(l)}</h1>
                    <p class="lede">{text::supply::lede(l)}</p>
                </div>
            </header>
            <div class="stack">
                <ErrorSummary form/>
                <Filters status board/>
                {body}
                <Pager first next/>
            </div>
            <p class="visually-hidden" role="status">{board.announced()}</p>
        </main>
    }
}

/// The address of a page of this list.
fn address(status: Option<SupplyStatus>, before: Option<i64>) -> String {
    let word = ADDRESS_WORDS.iter().find(|(known, _)| Some(*known) == status).map(|(_, word)| format!("status={word}"));
    let parts: Vec<_> = word.into_iter().chain(before.map(|number| format!("vor={number}"))).collect();
    if parts.is_empty() { "/lieferant".into() } else { format!("/lieferant?{}", parts.join("&")) }
}

#[component]
fn Filters(status: Option<SupplyStatus>, board: Board) -> impl IntoView {
    let l = language();
    let chip = move |of: Option<SupplyStatus>| {
        let label = of.map_or(text::supply::all(l), |status| words::supply(l, status));
        let is_here = (of == status).then_some("true");
        view! { <a href=address(of, None) aria-current=is_here>{label} " " <span class="count">{move || count::shown(board.count(of))}</span></a> }
    };
    view! {
        <nav class="chips" aria-label=text::common::filter(l)>
            {chip(None)} {SupplyStatus::ALL.iter().map(|status| chip(Some(*status))).collect_view()}
        </nav>
    }
}

#[component]
fn Orders(rows: Vec<SupplyListRow>, board: Board) -> impl IntoView {
    let l = language();
    view! {
        <div class="card" data-flush>
            <table class="list">
                <caption class="visually-hidden">{text::supply::title(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::supply::order(l)}</th>
                        <th scope="col">{text::supply::status(l)}</th>
                        <th scope="col">{text::supply::customer(l)}</th>
                        <th scope="col">{text::supply::received(l)}</th>
                        <th scope="col">{text::supply::delivery(l)}</th>
                        <th scope="col" class="num">{text::order::total_chf(l)}</th>
                        <th scope="col"><span class="visually-hidden">{text::supply::next_step(l)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <OrderRow row board/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    let l = language();
    view! {
        <div class="card empty">
            <Icon name="inbox"/>
            <h2>{text::supply::empty_title(l)}</h2>
            <p>{text::supply::empty_text(l)}</p>
            <a class="button" data-kind="primary" href="/lieferant/kunden">{text::supply::to_customers(l)}</a>
        </div>
    }
}

#[component]
fn NothingOfThisKind() -> impl IntoView {
    let l = language();
    view! {
        <div class="card empty">
            <Icon name="inbox"/>
            <h2>{text::supply::none_title(l)}</h2>
            <a class="button" data-kind="secondary" href="/lieferant">{text::supply::show_all(l)}</a>
        </div>
    }
}
