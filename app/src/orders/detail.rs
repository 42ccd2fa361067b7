//! One order in the dossier.

use super::{
    again::{AgainButtons, Taking},
    api::{WithdrawOrder, load_order},
    ask_after::{AskAfter, Asking},
    glance::Glance,
};
use crate::{
    comments::{CommentThread, Thread},
    form::{ErrorSummary, FormState, SendForm, Sending, Submit, field_name},
    locale::language,
    prelude::*,
    show::{Changed, Holder, LinesTable, OrderData, OrderFacts, Progress, StatusBadge, TakeAway, Timeline, TotalsList, words},
    text,
    time::MomentLine,
    ui::{Icon, Load, Loaded, PrintButton},
};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// /kundendossier/{id}
#[component]
pub fn OrderPage() -> impl IntoView {
    let params = use_params_map();
    let order = Load::new(move || params.read().get("id").unwrap_or_default(), load_order);
    let thread = Thread::of(order);
    let absorbs = thread.absorb::<OrderData>();
    view! { <Loaded load=order follows=|_, _| true absorbs children=move |loaded| show(loaded, order, thread)/> }
}

fn show(loaded: OrderData, load: Load<OrderData>, thread: Thread) -> impl IntoView {
    thread.show(&loaded);
    let (id, has_approver, may_write) = (loaded.id, loaded.approver.is_some(), loaded.extras.writes_comments);
    let withdraw = Sending::<WithdrawOrder>::new();
    let (taking, asking) = (Taking::here(), Asking::here());
    let answer = withdraw.value();
    let changed = move || answer.get().and_then(Result::ok).or_else(|| asking.answer());
    Effect::new(move |_| {
        if let Some(changed) = changed() {
            thread.show(&changed);
            load.amend(move |shown| *shown = changed);
        }
    });
    let order = Signal::derive(move || changed().unwrap_or_else(|| loaded.clone()));
    let title = order.read_untracked().number;
    view! {
        <Title text=text::order::title(language(), title)/>
        <main class="page" id="main" tabindex="-1">
            <ErrorSummary form=taking.form/>
            // It may not wait any more, and then has no button below which an error could stand.
            <ErrorSummary form=asking.form/>
            {move || view! { <Order order=order.get() taking asking/> }}
            {move || may_change(&order.read()).then(|| view! { <Change order=order.get_untracked()/> })}
            {move || order.read().status.is_open().then(|| view! { <Withdraw withdraw order=order.get_untracked()/> })}
            <CommentThread thread id has_approver may_write/>
        </main>
    }
}

/// Also where it has gone on: with a change it comes back.
const fn may_change(order: &OrderData) -> bool {
    order.extras.changes_orders && order.status.is_open()
}

#[component]
fn Order(order: OrderData, taking: Taking, asking: Asking) -> impl IntoView {
    view! {
        <Head order=order.clone()/>
        <div class="stack" data-gap="l">
            <div class="stack">
                <Waits order=order.clone() asking/>
                <Progress order=order.clone()/>
                <Glance order=order.clone()/>
            </div>
            <div class="split">
                <div class="split-main stack" data-gap="l">
                    <Positions order=order.clone() taking/>
                </div>
                <aside class="split-aside stack" data-gap="l"><Aside order/></aside>
            </div>
        </div>
    }
}

#[component]
fn Head(order: OrderData) -> impl IntoView {
    let l = language();
    view! {
        <nav class="crumbs" aria-label=text::common::path(l)>
            <ol>
                <li><a href="/kundendossier">{text::dossier::title(l)}</a></li>
                <li><span aria-current="page">{order.number}</span></li>
            </ol>
        </nav>
        <header class="page-head">
            <div>
                <h1>{text::order::title(l, order.number)} " " <StatusBadge status=order.status/></h1>
                <p class="lede">{order.orderer} ", " {order.placed.absolute}</p>
            </div>
        </header>
    }
}

/// While the order waits: for whom, and for that person the way to decide.
#[component]
fn Waits(order: OrderData, asking: Asking) -> impl IntoView {
    let l = language();
    let link = order.is_in_charge.then(|| format!("/freigaben/{}", order.id));
    order.approver.clone().filter(|_| order.status.is_open()).map(|name| {
        view! {
            <div class="notice" data-tone="waiting">
                <Icon name="clock"/>
                <div>
                    <strong>{text::dossier::waits_title(l, name)}</strong>
                    {order.holder.clone().map(|holder| view! { <With holder/> })}
                    <p>{text::dossier::waits_text(l)}</p>
                    {link.map(|link| view! { <p><a class="button" data-kind="primary" href=link>{text::dossier::decide_now(l)}</a></p> })}
                    <AskAfter asking order/>
                </div>
            </div>
        }
    })
}

/// Who has it and since when.
#[component]
fn With(holder: Holder) -> impl IntoView {
    let l = language();
    let Holder { name, in_place_of, since, asked } = holder;
    let asked = words::asked_as_well(l, &asked).map(|asked| view! { <p>{asked}</p> });
    let stands_in = in_place_of.map(|(_, until)| view! { <p>{text::rules::deputy(l, &name, until.short)}</p> });
    view! {
        {stands_in}
        <p>{text::dossier::with_since(l, name)} " " <MomentLine when=since/></p>
        {asked}
    }
}

#[component]
fn Positions(order: OrderData, taking: Taking) -> impl IntoView {
    let l = language();
    let delivered = (order.delivery.is_some() && order.delivered_totals != order.totals).then_some(order.delivered_totals);
    view! {
        <section class="stack">
            <h2 class="section-title">{text::order::lines(l)} " " <span class="count">{order.lines.len()}</span></h2>
            <LinesTable lines=order.lines.clone() remedy=taking.remedy(&order) is_own=order.is_own/>
            <TotalsList totals=order.totals/>
            {delivered.map(|totals| view! {
                <h3 class="section-title">{text::dossier::delivered_lines(l)}</h3>
                <TotalsList totals/>
            })}
            <AgainButtons taking order=order.clone()/>
            {order.status.is_open().then(|| view! { <Changed changes=order.changes.clone()/> })}
        </section>
        <section class="stack">
            <h2 class="section-title">{text::dossier::history(l)}</h2>
            <Timeline order/>
        </section>
    }
}

#[component]
fn Aside(order: OrderData) -> impl IntoView {
    let l = language();
    let id = order.id;
    let note = order.note.clone().map(|note| {
        view! {
            <section class="card">
                <h2 class="section-title">{text::dossier::note_for_approver(l)}</h2>
                <blockquote>{note}</blockquote>
            </section>
        }
    });
    view! {
        <section class="card">
            <h2 class="section-title">{text::dossier::facts(l)}</h2>
            <OrderFacts order/>
        </section>
        {note}
        <div class="cluster" data-gap="s" data-print="no"><TakeAway id/> <PrintButton/></div>
    }
}

/// The way to change the order while it waits.
#[component]
fn Change(order: OrderData) -> impl IntoView {
    let l = language();
    order.is_own.then(|| {
        view! {
            <p class="cluster" data-gap="s" data-print="no">
                <a class="button" data-kind="secondary" href=format!("/kundendossier/{}/aendern", order.id)>
                    <Icon name="pencil"/>
                    {text::dossier::change(l)}
                </a>
                <span class="sub">{text::dossier::change_help(l)}</span>
            </p>
        }
    })
}

/// Taking the order back asks first; the question opens in place, with and without JavaScript.
#[component]
fn Withdraw(withdraw: Sending<WithdrawOrder>, order: OrderData) -> impl IntoView {
    let l = language();
    let form = FormState::of(withdraw);
    order.is_own.then(|| {
        view! {
            <section data-print="no">
                <ErrorSummary form/>
                <details class="disclosure">
                    <summary>{text::dossier::withdraw(l)}</summary>
                    <div class="stack">
                        <p><strong>{text::dossier::withdraw_question(l)}</strong></p>
                        <p>{text::dossier::withdraw_text(l)}</p>
                        <SendForm action=withdraw>
                            <input type="hidden" name=field_name("id") value=order.id.to_string()/>
                            <Submit form kind="danger">{text::dossier::withdraw_confirm(l)}</Submit>
                        </SendForm>
                    </div>
                </details>
            </section>
        }
    })
}
