//! What happened to an order, in words.

use crate::{
    show::{chf, words},
    text,
};
#[cfg(feature = "ssr")]
use domain::SupplyStatus;
use domain::{AskedAgain, Language, Replacement, Verdict, audit::AuditEvent, standing_release::FreedLine};

/// What somebody did, as a sentence that goes on after their name: in whose place, what, and why.
pub fn told(l: Language, event: &AuditEvent) -> String {
    let in_place_of = in_place_of(l, event).map(|words| format!("{} ", words.trim())).unwrap_or_default();
    let why = reason(l, event).map(|reason| format!(". {}", text::order::reason_given(l, reason))).unwrap_or_default();
    format!("{in_place_of}{}{why}", in_words(l, event))
}

pub(super) fn in_words(l: Language, event: &AuditEvent) -> String {
    match event {
        AuditEvent::OrderPlaced { approver: Some(name), .. } => text::history::placed_waits(l, name),
        AuditEvent::OrderPlaced { approver: None, .. } => text::history::placed(l).into(),
        AuditEvent::OrderSplit { other } => text::history::split(l, other),
        AuditEvent::LineDecided { position, article, verdict: Verdict::Released, .. } => text::history::line_released(l, position, article),
        AuditEvent::LineDecided { position, article, verdict: Verdict::Rejected, alternative, .. } => {
            proposing(l, text::history::line_rejected(l, position, article), alternative.as_ref())
        }
        AuditEvent::DecidedByMail => text::history::decided_by_mail(l).into(),
        AuditEvent::LineLowered { position, article, ordered, released, .. } => {
            text::history::line_lowered(l, position, article, ordered, released)
        }
        AuditEvent::LineReplaced { position, article, replacement, released, .. } => {
            text::history::line_replaced(l, position, article, released, &replacement.unit, &replacement.name, replacement.price)
        }
        AuditEvent::DecisionTakenBack { position, article, verdict: Verdict::Released, .. } => {
            text::history::release_taken_back(l, position, article)
        }
        AuditEvent::DecisionTakenBack { position, article, .. } => text::history::rejection_taken_back(l, position, article),
        AuditEvent::CommentWritten { comment, .. } => text::history::commented(l, comment),
        AuditEvent::LineAskedAgain { position, article, cause: AskedAgain::PriceRose, agreed, price } => {
            text::history::asked_again_dearer(l, position, article, words::price_moved(l, *agreed, *price))
        }
        AuditEvent::LineAskedAgain { position, article, cause: AskedAgain::Unavailable, .. } => {
            text::history::asked_again_gone(l, position, article)
        }
        AuditEvent::LineAskedAgain { position, article, cause: AskedAgain::OnOrder, .. } => {
            text::history::asked_again_on_order(l, position, article)
        }
        AuditEvent::PriceAgreed { position, article, from, to } => {
            text::history::price_agreed(l, position, article, words::price_moved(l, *from, *to))
        }
        AuditEvent::StandingReleaseUsed { lines } => {
            let line = |freed: &FreedLine| text::learning::freed_line(l, freed.position, &freed.article, chf(freed.up_to));
            text::learning::event_used(l, lines.iter().map(line).collect::<Vec<_>>().join("; "))
        }
        AuditEvent::PriceToleranceSet { percent } => text::history::tolerance_set(l, percent),
        AuditEvent::OrderHandedOver { supply_number } => text::history::handed_over(l, supply_number),
        AuditEvent::OrderRejected => text::history::rejected(l).into(),
        AuditEvent::OrderWithdrawn => text::history::withdrawn(l).into(),
        AuditEvent::OrderRevised { edits, .. } => text::history::revised(l, words::edits(l, edits)),
        AuditEvent::ReleaseReminded { to } => text::history::reminded(l, to),
        AuditEvent::OverdueReminded { to } => text::patience::event_reminded(l, to),
        AuditEvent::OrderEscalated { to, from } => text::patience::event_escalated(l, to.join(", "), from),
        AuditEvent::PatienceSet { remind_after, escalate_after } => {
            text::patience::event_set(l, words::after_hours(l, *remind_after), words::after_hours(l, *escalate_after))
        }
        AuditEvent::OrderPassedOn { to, has_left: true, .. } => text::hierarchy::event_passed_on_left(l, to),
        AuditEvent::OrderPassedOn { to, is_for_budget: true, .. } => text::hierarchy::event_passed_on_budget(l, to),
        AuditEvent::OrderPassedOn { to, limit: Some(limit), .. } => text::hierarchy::event_passed_on_limit(l, to, chf(*limit)),
        AuditEvent::OrderPassedOn { to, limit: None, .. } => text::hierarchy::event_passed_on_eyes(l, to),
        AuditEvent::ReleaseConfirmed { .. } => text::hierarchy::event_confirmed(l).into(),
        AuditEvent::ReleaseTakenBack { to, .. } => text::hierarchy::event_retracted(l, to),
        AuditEvent::OrderCameBack { to } => text::hierarchy::event_came_back(l, to),
        AuditEvent::LineOverruled { position, article, alternative, .. } => {
            proposing(l, text::hierarchy::event_overruled(l, position, article), alternative.as_ref())
        }
        AuditEvent::RankChanged { approver, limit, superior } => {
            let limit = limit.map_or_else(|| text::hierarchy::no_limit(l).to_owned(), chf);
            text::hierarchy::event_rank(l, approver, limit, superior.as_deref().unwrap_or_else(|| text::hierarchy::nobody(l)))
        }
        AuditEvent::FourEyesDemanded { is_demanded: true } => text::hierarchy::event_eyes_demanded(l).into(),
        AuditEvent::FourEyesDemanded { is_demanded: false } => text::hierarchy::event_eyes_not_demanded(l).into(),
        AuditEvent::OwnReleases { is_allowed: true } => text::hierarchy::event_own_allowed(l).into(),
        AuditEvent::OwnReleases { is_allowed: false } => text::hierarchy::event_own_not_allowed(l).into(),
        AuditEvent::RuleSwitched { rule, is_on: true } => text::extras::event_on(l, words::rule(l, *rule)),
        AuditEvent::RuleSwitched { rule, is_on: false } => text::extras::event_off(l, words::rule(l, *rule)),
        AuditEvent::ApproverChanged { from, to } => text::history::approver_changed(l, from, to),
        AuditEvent::SupplyAdvanced { status } => text::history::advanced(l, words::supply(l, *status)),
        AuditEvent::ReasonDemanded { is_demanded: true } => text::history::reason_demanded(l).into(),
        AuditEvent::ReasonDemanded { is_demanded: false } => text::history::reason_not_demanded(l).into(),
        AuditEvent::LimitsUsed { is_on: true } => text::history::limits_used(l).into(),
        AuditEvent::LimitsUsed { is_on: false } => text::history::limits_not_used(l).into(),
        AuditEvent::LimitsSet { name, .. } => text::history::limits_set(l, name),
        AuditEvent::CostCentreSaved { number, name, .. } => text::history::cost_centre_saved(l, number, name),
        AuditEvent::CostCentreArchived { number, name, is_archived: true } => text::history::cost_centre_archived(l, number, name),
        AuditEvent::CostCentreArchived { number, name, is_archived: false } => text::history::cost_centre_restored(l, number, name),
        AuditEvent::CostCentreDemanded { is_demanded: true } => text::history::cost_centre_demanded(l).into(),
        AuditEvent::CostCentreDemanded { is_demanded: false } => text::history::cost_centre_not_demanded(l).into(),
        _ => text::history::other(l).into(),
    }
}

/// A rejection with what was proposed instead, if something was.
fn proposing(l: Language, rejection: String, other: Option<&Replacement>) -> String {
    match other {
        Some(other) => format!("{rejection}. {}", words::alternative(l, other)),
        None => rejection,
    }
}

#[cfg(feature = "ssr")]
pub(super) const fn look(event: &AuditEvent) -> (Option<&'static str>, &'static str) {
    match event {
        AuditEvent::LineDecided { verdict: Verdict::Released, .. } | AuditEvent::LineLowered { .. } | AuditEvent::LineReplaced { .. } => {
            (Some("released"), "check")
        }
        AuditEvent::LineDecided { .. } | AuditEvent::LineOverruled { .. } | AuditEvent::OrderRejected => (Some("rejected"), "x"),
        AuditEvent::ReleaseConfirmed { .. } => (Some("released"), "check"),
        AuditEvent::OrderHandedOver { .. } => (Some("onway"), "arrow-right"),
        AuditEvent::DecidedByMail | AuditEvent::ReleaseReminded { .. } | AuditEvent::OverdueReminded { .. } => (None, "mail"),
        AuditEvent::OrderWithdrawn
        | AuditEvent::DecisionTakenBack { .. }
        | AuditEvent::ReleaseTakenBack { .. }
        | AuditEvent::OrderCameBack { .. } => (None, "undo-2"),
        AuditEvent::OrderRevised { .. } => (Some("waiting"), "pencil"),
        AuditEvent::LineAskedAgain { .. } => (Some("waiting"), "clock"),
        AuditEvent::PriceAgreed { .. } | AuditEvent::StandingReleaseUsed { .. } => (None, "info"),
        AuditEvent::CommentWritten { .. } => (None, "message-square"),
        AuditEvent::ApproverChanged { .. } | AuditEvent::OrderPassedOn { .. } | AuditEvent::OrderEscalated { .. } => (None, "users"),
        AuditEvent::SupplyAdvanced { status: SupplyStatus::Delivered } => (Some("released"), "package-check"),
        AuditEvent::SupplyAdvanced { status: SupplyStatus::Shipped } => (Some("onway"), "truck"),
        AuditEvent::SupplyAdvanced { .. } => (Some("onway"), "package"),
        _ => (None, "shopping-cart"),
    }
}

/// For whom somebody decided who is not in charge.
pub(super) fn in_place_of(l: Language, event: &AuditEvent) -> Option<String> {
    match event {
        AuditEvent::LineDecided { in_place_of: Some(name), .. }
        | AuditEvent::LineLowered { in_place_of: Some(name), .. }
        | AuditEvent::LineReplaced { in_place_of: Some(name), .. }
        | AuditEvent::LineOverruled { in_place_of: Some(name), .. }
        | AuditEvent::ReleaseConfirmed { in_place_of: Some(name) }
        | AuditEvent::DecisionTakenBack { in_place_of: Some(name), .. }
        | AuditEvent::ReleaseTakenBack { in_place_of: Some(name), .. } => Some(format!(" ({})", text::rules::for_whom(l, name))),
        _ => None,
    }
}

pub(super) fn reason(l: Language, event: &AuditEvent) -> Option<String> {
    match event {
        AuditEvent::LineDecided { cause, reason, .. } | AuditEvent::LineOverruled { cause, reason, .. } => {
            words::reason(l, *cause, reason.as_deref())
        }
        AuditEvent::OrderRevised { note, .. } => note.clone(),
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
            cause: None,
            reason: Some("Haben wir.".into()),
            alternative: None,
            in_place_of: Some("Eva Frei".into()),
        };
        assert_eq!(told(Language::German, &decided), "(in Vertretung von Eva Frei) hat Position 2 abgelehnt: Ordner. Grund: Haben wir.");
        assert_eq!(told(Language::English, &decided), "(standing in for Eva Frei) rejected line 2: Ordner. Reason: Haben wir.");
    }

    #[test]
    fn what_was_proposed_instead_is_told_and_older_entries_are_read() {
        let before = r#"{"event":"line_decided","position":2,"article":"Ordner","verdict":"rejected","reason":null}"#;
        let mut decided = serde_json::from_str::<AuditEvent>(before).expect("an event");
        assert_eq!(told(Language::German, &decided), "hat Position 2 abgelehnt: Ordner");
        assert_eq!(serde_json::to_string(&decided).expect("text"), before);
        let AuditEvent::LineDecided { alternative, reason, .. } = &mut decided else { panic!("a decision") };
        *reason = Some("Zu gross.".into());
        *alternative = Some(Replacement {
            article_id: domain::ArticleId(uuid::Uuid::from_u128(7)),
            article_number: "20-0102".into(),
            name: "Mappe".into(),
            unit: "Stück".into(),
            price: domain::Rappen(390),
        });
        let words =
            "hat Position 2 abgelehnt: Ordner. Stattdessen vorgeschlagen: Mappe (Art. 20-0102), CHF 3.90 pro Stück. Grund: Zu gross.";
        assert_eq!(told(Language::German, &decided), words);
        assert_eq!(serde_json::from_str::<AuditEvent>(&serde_json::to_string(&decided).expect("text")).expect("an event"), decided);
    }

    #[test]
    fn who_was_reminded_and_who_was_asked_as_well_is_told() {
        let reminded = AuditEvent::OverdueReminded { to: "Eva Frei".into() };
        assert_eq!(told(Language::German, &reminded), "hat Eva Frei erinnert, weil die Bestellung wartet");
        let escalated = AuditEvent::OrderEscalated { to: vec!["Urs Ott".into(), "Ada Roth".into()], from: "Eva Frei".into() };
        let words = "hat die Bestellung an Urs Ott, Ada Roth weitergegeben, weil Eva Frei noch nicht entschieden hat";
        assert_eq!(told(Language::German, &escalated), words);
        let set = AuditEvent::PatienceSet { remind_after: Some(8), escalate_after: None };
        assert_eq!(told(Language::English, &set), "set: remind after 8 working hours, ask others never");
    }

    #[test]
    fn an_order_that_is_passed_on_says_why() {
        let passed_on = |limit, is_for_budget| AuditEvent::OrderPassedOn { to: "Eva Frei".into(), limit, is_for_budget, has_left: false };
        let left = AuditEvent::OrderPassedOn { to: "Eva Frei".into(), limit: None, is_for_budget: false, has_left: true };
        let words = |event: &AuditEvent| told(Language::English, event);
        assert!(words(&passed_on(None, true)).ends_with("as it exceeds a budget that this person looks after"));
        assert!(words(&passed_on(Some(domain::Rappen(50_000)), false)).ends_with("as it is above the limit of CHF 500.00"));
        assert!(words(&passed_on(None, false)).ends_with("as two people release it"));
        assert!(words(&left).ends_with("as whoever released it is no approver any more"));
        // As it was written before budgets had a say.
        let before = r#"{"event":"order_passed_on","to":"Eva Frei"}"#;
        assert_eq!(serde_json::from_str::<AuditEvent>(before).expect("an event"), passed_on(None, false));
        assert_eq!(serde_json::to_string(&passed_on(None, false)).expect("text"), before);
    }

    #[test]
    fn a_release_that_was_taken_back_says_who_has_the_order_again() {
        let own = AuditEvent::ReleaseTakenBack { to: "Eva Frei".into(), in_place_of: None };
        assert_eq!(told(Language::German, &own), "hat die Freigabe zurückgenommen; die Bestellung ist wieder bei Eva Frei");
        let in_her_place = AuditEvent::ReleaseTakenBack { to: "Eva Frei".into(), in_place_of: Some("Eva Frei".into()) };
        let words = "(standing in for Eva Frei) took the release back; the order is with Eva Frei again";
        assert_eq!(told(Language::English, &in_her_place), words);
    }

    #[test]
    fn what_needed_no_decision_was_not_decided() {
        let handed_over = AuditEvent::OrderHandedOver { supply_number: 20_001 };
        assert_eq!(told(Language::German, &handed_over), "hat die Bestellung an den Lieferanten übermittelt, als Auftrag 20001");
    }
}
