//! Kundendossier: all own orders.

use super::api::{Dossier, DossierLine, Filter, load_dossier};
use crate::{
    locale::language,
    prelude::*,
    show::{StatusBadge, words},
    text,
    time::Moment,
    ui::{Icon, Load, Loaded, Pager},
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// /kundendossier
#[component]
pub fn DossierPage() -> impl IntoView {
    let query = use_query_map();
    let wanted = move || {
        let query = query.read();
        let filter = Filter::of_word(&query.get("status").unwrap_or_default());
        (filter, query.get("vor").and_then(|number| number.parse().ok()))
    };
    let dossier = Load::new(wanted, |(filter, before)| load_dossier(filter, before));
    view! { <Loaded load=dossier follows=has_same_rows children=show/> }
}

/// How far an order is may change where it stands; orders that come or go would move the others.
fn has_same_rows(shown: &Dossier, new: &Dossier) -> bool {
    shown.rows.iter().map(|row| row.id).eq(new.rows.iter().map(|row| row.id))
}

fn show(dossier: Dossier) -> impl IntoView {
    let l = language();
    let filter = dossier.filter;
    let first = dossier.is_continued.then(|| (address(filter, None), text::common::newest(l)));
    let next = dossier.older_than.map(|number| (address(filter, Some(number)), text::common::older(l)));
    let body = match (dossier.rows.is_empty(), filter) {
        (true, Filter::All) => view! { <NothingYet/> },
        (true, _) => view! { <NothingOfThisKind/> },
        (false, _) => view! { <Orders rows=dossier.rows/> },
    };
    view! {
        <Title text=text::dossier::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::dossier::title(l)}</h1>
                    <p class="lede">{text::dossier::lede(l)}</p>
                </div>
            </header>
            <div class="stack">
                <Filters filter/>
                {body}
                <Pager first next/>
            </div>
        </main>
    }
}

#[component]
fn Filters(filter: Filter) -> impl IntoView {
    let l = language();
    let label = move |of: Filter| match of {
        Filter::All => text::dossier::all(l),
        Filter::Waiting => text::dossier::waiting(l),
        Filter::AtSupplier => text::dossier::at_supplier(l),
        Filter::Delivered => text::dossier::delivered(l),
        Filter::Rejected => text::dossier::rejected(l),
        Filter::Withdrawn => text::dossier::withdrawn(l),
    };
    view! {
        <nav class="chips" aria-label=text::common::filter(l)>
            {Filter::ALL
                .map(|(each, _)| view! { <a href=address(each, None) aria-current=(each == filter).then_some("true")>{label(each)}</a> })
                .into_iter()
                .collect_view()}
        </nav>
    }
}

#[component]
fn Orders(rows: Vec<DossierLine>) -> impl IntoView {
    let l = language();
    view! {
        <div class="card" data-flush>
            <table class="list">
                <caption class="visually-hidden">{text::dossier::title(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::dossier::order(l)}</th>
                        <th scope="col">{text::dossier::status(l)}</th>
                        <th scope="col">{text::dossier::date(l)}</th>
                        <th scope="col">{text::order::delivery_date(l)}</th>
                        <th scope="col" class="num">{text::order::total_chf(l)}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <OrderRow row/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn OrderRow(row: DossierLine) -> impl IntoView {
    let l = language();
    let delivery = row.delivery.map(|day| view! { <time datetime=day.iso>{day.short}</time> });
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=format!("/kundendossier/{}", row.id)>{text::order::title(l, row.number)}</a>
                <span class="sub">{text::dossier::lines(l, row.lines)}</span>
            </th>
            <td class="status" data-label=text::dossier::status(l)>
                <StatusBadge status=row.status/>
                {row.holder.map(|holder| view! {
                    <span class="sub">{text::order::with(l, holder.name)}</span>
                    <span class="sub">{text::history::since(l)} " " <time datetime=holder.since.iso>{holder.since.absolute}</time></span>
                    {words::asked_as_well(l, &holder.asked).map(|asked| view! { <span class="sub">{asked}</span> })}
                })}
            </td>
            <td data-label=text::dossier::date(l)><Moment when=row.placed/></td>
            <td data-label=text::order::delivery_date(l)>{delivery}</td>
            <td class="num" data-label=text::order::total_chf(l)>{row.total.to_string()}</td>
        </tr>
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    let l = language();
    view! {
        <div class="empty">
            <Icon name="inbox"/>
            <h2>{text::dossier::empty_title(l)}</h2>
            <p>{text::dossier::empty_text(l)}</p>
            <a class="button" data-kind="primary" href="/shop">{text::dossier::to_shop(l)}</a>
        </div>
    }
}

#[component]
fn NothingOfThisKind() -> impl IntoView {
    let l = language();
    view! {
        <div class="empty">
            <Icon name="list-filter"/>
            <h2>{text::dossier::none_title(l)}</h2>
            <a class="button" data-kind="secondary" href="/kundendossier">{text::dossier::show_all(l)}</a>
        </div>
    }
}

/// The address of the dossier with this filter, from the order before `before` on.
fn address(filter: Filter, before: Option<i64>) -> String {
    let status = (filter != Filter::All).then(|| format!("status={}", filter.word()));
    let before = before.map(|number| format!("vor={number}"));
    let query: Vec<_> = status.into_iter().chain(before).collect();
    if query.is_empty() { "/kundendossier".into() } else { format!("/kundendossier?{}", query.join("&")) }
}
