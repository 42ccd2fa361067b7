//! Sending at once what needs no release, where only some lines do.

use super::{
    api::CartLine,
    control::Control,
    form::SPLIT,
    outcome::Outcome,
    state::{CartState, Head},
};
use crate::{
    form::{FormState, field_name},
    locale::language,
    show::chf,
    text,
};
use domain::Totals;
use leptos::prelude::*;

/// The box, with what each of the two orders would cost and when it would be delivered.
#[component]
pub fn Split(state: CartState, outcome: Memo<Outcome>, form: FormState) -> impl IntoView {
    let l = language();
    let is_ticked = RwSignal::new(form.is_initial("split", SPLIT, ""));
    let is_offered = Memo::new(move |_| matches!(*outcome.read(), Outcome::WaitsFor(..)));
    move || {
        is_offered.get().then(|| {
            view! {
                <div class="stack" data-gap="s">
                    <label class="checkbox">
                        <input
                            type="checkbox"
                            name=field_name("split")
                            value=SPLIT
                            checked=is_ticked.get_untracked()
                            on:change=move |event| is_ticked.set(event_target_checked(&event))
                        />
                        {text::cart::split(l)}
                    </label>
                    <Parts state/>
                </div>
            }
        })
    }
}

/// What each of the two orders would be.
#[component]
fn Parts(state: CartState) -> impl IntoView {
    let l = language();
    move || {
        let (Head { outlook, .. }, control) = (state.head().get(), state.control());
        let [at_once, waiting] = state.with_ordered(|lines| [false, true].map(|is_reviewed| totals(lines, &control, is_reviewed)));
        let part = |label: &'static str, totals: Totals, delivery: Option<(String, String)>| {
            let delivery =
                delivery.map(|(day, condition)| view! { <span class="sub">{text::cart::part_delivery(l, day, condition)}</span> });
            view! { <div><dt>{label}</dt><dd>{chf(totals.total)} {delivery}</dd></div> }
        };
        let sent = outlook.clone().map(|outlook| (outlook.delivery, outlook.if_sent));
        let released = outlook.map(|outlook| (outlook.delivery, outlook.if_released));
        view! {
            <dl class="facts">
                {part(text::cart::part_at_once(l), at_once, sent)}
                {part(text::cart::part_waiting(l), waiting, released)}
            </dl>
        }
    }
}

/// What the lines cost that need a release, or those that need none.
fn totals(lines: &[&CartLine], control: &Control, is_reviewed: bool) -> Totals {
    let of_part = lines.iter().filter(|line| control.review(line).is_some() == is_reviewed);
    Totals::of(of_part.map(|line| (line.price, line.quantity)))
}
