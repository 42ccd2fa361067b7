//! The server function of the queue.

use super::query::QueueQuery;
use crate::{
    AppError,
    json::Lean,
    live::QuietClient,
    time::{Date, When},
};
use domain::{OrderId, OrderStatus, Rappen, ReviewReason};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Orders of the queue on one page.
#[cfg(feature = "ssr")]
pub(super) const PAGE: u32 = 50;

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// What was asked for.
    pub query: QueueQuery,
    /// The orders that wait for the caller, the most urgent first.
    pub rows: Vec<QueueLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// Whether the page is not full although there is a next one: many were looked through, and the search goes on there.
    pub searches_on: bool,
    /// Until when to release what is urgent, ready to read.
    pub before: String,
    /// When what is released until then is delivered.
    pub delivery: Date,
    /// Whether the caller stands in for somebody today.
    pub stands_in: bool,
    /// Who has ordered what waits: ids with names.
    pub orderers: Vec<(String, String)>,
    /// Why orders of this customer can wait.
    pub reasons: Vec<ReviewReason>,
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
    /// Whether it can still be delivered on the first day that was possible when it was ordered.
    pub is_urgent: bool,
    /// Who ordered.
    pub orderer: String,
    /// What it costs.
    pub total: Rappen,
    /// Where it is.
    pub status: OrderStatus,
    /// Lines that are still to be decided.
    pub open_lines: i64,
    /// Those of them that have to be decided again.
    pub asked_again: i64,
    /// The note for the approver.
    pub note: Option<String>,
    /// The approver in charge, if the caller stands in for them.
    pub in_place_of: Option<String>,
}

/// The orders that wait for the caller, as far as they are asked for.
#[server(endpoint = "load_queue", client = QuietClient, output = Lean)]
pub async fn load_queue(#[server(default)] query: QueueQuery) -> Result<Queue, AppError> {
    use crate::ssr::{answer, approver, store};
    let approver = answer(approver())?;
    let (filter, after) = conversions::asked(&query);
    let queue = answer(store().release_queue(&approver, filter, after, PAGE).await)?;
    Ok(conversions::shown(query, queue))
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{
        super::query::{OWN, QueueQuery, SUBSTITUTE},
        PAGE, Queue, QueueLine,
    };
    use crate::ssr::{before, date, stamp, when};
    use domain::ReviewReason;
    use store::{QueueFilter, QueuePlace, QueueRow, Standing};

    /// What nobody offers narrows nothing.
    pub(super) fn asked(query: &QueueQuery) -> (QueueFilter, Option<QueuePlace>) {
        let standing = match query.standing.as_str() {
            OWN => Standing::InCharge,
            SUBSTITUTE => Standing::Substitute,
            _ => Standing::Any,
        };
        let (orderer, reason) = (query.orderer.parse().ok(), query.reason.parse().ok());
        (QueueFilter { standing, orderer, reason, search: query.search.clone() }, read_place(&query.after))
    }

    pub(super) fn shown(query: QueueQuery, queue: store::Queue) -> Queue {
        let is_full = queue.rows.len() >= PAGE as usize;
        let can_be = |reason: &ReviewReason| queue.has_limits || !reason.is_of_limits() || reason.word() == query.reason;
        Queue {
            reasons: ReviewReason::ALL.iter().copied().filter(can_be).collect(),
            query,
            searches_on: queue.next.is_some() && !is_full,
            rows: queue.rows.into_iter().map(QueueLine::from).collect(),
            next: queue.next.map(place),
            before: before(queue.cut_off),
            delivery: date(queue.delivery),
            stands_in: queue.stands_in,
            orderers: queue.orderers.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        }
    }

    /// A place in the queue, as it stands in an address.
    fn place(place: QueuePlace) -> String {
        format!("{}_{}_{}", place.urgent_from.micros(), place.placed_at.micros(), place.id)
    }

    fn read_place(text: &str) -> Option<QueuePlace> {
        let mut parts = text.splitn(3, '_');
        let (urgent_from, placed_at) = (stamp(parts.next()?)?, stamp(parts.next()?)?);
        Some(QueuePlace { urgent_from, placed_at, id: parts.next()?.parse().ok()? })
    }

    impl From<QueueRow> for QueueLine {
        fn from(row: QueueRow) -> Self {
            Self {
                id: row.id,
                number: row.number,
                placed: when(row.placed_at),
                is_urgent: row.is_urgent,
                orderer: row.orderer_name,
                total: row.total,
                status: row.status,
                open_lines: row.open_lines,
                asked_again: row.asked_again,
                note: row.note,
                in_place_of: row.in_place_of,
            }
        }
    }
}
