//! One supply order with its next step.

use super::{
    api::{Advance, SupplyOrder, load_supply_order},
    note::{Facts, Lines, Receipt},
    row::Late,
    step, step_in_full,
};
use crate::{
    form::{ErrorSummary, FormState, SendForm, Sending, Submit, field_name},
    locale::language,
    me::MenuNumbers,
    prelude::*,
    show::{SupplyBadge, TotalsList, chf, words},
    text,
    time::When,
    ui::{Icon, Load, Loaded, PrintButton},
};
use domain::SupplyStatus;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The form that makes the next step. It outlives the data, which is loaded anew after each try.
#[derive(Clone, Copy)]
struct Steps {
    advance: Sending<Advance>,
    form: FormState,
}

/// /lieferant/auftraege/{id}
#[component]
pub fn SupplyOrderPage() -> impl IntoView {
    let params = use_params_map();
    let advance = Sending::<Advance>::new();
    let (answer, version) = (advance.value(), advance.version());
    provide_context(Steps { advance, form: FormState::of(advance) });
    let wanted = move || (params.read().get("id").unwrap_or_default(), version.get());
    let order = Load::new(wanted, |(id, _)| load_supply_order(id));
    Effect::new(move |_| {
        if answer.with(Option::is_some) {
            MenuNumbers::refresh();
        }
    });
    view! { <Loaded load=order follows=|_, _| true children=show/> }
}

fn show(order: SupplyOrder) -> impl IntoView {
    let l = language();
    let steps = expect_context::<Steps>();
    let (number, answer) = (order.number, steps.advance.value());
    let announced =
        reactive(move || answer.get().and_then(Result::ok).map(|status| text::supply::now(l, number, words::supply(l, status))));
    view! {
        <Title text=text::supply::number(l, number)/>
        <main class="page" id="main" tabindex="-1">
            <Head order=order.clone()/>
            <ErrorSummary form=steps.form/>
            <div data-print="no"><Progress order=order.clone()/></div>
            <section data-print="only"><Facts order=order.clone()/></section>
            <div class="split" data-aside="action">
                <div class="split-main"><Lines lines=order.lines.clone()/></div>
                <aside class="split-aside" aria-label=text::common::summary(l) data-print="no"><Summary order/></aside>
            </div>
            <Receipt/>
            <p class="visually-hidden" role="status">{announced}</p>
        </main>
    }
}

#[component]
fn Head(order: SupplyOrder) -> impl IntoView {
    let l = language();
    view! {
        <nav class="crumbs" aria-label=text::common::path(l)>
            <ol>
                <li><a href="/lieferant">{text::supply::title(l)}</a></li>
                <li><span aria-current="page">{order.number}</span></li>
            </ol>
        </nav>
        <header class="page-head">
            <div>
                <h1>
                    <span data-print="no">{text::supply::number(l, order.number)} " " <SupplyBadge status=order.status/></span>
                    <span data-print="only">{text::supply::note(l, order.number)}</span>
                </h1>
                <p class="lede">{text::supply::customer_of(l, order.customer, order.customer_number)}</p>
            </div>
            <div class="actions"><PrintButton/></div>
        </header>
    }
}

/// When each step was made.
#[component]
fn Progress(order: SupplyOrder) -> impl IntoView {
    let l = language();
    let is_delivered = order.status == SupplyStatus::Delivered;
    let item = move |(status, time): (SupplyStatus, Option<When>)| {
        let is_current = status == order.status && !is_delivered;
        let state = if is_current {
            "current"
        } else if time.is_some() {
            "done"
        } else {
            "todo"
        };
        let tone = (is_current && status == SupplyStatus::Received).then_some("waiting");
        let name = if status == SupplyStatus::Received { text::supply::step_received(l) } else { words::supply(l, status) };
        let icon = if status == SupplyStatus::Accepted { "package" } else { step(l, status).0 };
        view! {
            <li data-state=state data-tone=tone aria-current=is_current.then_some("step")>
                <Icon name=icon/>
                <strong>{name}</strong>
                {time.map(|time| view! { <time datetime=time.iso>{time.absolute}</time> })}
            </li>
        }
    };
    view! { <ol class="progress" aria-label=text::supply::steps(l)>{order.steps.into_iter().map(item).collect_view()}</ol> }
}

/// The facts, and below them the one thing to do.
#[component]
fn Summary(order: SupplyOrder) -> impl IntoView {
    let l = language();
    let Steps { advance, form } = expect_context::<Steps>();
    let (id, total, next) = (order.id.to_string(), chf(order.totals.total), order.status.next());
    let hint = if next.is_some() { text::supply::informs(l) } else { text::supply::done(l) };
    let action = next.map(|to| {
        let (icon, label) = (step(l, to).0, step_in_full(l, to));
        view! {
            <SendForm action=advance>
                <input type="hidden" name=field_name("id") value=id/>
                <input type="hidden" name=field_name("to") value=to.word()/>
                <Submit form size="large"><Icon name=icon/>{label}</Submit>
            </SendForm>
        }
    });
    view! {
        <section class="card stack">
            <h2 class="section-title">{text::supply::facts(l)}</h2>
            {order.is_late.then(|| view! { <p><Late/></p> })}
            <Facts order=order.clone()/>
            <TotalsList totals=order.totals/>
        </section>
        <div class="summary-bar">
            <p class="summary-bar-text"><strong>{total}</strong><span>{hint}</span></p>
            {action}
        </div>
    }
}
