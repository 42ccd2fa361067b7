//! Freigaben: the orders that wait for me.

use super::{
    filter::QueueFilter,
    picks::{Kept, Pick, PickAll, PickBar, PickBox, Picks},
    query::QueueQuery,
    queue_api::{Queue, QueueLine, load_queue},
    queue_keys::QueueKeys,
};
use crate::{
    locale::language,
    prelude::*,
    show::StatusBadge,
    text,
    time::Moment,
    ui::{Icon, Load, Loaded, Notice, Pager},
};
use domain::Language;
use leptos_meta::Title;
use leptos_router::{components::Form, hooks::use_query_map};

/// /freigaben
#[component]
pub fn QueuePage() -> impl IntoView {
    let query = use_query_map();
    let queue = Load::new(move || QueueQuery::of(&query.read()), load_queue);
    Kept::provide();
    view! { <Loaded load=queue follows=has_same_rows children=show/> }
}

/// What an order says may change where it stands; orders that come or go would move the others.
fn has_same_rows(shown: &Queue, new: &Queue) -> bool {
    shown.rows.iter().map(|row| row.id).eq(new.rows.iter().map(|row| row.id))
}

fn show(queue: Queue) -> impl IntoView {
    let l = language();
    let query = queue.query.clone();
    let first = (!query.after.is_empty()).then(|| (query.first_page().url(), text::release::to_beginning(l)));
    let searches_on = queue.searches_on;
    let more = if searches_on { text::release::search_on(l) } else { text::release::more(l) };
    let next = queue.next.as_ref().map(|place| (query.after(place).url(), more));
    let picks = (!queue.rows.is_empty()).then(|| Picks::of(queue.rows.iter().map(|row| row.id)));
    let has_filter = query.is_narrowed() || !queue.rows.is_empty();
    let order = queue.rows.iter().any(|row| row.is_urgent).then(|| text::release::urgent_first(l, &queue.before, &queue.delivery.long));
    let filter = has_filter.then(|| view! { <QueueFilter queue=queue.clone()/> });
    let body = match picks {
        Some(picks) => view! { <Waiting queue picks/> },
        None if has_filter => view! { <NothingFits query searches_on/> },
        None => view! { <NothingWaits/> },
    };
    view! {
        <Title text=text::release::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::release::title(l)}</h1>
                    <p class="lede">{text::release::lede(l)} " " {order}</p>
                </div>
                {picks.map(|picks| view! { <div class="actions"><QueueKeys picks/></div> })}
            </header>
            <Outcome/>
            <div class="stack">{filter} {body} <Pager first next/></div>
        </main>
    }
}

/// What came of releasing several orders at once, as the address says.
#[component]
fn Outcome() -> impl IntoView {
    let query = use_query_map();
    let number = move |name| query.read().get(name).and_then(|number| number.parse::<u32>().ok()).unwrap_or_default();
    reactive(move || {
        let (released, left, asked) = (number("freigegeben"), number("uebrig"), number("gefragt"));
        let tone = if released > 0 && asked == 0 { "released" } else { "waiting" };
        (released + left + asked > 0).then(|| view! { <Notice tone text=outcome(released, left, asked)/> })
    })
}

fn outcome(released: u32, left: u32, asked: u32) -> String {
    let l = language();
    let released = match released {
        0 => None,
        1 => Some(text::release::notice_one(l).to_owned()),
        count => Some(text::release::notice_many(l, count)),
    };
    let left = match left {
        0 => None,
        1 => Some(text::release::notice_one_left(l).to_owned()),
        count => Some(text::release::notice_many_left(l, count)),
    };
    let asked = match asked {
        0 => None,
        1 => Some(text::release::notice_one_asked(l).to_owned()),
        count => Some(text::release::notice_many_asked(l, count)),
    };
    released.into_iter().chain(asked).chain(left).collect::<Vec<_>>().join(" ")
}

/// The queue in a form that asks for the summary of what is ticked.
#[component]
fn Waiting(queue: Queue, picks: Picks) -> impl IntoView {
    let l = language();
    let deadline = text::release::deadline(l, &queue.before, &queue.delivery.long);
    let row = |(row, pick): (QueueLine, Pick)| {
        let deadline = row.is_urgent.then(|| deadline.clone());
        view! { <QueueRow row deadline picks pick/> }
    };
    let rows = queue.rows.into_iter().zip(picks.all()).map(row).collect_view();
    view! {
        <Form method="get" action="/freigaben/sammelfreigabe" attr:class="picks">
            <div class="card" data-flush>
                <table class="list">
                    <caption class="visually-hidden">{text::release::title(l)}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="pick"><PickAll picks/></th>
                            <th scope="col">{text::dossier::order(l)}</th>
                            <th scope="col">{text::dossier::status(l)}</th>
                            <th scope="col">{text::order::orderer(l)}</th>
                            <th scope="col">{text::release::waiting_since(l)}</th>
                            <th scope="col" class="num">{text::order::total_chf(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <PickBar picks/>
        </Form>
    }
}

#[component]
fn QueueRow(
    row: QueueLine,
    /// Until when it is to be released so as to come on the day that was promised; none where that day is missed.
    deadline: Option<String>,
    picks: Picks,
    pick: Pick,
) -> impl IntoView {
    let l = language();
    let is_urgent = deadline.is_some();
    let deadline = deadline.unwrap_or_else(|| text::release::deadline_missed(l).to_owned());
    view! {
        <tr>
            <td class="pick"><PickBox picks pick number=row.number/></td>
            <th scope="row">
                <a class="row-link" href=format!("/freigaben/{}", row.id) node_ref=pick.link>{text::order::title(l, row.number)}</a>
                {row.note.map(|note| view! { <span class="sub">{text::release::quoted(l, note)}</span> })}
            </th>
            <td class="status" data-label=text::dossier::status(l)>
                <StatusBadge status=row.status/>
                <span class="sub">{open_lines(row.open_lines)}</span>
                {(row.asked_again > 0).then(|| view! { <span class="sub">{text::release::again_lines(l, row.asked_again)}</span> })}
            </td>
            <td data-label=text::order::orderer(l)>
                {row.orderer}
                {row.in_place_of.map(|name| view! { <span class="sub">{text::rules::for_whom(l, name)}</span> })}
            </td>
            <td data-label=text::release::waiting_since(l)>
                <Moment when=row.placed/>
                <span class="sub deadline" data-urgent=is_urgent>{deadline}</span>
            </td>
            <td class="num" data-label=text::order::total_chf(l)>{row.total.to_string()}</td>
        </tr>
    }
}

/// Nothing of what waits is what was asked for, as far as it was looked through.
#[component]
fn NothingFits(
    query: QueueQuery,
    /// Whether the next page looks further.
    searches_on: bool,
) -> impl IntoView {
    let l = language();
    let title = nothing_found(l, query, searches_on);
    view! {
        <div class="empty">
            <Icon name="search"/>
            <h2>{title}</h2>
            {searches_on.then(|| view! { <p>{text::release::search_goes_on(l)}</p> })}
            <a class="button" data-kind="secondary" href="/freigaben">{text::release::show_all(l)}</a>
        </div>
    }
}

/// How far nothing fits. What the pages before have found, this one does not know.
fn nothing_found(l: Language, query: QueueQuery, searches_on: bool) -> String {
    match (query.search, query.after.is_empty()) {
        (words, _) if searches_on => text::release::none_so_far(l, words),
        (words, _) if words.is_empty() => text::release::none_title(l).to_owned(),
        (words, true) => text::release::none_found(l, words),
        (words, false) => text::release::no_more_found(l, words),
    }
}

/// What is to be done: with all lines decided, somebody has to confirm that.
fn open_lines(count: i64) -> String {
    let l = language();
    if count == 0 { text::hierarchy::queue_confirm(l).into() } else { text::release::open_lines(l, count) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_nothing_fits_is_said_only_once_all_of_it_was_looked_through() {
        let asked = QueueQuery { search: "stuhl".into(), ..QueueQuery::default() };
        let said = |query: &QueueQuery, searches_on| nothing_found(Language::German, query.clone(), searches_on);
        assert_eq!(said(&asked, true), "Unter den eben durchgesehenen Bestellungen passt keine zu «stuhl»");
        assert_eq!(said(&asked, false), "Keine wartende Bestellung passt zu «stuhl»");
        assert_eq!(said(&asked.after("1_2_3"), false), "Keine weitere wartende Bestellung passt zu «stuhl»");
        assert_eq!(said(&QueueQuery::default(), false), "Keine solche Bestellung wartet");
    }
}
