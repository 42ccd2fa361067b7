//! How far an order is, as a row of steps.

use super::{OrderData, upcoming::delivery};
use crate::{locale::language, prelude::*, text, time::When, ui::Icon};
use domain::{Language, OrderStatus};
#[cfg(feature = "ssr")]
use domain::{SupplyStatus, audit::AuditEvent};

/// The steps of an order, each with its time.
#[component]
pub fn Progress(order: OrderData) -> impl IntoView {
    let l = language();
    let reached = reached(order.status);
    let steps = [
        ("check", text::order::step_ordered(l)),
        ("shield-check", text::order::step_release(l)),
        ("arrow-right", text::order::step_handed_over(l)),
        ("package", text::order::step_accepted(l)),
        ("truck", text::order::step_shipped(l)),
        ("package-check", text::order::step_delivered(l)),
    ];
    let step = |(index, (icon, name)): (usize, (&'static str, &'static str))| {
        let state = state(index, reached, order.status);
        let (icon, name) = if state == "stopped" { stopped(l, order.status) } else { (icon, name) };
        let is_current = state == "current";
        let tone = (is_current && order.status.is_open()).then_some("waiting");
        view! {
            <li data-state=state data-tone=tone aria-current=is_current.then_some("step")>
                <Icon name=icon/>
                <strong>{name}</strong>
                {below(l, &order, index, state)}
            </li>
        }
    };
    view! { <ol class="progress" data-brief aria-label=text::order::progress(l)>{steps.into_iter().enumerate().map(step).collect_view()}</ol> }
}

/// What stands below the name of a step: when it was made, who has the order now, or when it is delivered.
fn below(l: Language, order: &OrderData, index: usize, state: &str) -> Option<AnyView> {
    let remark = |remark: String| view! { <span>{remark}</span> };
    match (state, index) {
        ("todo", 5) => delivery(l, order).map(remark),
        ("todo", _) => None,
        ("current", 1) => order.holder.as_ref().map(|holder| remark(text::order::with(l, &holder.name))),
        ("done", 1) if order.approver.is_none() => Some(remark(text::words::no_release_needed(l).to_owned())),
        _ => reached_at(order, index).map(|at| view! { <time datetime=at.iso>{at.absolute}</time> }),
    }
}

/// When an order got to a step.
fn reached_at(order: &OrderData, index: usize) -> Option<When> {
    let at = || order.history.iter().rev().find(|item| item.step == Some(index)).map(|item| item.at.clone());
    if index == 0 { Some(order.placed.clone()) } else { at() }
}

/// The index of the step to which an event brings an order.
#[cfg(feature = "ssr")]
pub(super) const fn step(event: &AuditEvent) -> Option<usize> {
    match event {
        AuditEvent::LineDecided { .. } | AuditEvent::ReleaseConfirmed { .. } | AuditEvent::OrderRejected | AuditEvent::OrderWithdrawn => {
            Some(1)
        }
        AuditEvent::OrderHandedOver { .. } => Some(2),
        AuditEvent::SupplyAdvanced { status } => Some(supply_step(*status)),
        _ => None,
    }
}

#[cfg(feature = "ssr")]
const fn supply_step(status: SupplyStatus) -> usize {
    match status {
        SupplyStatus::Received => 2,
        SupplyStatus::Accepted => 3,
        SupplyStatus::Shipped => 4,
        SupplyStatus::Delivered => 5,
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

fn stopped(l: Language, status: OrderStatus) -> (&'static str, &'static str) {
    let icon = if status == OrderStatus::Withdrawn { "undo-2" } else { "circle-x" };
    (icon, crate::show::words::status(l, status))
}
