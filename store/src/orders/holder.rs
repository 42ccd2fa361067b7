//! Who has an order that waits, and since when.

use crate::{Day, HistoryEntry, Stamp, absences::StandIn};
use domain::audit::AuditEvent;

/// Whoever is to decide an order today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Their name.
    pub name: String,
    /// The approver in charge, if the holder stands in for them, and the last day on which that is so.
    pub in_place_of: Option<(String, Day)>,
    /// Since when they have the order.
    pub since: Stamp,
    /// Who was asked to decide as well, as it has waited too long.
    pub asked: Vec<String>,
}

impl Holder {
    /// Who has an order for which an approver of this name is in charge since `since`.
    pub(super) fn of(name: String, since: Stamp, stand_in: Option<&StandIn>) -> Self {
        match stand_in {
            Some(present) => Self {
                name: present.name.clone(),
                in_place_of: Some((name, present.until)),
                since: present.since.map_or(since, |standing| standing.max(since)),
                asked: Vec::new(),
            },
            None => Self { name, in_place_of: None, since, asked: Vec::new() },
        }
    }
}

/// When the present approver in charge took an order over, if there was another one before.
pub(super) fn taken_over(history: &[HistoryEntry]) -> Option<Stamp> {
    let handed_on = |entry: &&HistoryEntry| {
        matches!(entry.event, AuditEvent::ApproverChanged { .. } | AuditEvent::OrderPassedOn { .. } | AuditEvent::ReleaseTakenBack { .. })
    };
    history.iter().rev().find(handed_on).map(|entry| entry.happened_at)
}
