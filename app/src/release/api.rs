//! Server functions of approvers.

use crate::{AppError, live::QuietClient, show::OrderData, time::When};
use domain::{OrderId, OrderStatus, Rappen};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Orders of the queue on one page.
#[cfg(feature = "ssr")]
pub(super) const PAGE: u32 = 50;

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// The orders that wait for the caller, oldest first.
    pub rows: Vec<QueueLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// An order that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueLine {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
    /// When it was submitted.
    pub placed: When,
    /// Who ordered.
    pub orderer: String,
    /// What it costs.
    pub total: Rappen,
    /// Where it is.
    pub status: OrderStatus,
    /// Lines that are still to be decided.
    pub open_lines: i64,
    /// The note for the approver.
    pub note: Option<String>,
    /// The approver in charge, if the caller stands in for them.
    pub in_place_of: Option<String>,
}

/// The orders that wait for the caller.
#[server(endpoint = "load_queue", client = QuietClient)]
pub async fn load_queue(after: Option<String>) -> Result<Queue, AppError> {
    use crate::ssr::{answer, approver, store};
    let approver = answer(approver())?;
    let after = after.as_deref().and_then(conversions::read_place);
    let mut rows = answer(store().release_queue(&approver, after, PAGE + 1).await)?;
    let has_more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| has_more).map(conversions::place);
    Ok(Queue { rows: rows.into_iter().map(QueueLine::from).collect(), next })
}

/// An order that the caller may decide.
#[server(endpoint = "load_release", client = QuietClient)]
pub async fn load_release(id: String) -> Result<OrderData, AppError> {
    use crate::ssr::{answer, approver, order_id, store};
    let approver = answer(approver())?;
    let id = answer(order_id(&id))?;
    answer(store().order_for_release(&approver, id).await).map(OrderData::from)
}

/// Decisions on lines of an order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecideForm {
    /// The order.
    pub id: String,
    /// The decisions.
    pub decisions: Vec<DecisionForm>,
}

/// The decision on one line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecisionForm {
    /// The line's position.
    pub position: u32,
    /// The verdict's word.
    pub verdict: String,
    /// The reason for a rejection; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// Releases or rejects lines. With the last one the order is handed over, and the answer leads to the closing page.
#[server(endpoint = "decide")]
pub async fn decide(form: DecideForm) -> Result<OrderData, AppError> {
    use crate::ssr::{answer, approver, order_id, redirect, store};
    let approver = answer(approver())?;
    let id = answer(order_id(&form.id))?;
    let decisions = answer(conversions::decisions(&form))?;
    let decided = answer(store().decide(&approver, id, decisions).await)?;
    if !decided.status.is_open() {
        redirect(&format!("/freigaben/{id}/abschluss"));
    }
    answer(store().order_for_release(&approver, id).await).map(OrderData::from)
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{DecideForm, QueueLine};
    use crate::{AppError, Refusal, ssr::when};
    use domain::{OrderId, problem::Check, text};
    use store::{DecideRefusal, LineDecision, QueueRow, Stamp};

    /// The checked decisions; the field of a wrong one is named after its line.
    pub(super) fn decisions(form: &DecideForm) -> Result<Vec<LineDecision>, AppError> {
        let mut check = Check::default();
        let each = form.decisions.iter().map(|decision| {
            let verdict = check.field("verdict", decision.verdict.parse());
            let reason = check.field(&format!("reason-{}", decision.position), text::note(&decision.reason));
            Some(LineDecision { position: decision.position, verdict: verdict?, reason: reason? })
        });
        let all = each.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>();
        Ok(check.finish(all)?)
    }

    /// A place in the queue, as it stands in an address.
    pub(super) fn place(row: &QueueRow) -> String {
        format!("{}_{}", row.placed_at.micros(), row.id)
    }

    pub(super) fn read_place(text: &str) -> Option<(Stamp, OrderId)> {
        let (micros, id) = text.split_once('_')?;
        let instant = jiff::Timestamp::from_microsecond(micros.parse().ok()?).ok()?;
        Some((Stamp::new(instant), id.parse().ok()?))
    }

    impl From<QueueRow> for QueueLine {
        fn from(row: QueueRow) -> Self {
            Self {
                id: row.id,
                number: row.number,
                placed: when(row.placed_at),
                orderer: row.orderer_name,
                total: row.total,
                status: row.status,
                open_lines: row.open_lines,
                note: row.note,
                in_place_of: row.in_place_of,
            }
        }
    }

    impl From<DecideRefusal> for AppError {
        fn from(refusal: DecideRefusal) -> Self {
            match refusal {
                DecideRefusal::AlreadyDecided { by, at } => Self::Refused(Refusal::AlreadyDecided { by, at: when(at).absolute }),
                DecideRefusal::Closed { status } => Self::Refused(Refusal::Closed { status }),
                DecideRefusal::NothingToDecide => Self::BadRequest,
            }
        }
    }
}
