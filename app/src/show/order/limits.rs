//! What limits an order, beside the decision on it.

use super::OrderData;
use crate::{
    locale::language,
    prelude::*,
    show::{FrameBars, bars},
};
use domain::Frames;

/// What limits the order, with what of it would be handed over, while somebody can still decide.
#[component]
pub fn OrderLimits(#[prop(into)] order: Signal<OrderData>, frames: Frames) -> impl IntoView {
    let l = language();
    let shown = Signal::derive(move || {
        let order = order.read();
        if !order.status.is_open() {
            return Vec::new();
        }
        bars(l, &frames, &order.charges_if_released(), |payer| order.label_of(payer))
    });
    view! { <FrameBars bars=shown/> }
}
