//! Who did what when, who has the order now, and what comes next.

use super::{HistoryItem, Holder, OrderData, upcoming::Upcoming};
use crate::{
    locale::language,
    prelude::*,
    show::words,
    text,
    time::MomentLine,
    ui::{Icon, icon},
};

/// The way of an order: what happened, oldest first, who has it, and the steps that are still open.
#[component]
pub fn Timeline(order: OrderData) -> impl IntoView {
    view! {
        <ol class="timeline">
            {order.history.iter().cloned().map(|item| view! { <Past item/> }).collect_view()}
            {order.holder.clone().map(|holder| view! { <Now holder/> })}
            <Upcoming order/>
        </ol>
    }
}

#[component]
fn Past(item: HistoryItem) -> impl IntoView {
    view! {
        <li data-tone=item.tone>
            <span class="timeline-dot">{icon(&item.icon)}</span>
            <div>
                <p><strong>{item.actor}</strong> {item.in_place_of} " " {item.words}</p>
                <p class="when"><MomentLine when=item.at/></p>
                {item.reason.map(|reason| view! { <blockquote>{reason}</blockquote> })}
            </div>
        </li>
    }
}

/// Who has it, and since when.
#[component]
fn Now(holder: Holder) -> impl IntoView {
    let l = language();
    let asked = words::asked_as_well(l, &holder.asked);
    let in_place_of = holder.in_place_of.map(|(name, _)| format!(" ({})", text::rules::for_whom(l, name)));
    view! {
        <li data-tone="waiting" data-state="current" aria-current="step">
            <span class="timeline-dot"><Icon name="clock"/></span>
            <div>
                <p><strong>{holder.name}</strong> {in_place_of} " " {text::history::has_it(l)}</p>
                <p class="when">{text::history::since(l)} " " <MomentLine when=holder.since/></p>
                {asked.map(|asked| view! { <p>{asked}</p> })}
            </div>
        </li>
    }
}
