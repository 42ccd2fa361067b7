//! Who did what when.

use super::HistoryItem;
use crate::{locale::language, show::words, text, time::MomentLine, ui::Icon};
use domain::{Language, SupplyStatus, Verdict, audit::AuditEvent};
use leptos::prelude::*;

/// The history of an order, oldest first.
#[component]
pub fn Timeline(history: Vec<HistoryItem>) -> impl IntoView {
    let l = language();
    view! {
        <ol class="timeline">
            {history
                .into_iter()
                .map(|item| {
                    let (tone, icon) = look(&item.event);
                    let reason = reason(l, &item.event);
                    let in_place_of = in_place_of(l, &item.event);
                    let words = in_words(l, &item.event);
                    view! {
                        <li data-tone=tone>
                            <span class="timeline-dot"><Icon name=icon/></span>
                            <div>
                                <p><strong>{item.actor}</strong> {in_place_of} " " {words}</p>
                                <p class="when"><MomentLine when=item.at/></p>
                                {reason.map(|reason| view! { <blockquote>{reason}</blockquote> })}
                            </div>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

fn in_words(l: Language, event: &AuditEvent) -> String {
    match event {
        AuditEvent::OrderPlaced { approver: Some(name), .. } => text::history::placed_waits(l, name),
        AuditEvent::OrderPlaced { approver: None, .. } => text::history::placed(l).into(),
        AuditEvent::LineDecided { position, article, verdict: Verdict::Released, .. } => text::history::line_released(l, position, article),
        AuditEvent::LineDecided { position, article, verdict: Verdict::Rejected, .. } => text::history::line_rejected(l, position, article),
        AuditEvent::LineLowered { position, article, ordered, released, .. } => {
            text::history::line_lowered(l, position, article, ordered, released)
        }
        AuditEvent::LineReplaced { position, article, replacement, released, .. } => {
            text::history::line_replaced(l, position, article, released, &replacement.unit, &replacement.name, replacement.price)
        }
        AuditEvent::OrderHandedOver { supply_number } => text::history::handed_over(l, supply_number),
        AuditEvent::OrderRejected => text::history::rejected(l).into(),
        AuditEvent::OrderWithdrawn => text::history::withdrawn(l).into(),
        AuditEvent::ApproverChanged { from, to } => text::history::approver_changed(l, from, to),
        AuditEvent::SupplyAdvanced { status } => text::history::advanced(l, words::supply(l, *status)),
        AuditEvent::ReasonDemanded { is_demanded: true } => text::history::reason_demanded(l).into(),
        AuditEvent::ReasonDemanded { is_demanded: false } => text::history::reason_not_demanded(l).into(),
        _ => text::history::other(l).into(),
    }
}

fn look(event: &AuditEvent) -> (Option<&'static str>, &'static str) {
    match event {
        AuditEvent::LineDecided { verdict: Verdict::Released, .. } | AuditEvent::LineLowered { .. } | AuditEvent::LineReplaced { .. } => {
            (Some("released"), "check")
        }
        AuditEvent::LineDecided { .. } | AuditEvent::OrderRejected => (Some("rejected"), "x"),
        AuditEvent::OrderHandedOver { .. } => (Some("onway"), "arrow-right"),
        AuditEvent::OrderWithdrawn => (None, "undo-2"),
        AuditEvent::ApproverChanged { .. } => (None, "users"),
        AuditEvent::SupplyAdvanced { status: SupplyStatus::Delivered } => (Some("released"), "package-check"),
        AuditEvent::SupplyAdvanced { status: SupplyStatus::Shipped } => (Some("onway"), "truck"),
        AuditEvent::SupplyAdvanced { .. } => (Some("onway"), "package"),
        _ => (None, "shopping-cart"),
    }
}

/// For whom somebody decided who is not in charge.
fn in_place_of(l: Language, event: &AuditEvent) -> Option<String> {
    match event {
        AuditEvent::LineDecided { in_place_of: Some(name), .. }
        | AuditEvent::LineLowered { in_place_of: Some(name), .. }
        | AuditEvent::LineReplaced { in_place_of: Some(name), .. } => Some(format!(" ({})", text::rules::for_whom(l, name))),
        _ => None,
    }
}

fn reason(l: Language, event: &AuditEvent) -> Option<String> {
    match event {
        AuditEvent::LineDecided { cause, reason, .. } => words::reason(l, *cause, reason.as_deref()),
        _ => None,
    }
}
