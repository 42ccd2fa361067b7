//! "Vielen Dank für Ihre Bestellung".

use super::api::load_order;
use crate::{
    locale::language,
    prelude::*,
    show::{LinesTable, OrderData, OtherPart, TotalsList, words},
    text,
    ui::{Icon, Load, Loaded},
};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// /bestellungen/{id}/bestaetigung
#[component]
pub fn ConfirmationPage() -> impl IntoView {
    let params = use_params_map();
    let order = Load::new(move || params.read().get("id").unwrap_or_default(), load_order);
    view! { <Loaded load=order follows=|_, _| true children=show/> }
}

fn show(order: OrderData) -> impl IntoView {
    let l = language();
    let waits = order.status.is_open();
    let (tone, icon) = if waits { (Some("waiting"), "clock") } else { (None, "check") };
    let link = format!("/kundendossier/{}", order.id);
    view! {
        <Title text=text::dossier::thanks(l)/>
        <main class="page" data-width="narrow" id="main" tabindex="-1">
            <header class="big-check" data-tone=tone>
                <span class="big-check-mark"><Icon name=icon/></span>
                <h1>{text::dossier::thanks(l)}</h1>
                <p class="lede">{text::dossier::thanks_number(l, order.number)}</p>
            </header>
            <div class="stack" data-gap="l">
                <NextStep order=order.clone()/>
                {order.other_part.clone().map(|other| view! { <Other other/> })}
                <LinesTable lines=order.lines is_own=order.is_own/>
                <TotalsList totals=order.totals/>
                <div class="button-row">
                    <a class="button" data-kind="primary" href="/kundendossier">{text::dossier::to_dossier(l)}</a>
                    <a class="button" data-kind="secondary" href=link>{text::dossier::to_order(l)}</a>
                    <a class="button" data-kind="quiet" href="/shop">{text::dossier::order_more(l)}</a>
                </div>
            </div>
        </main>
    }
}

/// What went at once, where the cart was split.
#[component]
fn Other(other: OtherPart) -> impl IntoView {
    let l = language();
    view! {
        <div class="notice" data-tone="info">
            <Icon name="arrow-right"/>
            <p>
                {text::dossier::other_part(l)} " "
                <a href=format!("/kundendossier/{}", other.id)>{text::order::title(l, other.number)}</a>
            </p>
        </div>
    }
}

/// What happens now: with the supplier, waiting for the named approver, or already decided.
#[component]
fn NextStep(order: OrderData) -> impl IntoView {
    let l = language();
    let approver = order.approver.filter(|_| order.status.is_open());
    let told = order.holder.map(|holder| holder.name);
    let then = (!order.then.is_empty()).then(|| text::dossier::next_then(l, order.then.join(", ")));
    let delivery = order.delivery.map(|day| text::dossier::next_delivery(l, day.long));
    let (tone, icon, title, detail) = match (approver, order.status) {
        (Some(name), _) => {
            let told = told.unwrap_or_else(|| name.clone());
            let detail = std::iter::once(text::dossier::next_waits_text(l, told)).chain(then).collect::<Vec<_>>().join(" ");
            ("waiting", "clock", text::dossier::next_waits(l, &name), Some(detail))
        }
        (None, domain::OrderStatus::HandedOver) => ("released", "circle-check", text::dossier::next_at_once(l).to_owned(), delivery),
        (None, status) => ("info", "info", text::dossier::next_closed(l, words::status(l, status)), delivery),
    };
    view! {
        <section class="stack" data-gap="s">
            <h2 class="section-title">{text::dossier::next_title(l)}</h2>
            <div class="notice" data-tone=tone>
                <Icon name=icon/>
                <div>
                    <strong>{title}</strong>
                    {detail.map(|detail| view! { <p>{detail}</p> })}
                </div>
            </div>
        </section>
    }
}
