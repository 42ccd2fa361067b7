//! "Freigabe abgeschlossen".

use super::{
    api::{ReleaseCase, load_release},
    retract::{Retract, retracting},
};
use crate::{
    form::ErrorSummary,
    locale::language,
    prelude::*,
    show::{Line, LinesTable, TakeAway, TotalsList, what_now},
    text,
    ui::{Icon, Load, Loaded},
};
use domain::OrderStatus;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// /freigaben/{id}/abschluss
#[component]
pub fn DonePage() -> impl IntoView {
    let params = use_params_map();
    let order = Load::new(move || params.read().get("id").unwrap_or_default(), load_release);
    view! { <Loaded follows=|_, _| true load=order children=show/> }
}

fn show(case: ReleaseCase) -> impl IntoView {
    let order = case.order;
    let l = language();
    let title = if order.waits_for_confirmation() {
        text::hierarchy::passed_on(l)
    } else if order.status.is_open() {
        text::release::still_open(l)
    } else {
        text::release::done_title(l)
    };
    let (tone, icon) = match order.status {
        OrderStatus::Waiting | OrderStatus::PartlyDecided => (Some("waiting"), "clock"),
        OrderStatus::Rejected | OrderStatus::Withdrawn => (Some("rejected"), "x"),
        _ => (None, "check"),
    };
    let (rejected, delivered): (Vec<Line>, Vec<Line>) = order.lines.iter().cloned().partition(is_rejected);
    let totals = order.delivered_totals;
    view! {
        <Title text=title/>
        <main class="page" data-width="narrow" id="main" tabindex="-1">
            <header class="big-check" data-tone=tone>
                <span class="big-check-mark"><Icon name=icon/></span>
                <h1>{title}</h1>
                <p class="lede">{what_now(&order)}</p>
            </header>
            <div class="stack" data-gap="l">
                <ErrorSummary form=retracting()/>
                <Retract order=order.clone()/>
                <Lines title=text::release::delivered_lines(l) lines=delivered/>
                <Lines title=text::release::rejected_lines(l) lines=rejected/>
                {order.delivery.map(|_| view! { <TotalsList totals/> })}
                <div class="button-row">
                    <a class="button" data-kind="primary" href="/freigaben">{text::release::to_queue(l)}</a>
                    <a class="button" data-kind="secondary" href=format!("/kundendossier/{}", order.id)>{text::dossier::to_order(l)}</a>
                    <TakeAway id=order.id/>
                </div>
            </div>
        </main>
    }
}

#[component]
fn Lines(title: &'static str, lines: Vec<Line>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="stack" data-gap="s">
                <h2 class="section-title">{title} " " <span class="count">{lines.len()}</span></h2>
                <LinesTable lines/>
            </section>
        }
    })
}

fn is_rejected(line: &Line) -> bool {
    line.decision.as_ref().is_some_and(|decision| decision.verdict == domain::Verdict::Rejected)
}
