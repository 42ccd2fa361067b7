//! Who has an order that waits, and since when.

use super::head::Head;
use crate::{Day, HistoryEntry, Stamp, StoreError, absences::StandIn, audit::order_history, engine::Tx};
use domain::{CustomerId, audit::AuditEvent};

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

/// Since when the present approver in charge has an order with this history.
pub(super) fn since(head: &Head, history: &[HistoryEntry]) -> Stamp {
    taken_over(history).unwrap_or(head.placed_at)
}

/// The same for an order whose history nobody has read yet.
pub(super) async fn since_of(tx: &mut Tx, customer: CustomerId, head: &Head) -> Result<Stamp, StoreError> {
    Ok(since(head, &order_history(tx, customer, head.id).await?))
}

/// When the present approver in charge took an order over, if there was another one before.
fn taken_over(history: &[HistoryEntry]) -> Option<Stamp> {
    let handed_on = |entry: &&HistoryEntry| {
        matches!(
            entry.event,
            AuditEvent::ApproverChanged { .. }
                | AuditEvent::OrderPassedOn { .. }
                | AuditEvent::ReleaseTakenBack { .. }
                | AuditEvent::OrderCameBack { .. }
        )
    };
    history.iter().rev().find(handed_on).map(|entry| entry.happened_at)
}
