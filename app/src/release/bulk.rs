//! Several orders released at once, after a look at all of them.

use super::{
    bulk_api::{Bulk, BulkOrder, ReleaseOrders, load_bulk, named},
    bulk_limits::{OwnLimit, SharedLimit, SharedLimits},
};
use crate::{
    form::{ErrorSummary, FormState, SendForm, Sending, Submit},
    locale::language,
    me::MenuNumbers,
    prelude::*,
    show::{Changed, LinesTable, chf},
    text,
    time::MomentLine,
    ui::{Icon, Load, Loaded, Notice},
};
use domain::Rappen;
use leptos::html;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Says that somebody has come by keyboard, and goes on with it.
pub(super) const BY_KEY: &str = "taste";

/// /freigaben/sammelfreigabe
#[component]
pub fn BulkPage() -> impl IntoView {
    let query = use_query_map();
    let release = Sending::<ReleaseOrders>::new();
    let form = FormState::of(release);
    // When none of them was to be released any more, the page must show what is left.
    let answer = release.value();
    let refusals = Memo::new(move |seen: Option<&usize>| {
        seen.copied().unwrap_or(0) + usize::from(answer.with(|answer| matches!(answer, Some(Err(_)))))
    });
    let wanted = move || (named(&query.read().get_all("bestellung").unwrap_or_default()), refusals.get());
    let bulk = Load::new(wanted, |(orders, _)| load_bulk(orders));
    Effect::new(move |_| {
        if release.value().with(Option::is_some) {
            MenuNumbers::refresh();
        }
    });
    let is_by_key = StoredValue::new(query.read_untracked().get(BY_KEY).is_some());
    view! { <Loaded load=bulk follows=|_, _| false children=move |bulk| view! { <Summary bulk is_by_key release form/> }/> }
}

#[component]
fn Summary(bulk: Bulk, is_by_key: StoredValue<bool>, release: Sending<ReleaseOrders>, form: FormState) -> impl IntoView {
    let l = language();
    let Bulk { orders, left_out, limits } = bulk;
    let lede = if do_go_on(&orders) { text::hierarchy::bulk_lede(l) } else { text::release::bulk_lede(l) };
    let body = match (orders.is_empty(), left_out) {
        (true, 0) => {
            let (title, text) = (text::release::bulk_nothing_title(l), text::release::bulk_nothing_text(l));
            view! { <Nothing title text/> }
        }
        (true, _) => view! { <Nothing title=text::release::bulk_gone_title(l) text=text::release::bulk_gone_text(l)/> },
        (false, _) => view! { <Orders orders left_out limits is_by_key release form/> },
    };
    view! {
        <Title text=text::release::bulk_title(l)/>
        <main class="page" id="main" tabindex="-1">
            <nav class="crumbs" aria-label=text::common::path(l)>
                <ol>
                    <li><a href="/freigaben">{text::release::title(l)}</a></li>
                    <li><span aria-current="page">{text::release::bulk_title(l)}</span></li>
                </ol>
            </nav>
            <header class="page-head">
                <div>
                    <h1>{text::release::bulk_title(l)}</h1>
                    <p class="lede">{lede}</p>
                </div>
            </header>
            <ErrorSummary form/>
            {body}
        </main>
    }
}

#[component]
fn Nothing(title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="inbox"/>
            <h2>{title}</h2>
            <p>{text}</p>
            <a class="button" data-kind="primary" href="/freigaben">{text::release::to_queue(language())}</a>
        </div>
    }
}

#[component]
fn Orders(
    orders: Vec<BulkOrder>,
    left_out: usize,
    limits: Vec<SharedLimit>,
    is_by_key: StoredValue<bool>,
    release: Sending<ReleaseOrders>,
    form: FormState,
) -> impl IntoView {
    let l = language();
    let notice = match left_out {
        0 => None,
        1 => Some(text::release::bulk_one_left(l).to_owned()),
        count => Some(text::release::bulk_many_left(l, count)),
    };
    view! {
        {notice.map(|text| view! { <Notice tone="waiting" text/> })}
        <div class="stack" data-gap="xl">
            {orders.iter().cloned().map(|order| view! { <Asked order/> }).collect_view()}
            <SharedLimits limits/>
            <ReleaseBar orders is_by_key release form/>
        </div>
    }
}

/// One order with all that is needed to decide on it.
#[component]
fn Asked(order: BulkOrder) -> impl IntoView {
    let l = language();
    let heading = format!("order-{}", order.number);
    let orderer = order.orderer.clone();
    let reference = order.reference.map(|reference| view! { " · " {text::order::reference(l)} ": " {reference} });
    let in_place_of = order.in_place_of.map(|name| view! { " · " {text::rules::for_whom(l, name)} });
    let goes_on = order.goes_on_to.map(|name| view! { " · " {text::hierarchy::bulk_goes_on(l, name)} });
    let note = order.note.map(|note| {
        view! {
            <div class="notice" data-tone="info">
                <Icon name="message-square"/>
                <div><strong>{text::release::note_of(l, orderer)}</strong><p>{note}</p></div>
            </div>
        }
    });
    let freight = (!order.freight.is_nothing()).then(|| text::freight::included(l, chf(order.freight)));
    view! {
        <section class="stack" data-gap="s" aria-labelledby=heading>
            <header>
                <h2 id=heading.clone()><a href=format!("/freigaben/{}", order.id)>{text::order::title(l, order.number)}</a></h2>
                <p class="sub">{order.orderer} " · " <MomentLine when=order.placed/> {reference} {in_place_of} {goes_on}</p>
            </header>
            <Changed changes=order.changes/>
            {note}
            <LinesTable lines=order.lines/>
            <p class="picked-total">
                {text::order::total_chf(l)} " " <strong class="amount">{order.total.to_string()}</strong>
                {freight.map(|words| view! { <span class="sub">{words}</span> })}
            </p>
            <OwnLimit limit=order.limit net=order.net/>
        </section>
    }
}

/// The sum of all, and the one button. It says what it does.
#[component]
fn ReleaseBar(
    orders: Vec<BulkOrder>,
    /// Whether the button is to have the focus: once, for what the page shows later was not there when the key was pressed.
    is_by_key: StoredValue<bool>,
    release: Sending<ReleaseOrders>,
    form: FormState,
) -> impl IntoView {
    let l = language();
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if button.get().is_some() && is_by_key.try_update_value(std::mem::take).unwrap_or_default() {
            // It is there, but becomes part of the page only now. A button that is shown can have the focus.
            request_animation_frame(move || drop(button.get_untracked().map(|button| button.focus())));
        }
    });
    let sum = chf(orders.iter().map(|order| order.total).sum::<Rappen>());
    let about = if orders.len() == 1 { text::release::bulk_sum_one(l).to_owned() } else { text::release::bulk_sum(l, orders.len()) };
    let action = match (orders.len(), do_go_on(&orders)) {
        (1, false) => text::release::bulk_release_one(l, &sum),
        (1, true) => text::hierarchy::bulk_release_one(l, &sum),
        (count, false) => text::release::bulk_release(l, count, &sum),
        (count, true) => text::hierarchy::bulk_release(l, count, &sum),
    };
    view! {
        <div class="pick-bar" data-print="no">
            <p class="summary-bar-text"><strong>{sum}</strong><span>{about}</span></p>
            <SendForm action=release>
                {orders.iter().enumerate().map(|(at, order)| view! { <Seen at order/> }).collect_view()}
                <Submit form size="large" button><Icon name="check"/>{action}</Submit>
            </SendForm>
        </div>
    }
}

/// Whether one of them goes on to somebody else instead of to the supplier.
fn do_go_on(orders: &[BulkOrder]) -> bool {
    orders.iter().any(|order| order.goes_on_to.is_some())
}

/// What was shown as open of one order, so that nothing else is decided.
#[component]
fn Seen<'a>(at: usize, order: &'a BulkOrder) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name=format!("form[orders][{at}][id]") value=order.id.to_string()/>
        <input type="hidden" name=format!("form[orders][{at}][positions]") value=order.open_positions()/>
        <input type="hidden" name=format!("form[orders][{at}][level]") value=order.level.to_string()/>
        <input type="hidden" name=format!("form[orders][{at}][version]") value=order.changes.version.to_string()/>
        <input type="hidden" name=format!("form[orders][{at}][seal]") value=order.seal.clone()/>
    }
}
