//! What the orderer wrote, and what becomes of the order.

use super::{GoesOn, OrderData};
use crate::{locale::language, prelude::*, show::chf, text, ui::Icon};
use domain::{Language, OrderStatus, hierarchy::Why};

/// Why somebody decides who is not in charge: as the order has waited too long, or as they stand in.
pub fn why_you(l: Language, order: &OrderData) -> Option<String> {
    let asked = order.approver.as_ref().filter(|_| order.is_asked).map(|name| text::patience::you_may_too(l, name));
    let stands_in = order.in_place_of.as_ref().map(|name| text::rules::you_stand_in(l, name));
    let reasons: Vec<_> = asked.into_iter().chain(stands_in).collect();
    (!reasons.is_empty()).then(|| reasons.join(" "))
}

/// What the orderer wrote to the approver.
#[component]
pub fn OrderNote(orderer: String, note: Option<String>) -> impl IntoView {
    note.map(|note| {
        view! {
            <div class="notice" data-tone="info">
                <Icon name="message-square"/>
                <div><strong>{text::release::note_of(language(), orderer)}</strong><p>{note}</p></div>
            </div>
        }
    })
}

/// That so many lines have to be decided again, if any have.
pub fn asked_again(count: usize) -> Option<String> {
    let l = language();
    match count {
        0 => None,
        1 => Some(text::release::again_one(l).into()),
        count => Some(text::release::again_many(l, count)),
    }
}

/// What happens to the order now, in a sentence for whoever decides.
pub fn what_now(order: &OrderData) -> String {
    let l = language();
    if let (true, Some(holder)) = (order.waits_for_confirmation(), &order.holder) {
        return text::hierarchy::now_passed_on(l, &holder.name);
    }
    match (order.status, &order.delivery) {
        (OrderStatus::Waiting | OrderStatus::PartlyDecided, _) => text::release::now_open(l).into(),
        (OrderStatus::Rejected, _) => text::release::now_rejected(l, order.number, &order.orderer),
        (OrderStatus::Withdrawn, _) => text::release::now_withdrawn(l, order.number, &order.orderer),
        (_, Some(day)) => text::release::now_handed_over(l, order.number, &day.long, &order.orderer),
        (_, None) => text::release::now_sent(l, order.number),
    }
}

/// What comes of it, for whoever is about to release all that is open.
pub fn what_follows(order: &OrderData) -> String {
    let l = language();
    match &order.goes_on {
        Some(GoesOn { to, why: Why::Left }) => text::hierarchy::goes_on_left(l, to),
        Some(GoesOn { to, why: Why::Budget }) => text::hierarchy::goes_on_budget(l, to),
        Some(GoesOn { to, why: Why::Limit(limit) }) => text::hierarchy::goes_on_limit(l, to, chf(*limit)),
        Some(GoesOn { to, why: Why::FourEyes }) => text::hierarchy::goes_on_eyes(l, to),
        None => text::release::release_all_help(l).into(),
    }
}

/// What the button says that confirms what somebody else has released.
pub fn confirm_words(order: &OrderData) -> String {
    let l = language();
    order.goes_on.as_ref().map_or_else(|| text::hierarchy::confirm(l).to_owned(), |next| text::hierarchy::confirm_on(l, &next.to))
}
