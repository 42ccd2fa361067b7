//! What limits an order, beside the decision on it.

use crate::show::{FrameBars, OrderData};
use domain::Frames;
use leptos::prelude::*;

/// What limits the order, with what of it would be handed over, while somebody can still decide.
#[component]
pub fn Limits(order: Memo<OrderData>, frames: Frames) -> impl IntoView {
    let frames = Signal::derive(move || if order.read().status.is_open() { frames } else { Frames::default() });
    let sum = Signal::derive(move || order.read().totals_if_released().net);
    let cost_centre = order.with_untracked(|order| order.cost_centre.clone());
    view! { <FrameBars frames order=sum cost_centre=Signal::stored(cost_centre)/> }
}
