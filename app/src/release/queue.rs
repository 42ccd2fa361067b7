//! Freigaben: the orders that wait for me.

use super::api::{Queue, QueueLine, load_queue};
use crate::{
    locale::language,
    show::StatusBadge,
    text,
    time::Moment,
    ui::{Icon, Load, Loaded, Pager},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// /freigaben
#[component]
pub fn QueuePage() -> impl IntoView {
    let query = use_query_map();
    let queue = Load::new(move || query.read().get("ab"), load_queue);
    view! { <Loaded load=queue children=show/> }
}

fn show(queue: Queue) -> impl IntoView {
    let l = language();
    let next = queue.next.map(|place| (format!("/freigaben?ab={place}"), text::release::newer(l)));
    let body = if queue.rows.is_empty() { view! { <NothingWaits/> }.into_any() } else { view! { <Waiting rows=queue.rows/> }.into_any() };
    view! {
        <Title text=text::release::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::release::title(l)}</h1>
                    <p class="lede">{text::release::lede(l)}</p>
                </div>
            </header>
            <div class="stack">{body} <Pager first=None next/></div>
        </main>
    }
}

#[component]
fn Waiting(rows: Vec<QueueLine>) -> impl IntoView {
    let l = language();
    view! {
        <div class="card" data-flush>
            <table class="list">
                <caption class="visually-hidden">{text::release::title(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::dossier::order(l)}</th>
                        <th scope="col">{text::dossier::status(l)}</th>
                        <th scope="col">{text::order::orderer(l)}</th>
                        <th scope="col">{text::release::waiting_since(l)}</th>
                        <th scope="col" class="num">{text::order::total_chf(l)}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <QueueRow row/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn QueueRow(row: QueueLine) -> impl IntoView {
    let l = language();
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=format!("/freigaben/{}", row.id)>{text::order::title(l, row.number)}</a>
                {row.note.map(|note| view! { <span class="sub">{text::release::quoted(l, note)}</span> })}
            </th>
            <td class="status" data-label=text::dossier::status(l)>
                <StatusBadge status=row.status/>
                <span class="sub">{text::release::open_lines(l, row.open_lines)}</span>
            </td>
            <td data-label=text::order::orderer(l)>{row.orderer}</td>
            <td data-label=text::release::waiting_since(l)><Moment when=row.placed/></td>
            <td class="num" data-label=text::order::total_chf(l)>{row.total.to_string()}</td>
        </tr>
    }
}

#[component]
fn NothingWaits() -> impl IntoView {
    let l = language();
    view! {
        <div class="empty">
            <Icon name="circle-check"/>
            <h2>{text::release::empty_title(l)}</h2>
            <p>{text::release::empty_text(l)}</p>
            <a class="button" data-kind="secondary" href="/konto/logins">{text::release::to_logins(l)}</a>
        </div>
    }
}
