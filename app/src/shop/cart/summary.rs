//! What the order costs, what will happen to it, and the button that sends it.

use super::{outcome::Outcome, split::Split, state::CartState};
use crate::{
    form::FormState,
    locale::language,
    prelude::*,
    show::{FrameBars, TotalsList, chf, words},
    text,
    ui::Icon,
};
use leptos::html;

/// Totals and outcome, above the one primary action.
#[component]
pub fn Summary(state: CartState, form: FormState) -> impl IntoView {
    let l = language();
    let pending = form.pending();
    let outcome = Memo::new(move |_| {
        let control = state.control();
        state.with_ordered(|lines| Outcome::of(&control, lines))
    });
    view! {
        <aside class="split-aside" aria-label=text::common::summary(l)>
            <section class="card stack">
                <TotalsList totals=Signal::derive(move || state.totals())/>
                <FreightHint state/>
                <RepricedNotice state/>
                <FrameBars bars=Signal::derive(move || state.bars())/>
                <OutcomeNotice state outcome/>
                <OutlookFacts state outcome/>
                <Split state outcome form/>
            </section>
            <div class="summary-bar">
                <p class="summary-bar-text" aria-live="polite">
                    <strong>{move || chf(state.totals().total)}</strong>
                    <span>{move || lines_with_tax(state.count())}</span>
                </p>
                <SendButton state outcome pending/>
            </div>
        </aside>
    }
}

fn lines_with_tax(count: usize) -> String {
    let l = language();
    if count == 1 { text::cart::one_line(l).into() } else { text::cart::lines(l, count) }
}

/// How far it is to free delivery; nothing where delivery is free anyway, or never.
#[component]
fn FreightHint(state: CartState) -> impl IntoView {
    let l = language();
    reactive(move || {
        let rule = state.head().with(|head| head.freight).filter(|rule| rule.free_from.is_some() && state.count() > 0)?;
        let words = match rule.missing(state.totals().net) {
            Some(missing) => text::freight::missing(l, chf(missing)),
            None => text::freight::is_free(l).to_owned(),
        };
        Some(view! { <p class="help">{words}</p> })
    })
}

/// That the total is another than before, without anybody's doing here: nothing becomes dearer silently.
#[component]
fn RepricedNotice(state: CartState) -> impl IntoView {
    let l = language();
    reactive(move || {
        state.is_repriced().then(|| {
            view! {
                <div class="notice" data-tone="waiting" role="status">
                    <Icon name="triangle-alert"/>
                    <p>{text::cart::repriced(l)}</p>
                </div>
            }
        })
    })
}

#[component]
fn OutcomeNotice(state: CartState, outcome: Memo<Outcome>) -> impl IntoView {
    let l = language();
    let tone = move || if outcome.read().waits() { "waiting" } else { "info" };
    let icon = move || {
        if outcome.read().waits() {
            view! { <Icon name="clock"/> }
        } else {
            view! { <Icon name="arrow-right"/> }
        }
    };
    view! {
        <div class="notice" data-tone=tone aria-live="polite">
            {icon}
            <p>{move || outcome.read().sentence(l, &state.decider())}</p>
        </div>
    }
}

/// Why somebody decides, who, how soon, and when it is delivered then. Whoever's orders nobody reviews does not see this.
#[component]
fn OutlookFacts(state: CartState, outcome: Memo<Outcome>) -> impl IntoView {
    let l = language();
    reactive(move || {
        let outlook = state.outlook().filter(|_| *outcome.read() != Outcome::Nothing)?;
        let control = state.control();
        let reason = state.with_ordered(|lines| lines.iter().find_map(|line| control.review(line)));
        let then = (!outlook.then.is_empty()).then(|| outlook.then.join(", "));
        let decides = reason.map(|reason| {
            let remark = |remark: Option<String>| remark.map(|remark| view! { <span class="sub">{remark}</span> });
            view! {
                <div><dt>{text::cart::why(l)}</dt><dd>{words::own_review(l, reason)}</dd></div>
                <div>
                    <dt>{text::cart::decides(l)}</dt>
                    <dd>{outlook.decider} {remark(outlook.in_place_of)} {remark(outlook.pace)}</dd>
                </div>
                {then.map(|names| view! { <div><dt>{text::hierarchy::after_that(l)}</dt><dd>{names}</dd></div> })}
            }
        });
        let condition = if outcome.read().waits() { outlook.if_released } else { outlook.if_sent };
        Some(view! {
            <dl class="facts">
                {decides}
                <div><dt>{text::order::delivery_date(l)}</dt><dd>{outlook.delivery} <span class="sub">{condition}</span></dd></div>
            </dl>
        })
    })
}

/// While changed quantities are still on their way the press waits for them: the person has seen their total already.
#[component]
fn SendButton(state: CartState, outcome: Memo<Outcome>, pending: Signal<bool>) -> impl IntoView {
    let l = language();
    let button = NodeRef::<html::Button>::new();
    let is_held = RwSignal::new(false);
    let is_busy = move || pending.get() || is_held.get();
    let hold = move |event: leptos::ev::MouseEvent| {
        if untrack(move || state.is_sending()) {
            event.prevent_default();
            is_held.set(true);
        }
    };
    Effect::new(move |_| {
        if is_held.get() && !state.is_sending() {
            is_held.set(false);
            // In the next frame the hidden fields hold what came back.
            request_animation_frame(move || button.get_untracked().into_iter().for_each(|button| button.click()));
        }
    });
    view! {
        <button
            class="button"
            data-kind="primary"
            data-size="large"
            node_ref=button
            disabled=move || *outcome.read() == Outcome::Nothing
            aria-busy=move || is_busy().then_some("true")
            on:click=hold
        >
            {text::cart::send(l)}
        </button>
    }
}
