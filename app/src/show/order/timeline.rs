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
                    let reason = reason(&item.event);
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

/// What somebody did, as a sentence that goes on after their name: in whose place, what, and why.
pub fn told(l: Language, event: &AuditEvent) -> String {
    let in_place_of = in_place_of(l, event).map(|words| format!("{} ", words.trim())).unwrap_or_default();
    let why = reason(event).map(|reason| format!(". {}", text::order::reason_given(l, reason))).unwrap_or_default();
    format!("{in_place_of}{}{why}", in_words(l, event))
}

fn in_words(l: Language, event: &AuditEvent) -> String {
    match event {
        AuditEvent::OrderPlaced { approver: Some(name), .. } => text::history::placed_waits(l, name),
        AuditEvent::OrderPlaced { approver: None, .. } => text::history::placed(l).into(),
        AuditEvent::LineDecided { position, article, verdict: Verdict::Released, .. } => text::history::line_released(l, position, article),
        AuditEvent::LineDecided { position, article, verdict: Verdict::Rejected, .. } => text::history::line_rejected(l, position, article),
        AuditEvent::OrderHandedOver { supply_number } => text::history::handed_over(l, supply_number),
        AuditEvent::OrderRejected => text::history::rejected(l).into(),
        AuditEvent::OrderWithdrawn => text::history::withdrawn(l).into(),
        AuditEvent::ApproverChanged { from, to } => text::history::approver_changed(l, from, to),
        AuditEvent::SupplyAdvanced { status } => text::history::advanced(l, words::supply(l, *status)),
        _ => text::history::other(l).into(),
    }
}

fn look(event: &AuditEvent) -> (Option<&'static str>, &'static str) {
    match event {
        AuditEvent::LineDecided { verdict: Verdict::Released, .. } => (Some("released"), "check"),
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
        AuditEvent::LineDecided { in_place_of: Some(name), .. } => Some(format!(" ({})", text::rules::for_whom(l, name))),
        _ => None,
    }
}

fn reason(event: &AuditEvent) -> Option<String> {
    match event {
        AuditEvent::LineDecided { reason, .. } => reason.clone(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_told_with_whose_it_was_and_why() {
        let decided = AuditEvent::LineDecided {
            position: 2,
            article: "Ordner".into(),
            verdict: Verdict::Rejected,
            reason: Some("Haben wir.".into()),
            in_place_of: Some("Eva Frei".into()),
        };
        assert_eq!(told(Language::German, &decided), "(in Vertretung von Eva Frei) hat Position 2 abgelehnt: Ordner. Grund: Haben wir.");
        assert_eq!(told(Language::English, &decided), "(standing in for Eva Frei) rejected line 2: Ordner. Reason: Haben wir.");
    }

    #[test]
    fn what_needed_no_decision_was_not_decided() {
        let handed_over = AuditEvent::OrderHandedOver { supply_number: 20_001 };
        assert_eq!(told(Language::German, &handed_over), "hat die Bestellung an den Lieferanten übermittelt, als Auftrag 20001");
    }
}
