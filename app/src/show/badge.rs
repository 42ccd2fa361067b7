//! States as icon, word and colour; never colour alone.

use super::words;
use crate::{locale::language, prelude::*, ui::Icon};
use domain::{OrderStatus, ReviewReason, SupplyStatus, Verdict};

/// The status of an order.
#[component]
pub fn StatusBadge(status: OrderStatus) -> impl IntoView {
    let (tone, icon) = match status {
        OrderStatus::Waiting | OrderStatus::PartlyDecided => ("waiting", "clock"),
        OrderStatus::HandedOver => ("onway", "arrow-right"),
        OrderStatus::Accepted => ("onway", "package"),
        OrderStatus::Shipped => ("onway", "truck"),
        OrderStatus::Delivered => ("released", "package-check"),
        OrderStatus::Rejected => ("rejected", "circle-x"),
        OrderStatus::Withdrawn => ("neutral", "undo-2"),
    };
    view! { <Badge tone icon word=words::status(language(), status)/> }
}

/// How far the supplier is.
#[component]
pub fn SupplyBadge(status: SupplyStatus) -> impl IntoView {
    let (tone, icon) = match status {
        SupplyStatus::Received => ("waiting", "inbox"),
        SupplyStatus::Accepted => ("onway", "package"),
        SupplyStatus::Shipped => ("onway", "truck"),
        SupplyStatus::Delivered => ("released", "package-check"),
    };
    view! { <Badge tone icon word=words::supply(language(), status)/> }
}

/// The decision on a line.
#[component]
pub fn VerdictBadge(verdict: Verdict) -> impl IntoView {
    let (tone, icon) = match verdict {
        Verdict::Released => ("released", "circle-check"),
        Verdict::Rejected => ("rejected", "circle-x"),
    };
    view! { <Badge tone icon word=words::verdict(language(), verdict)/> }
}

/// Why a line needs a release.
#[component]
pub fn ReviewMark(
    reason: ReviewReason,
    /// Whether whoever reads it is the one who orders.
    #[prop(optional)]
    is_own: bool,
) -> impl IntoView {
    let l = language();
    let why = if is_own { words::own_review(l, reason) } else { words::review(l, reason) };
    view! { <span class="mark"><Icon name="shield-check"/>{why}</span> }
}

#[component]
fn Badge(tone: &'static str, icon: &'static str, word: &'static str) -> impl IntoView {
    view! { <span class="badge" data-tone=tone><Icon name=icon/>{word}</span> }
}
