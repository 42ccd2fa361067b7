//! Sending at once what needs no release, where only some lines do.

use super::{api::CartLine, control::Control, form::SPLIT, outcome::Outcome, state::CartState};
use crate::{
    form::{FormState, field_name},
    locale::language,
    prelude::*,
    show::chf,
    text,
};
use domain::{Language, Rappen, Totals};

/// The box, with what each of the two orders would cost and when it would be delivered.
#[component]
pub fn Split(state: CartState, outcome: Memo<Outcome>, form: FormState) -> impl IntoView {
    let l = language();
    let is_ticked = RwSignal::new(form.is_initial("split", SPLIT, ""));
    let is_possible = move || state.head().with(|head| head.means.splits_orders);
    let is_offered = Memo::new(move |_| is_possible() && matches!(*outcome.read(), Outcome::WaitsFor(..)));
    reactive(move || {
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
    })
}

/// What each of the two orders would be.
#[component]
fn Parts(state: CartState) -> impl IntoView {
    let l = language();
    reactive(move || {
        let (freight, outlook, control) = (state.head().with(|head| head.freight), state.outlook(), state.control());
        let part = |is_reviewed| state.with_ordered(|lines| Totals::delivered(freight, part_of(lines, &control, is_reviewed)));
        let [at_once, waiting] = [false, true].map(part);
        let part = |label: &'static str, totals: Totals, delivery: Option<(String, String)>| {
            let delivery =
                delivery.map(|(day, condition)| view! { <span class="sub">{text::cart::part_delivery(l, day, condition)}</span> });
            let freight = freight.map(|_| view! { <span class="sub">{freight_of(l, totals)}</span> });
            view! { <div><dt>{label}</dt><dd>{chf(totals.total)} {freight} {delivery}</dd></div> }
        };
        let sent = outlook.clone().map(|outlook| (outlook.delivery, outlook.if_sent));
        let released = outlook.map(|outlook| (outlook.delivery, outlook.if_released));
        view! {
            <dl class="facts">
                {part(text::cart::part_at_once(l), at_once, sent)}
                {part(text::cart::part_waiting(l), waiting, released)}
            </dl>
        }
    })
}

/// Prices and quantities of the lines that need a release, or of those that need none.
fn part_of(lines: &[&CartLine], control: &Control, is_reviewed: bool) -> impl Iterator<Item = (Rappen, u32)> {
    let of_part = lines.iter().filter(move |line| control.review(line).is_some() == is_reviewed);
    of_part.map(|line| (line.price, line.quantity))
}

/// What of it is for the delivery: each of the two orders has its own.
fn freight_of(l: Language, totals: Totals) -> String {
    if totals.freight.is_nothing() { text::freight::is_free(l).into() } else { text::freight::included(l, chf(totals.freight)) }
}
