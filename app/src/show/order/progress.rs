//! How far an order is, as a row of steps.

use super::OrderData;
use crate::{locale::language, text, ui::Icon};
use domain::OrderStatus;
use leptos::prelude::*;

/// The steps of an order.
#[component]
pub fn Progress(order: OrderData) -> impl IntoView {
    let l = language();
    let status = order.status;
    let reached = reached(status);
    let steps = [
        ("check", text::order::step_ordered(l)),
        ("shield-check", text::order::step_release(l)),
        ("arrow-right", text::order::step_handed_over(l)),
        ("package", text::order::step_accepted(l)),
        ("truck", text::order::step_shipped(l)),
        ("package-check", text::order::step_delivered(l)),
    ];
    let approver = order.approver.filter(|_| status.is_open());
    view! {
        <ol class="progress" aria-label=text::order::progress(l)>
            {steps
                .into_iter()
                .enumerate()
                .map(|(index, (icon, name))| {
                    let state = state(index, reached, status);
                    let is_current = state == "current";
                    let (icon, name) = if state == "stopped" { stopped(l, status) } else { (icon, name) };
                    let tone = (is_current && status.is_open()).then_some("waiting");
                    let who = approver.clone().filter(|_| is_current).map(|name| view! { <span>{text::order::with(l, name)}</span> });
                    view! {
                        <li data-state=state data-tone=tone aria-current=is_current.then_some("step")>
                            <Icon name=icon/>
                            <strong>{name}</strong>
                            {who}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

/// The index of the step at which an order of this status stands.
const fn reached(status: OrderStatus) -> usize {
    match status {
        OrderStatus::Waiting | OrderStatus::PartlyDecided | OrderStatus::Rejected | OrderStatus::Withdrawn => 1,
        OrderStatus::HandedOver => 2,
        OrderStatus::Accepted => 3,
        OrderStatus::Shipped => 4,
        OrderStatus::Delivered => 5,
    }
}

fn state(index: usize, reached: usize, status: OrderStatus) -> &'static str {
    let has_stopped = matches!(status, OrderStatus::Rejected | OrderStatus::Withdrawn);
    match index.cmp(&reached) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal if has_stopped => "stopped",
        std::cmp::Ordering::Equal if status == OrderStatus::Delivered => "done",
        std::cmp::Ordering::Equal => "current",
        std::cmp::Ordering::Greater => "todo",
    }
}

fn stopped(l: domain::Language, status: OrderStatus) -> (&'static str, &'static str) {
    let icon = if status == OrderStatus::Withdrawn { "undo-2" } else { "circle-x" };
    (icon, crate::words::status(l, status))
}
