//! Server functions that release several orders at once.

use crate::{
    AppError,
    live::QuietClient,
    show::{Changes, Line},
    time::When,
};
use domain::{OrderId, Rappen};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What stands between the ids of orders, and between the positions of lines. Addresses and forms carry it as it is.
const BETWEEN: char = '.';

/// What an approver is about to release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulk {
    /// The orders that wait for the caller, in the order in which they were named.
    pub orders: Vec<BulkOrder>,
    /// How many others were named: they do not wait any more, or not for the caller.
    pub left_out: usize,
}

/// An order that is about to be released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkOrder {
    /// The order.
    pub id: OrderId,
    /// Its number in the customer's series.
    pub number: i64,
    /// When it was submitted.
    pub placed: When,
    /// Who ordered.
    pub orderer: String,
    /// The approver in charge, if the caller stands in for them.
    pub in_place_of: Option<String>,
    /// The customer's own reference.
    pub reference: Option<String>,
    /// The note for the approver.
    pub note: Option<String>,
    /// All its lines, also those that are decided or need no release.
    pub lines: Vec<Line>,
    /// What its orderer has changed since it was placed.
    pub changes: Changes,
    /// What goes to the supplier costs: all lines but the rejected.
    pub total: Rappen,
    /// How often it was released before it came to the caller.
    pub level: u32,
    /// The name of whoever has to confirm it after the caller.
    pub goes_on_to: Option<String>,
}

impl BulkOrder {
    /// The positions that are still to be decided, as a form carries them.
    pub fn open_positions(&self) -> String {
        let open = self.lines.iter().filter(|line| line.is_open()).map(|line| line.position.to_string());
        open.collect::<Vec<_>>().join(&BETWEEN.to_string())
    }
}

/// The ids of orders, as [`load_bulk`] takes them.
pub fn named(ids: &[String]) -> String {
    ids.join(&BETWEEN.to_string())
}

/// The orders of which somebody has seen the open lines.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BulkForm {
    /// The orders.
    pub orders: Vec<SeenOrder>,
}

/// What was shown as open of one order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SeenOrder {
    /// The order.
    pub id: String,
    /// The positions of its lines, from 1, with dots between them: one field for each would make the form too long.
    #[serde(default)]
    pub positions: String,
    /// How often it had been released: then there are no positions, and the release is confirmed.
    #[serde(default)]
    pub level: u32,
    /// Which version of the order was shown.
    #[serde(default)]
    pub version: Option<u32>,
}

/// Those of the named orders that wait for the caller. Where none of them has ever waited for the caller, there is nothing here.
#[server(endpoint = "load_bulk", client = QuietClient)]
pub async fn load_bulk(ids: String) -> Result<Bulk, AppError> {
    use crate::ssr::{answer, approver};
    let approver = answer(approver())?;
    let ids = answer(on_the_server::order_ids(&ids))?;
    answer(on_the_server::bulk(&approver, &ids).await)
}

/// Releases the lines that were shown as open, and leads back to the queue, which says what came of it. To do so again changes nothing.
///
/// Each order is a transaction of its own: one that somebody has decided or withdrawn meanwhile must not hold up the others, and
/// one that is handed over stays so when a later one fails.
#[server(endpoint = "release_orders")]
pub async fn release_orders(form: BulkForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect};
    let approver = answer(approver())?;
    let seen = answer(on_the_server::checked(&form))?;
    let (released, left) = answer(on_the_server::release(&approver, seen).await)?;
    redirect(&format!("/freigaben?freigegeben={released}&uebrig={left}"));
    Ok(())
}

#[cfg(feature = "ssr")]
mod on_the_server {
    use super::{BETWEEN, Bulk, BulkForm, BulkOrder, SeenOrder};
    use crate::{
        AppError,
        release::queue_api::PAGE,
        show::OrderData,
        ssr::{order_id, store},
    };
    use domain::OrderId;
    use std::collections::HashSet;
    use store::{Approver, Decisions, Failure, Releases, StoreError};

    /// An order with the decisions on it; without an id where it could not be read, as if there were no such order.
    type Seen = (Option<OrderId>, Act);

    /// What is done about an order.
    pub(super) enum Act {
        Decide(Decisions),
        Confirm(u32),
    }

    /// Each order once, of no more than a page of the queue.
    pub(super) fn order_ids(text: &str) -> Result<Vec<Option<OrderId>>, AppError> {
        let mut seen = HashSet::new();
        let named = text.split(BETWEEN).filter(|id| !id.is_empty()).map(|id| order_id(id).ok());
        // An id can be spelt in more than one way.
        let named: Vec<_> = named.filter(|id| id.is_none() || seen.insert(*id)).collect();
        bounded(named.len())?;
        Ok(named)
    }

    fn bounded(count: usize) -> Result<(), AppError> {
        if count > PAGE as usize { Err(AppError::BadRequest) } else { Ok(()) }
    }

    pub(super) async fn bulk(approver: &Approver, ids: &[Option<OrderId>]) -> Result<Bulk, AppError> {
        let mut in_charge = Vec::new();
        for id in ids.iter().flatten() {
            match store().order_for_release(approver, *id).await {
                Ok(order) => in_charge.push(OrderData::from(order)),
                Err(StoreError::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if in_charge.is_empty() && !ids.is_empty() {
            return Err(AppError::NotFound);
        }
        let orders: Vec<_> = in_charge.into_iter().filter(OrderData::waits_for_reader).map(BulkOrder::from).collect();
        Ok(Bulk { left_out: ids.len() - orders.len(), orders })
    }

    /// The whole form is read before anything is decided.
    pub(super) fn checked(form: &BulkForm) -> Result<Vec<Seen>, AppError> {
        bounded(form.orders.len())?;
        let mut seen = HashSet::new();
        let read = form.orders.iter().map(|order| Ok((order_id(&order.id).ok(), releases(order)?)));
        let all = read.collect::<Result<Vec<_>, AppError>>()?;
        Ok(all.into_iter().filter(|(id, _)| id.is_none() || seen.insert(*id)).collect())
    }

    fn releases(order: &SeenOrder) -> Result<Act, AppError> {
        if order.level > 0 {
            return Ok(Act::Confirm(order.level));
        }
        let positions = order.positions.split(BETWEEN).map(|position| position.parse().map_err(|_| AppError::BadRequest));
        let positions = positions.collect::<Result<Vec<u32>, AppError>>()?;
        Ok(Act::Decide(Releases::from(positions).seen(order.version).into()))
    }

    /// How many orders were released, and how many were not because they do not wait for the caller any more.
    pub(super) async fn release(approver: &Approver, seen: Vec<Seen>) -> Result<(usize, usize), AppError> {
        let (mut released, mut left, mut missing) = (0, 0, 0);
        for (id, act) in seen {
            let Some(id) = id else {
                missing += 1;
                continue;
            };
            let done = match act {
                Act::Decide(decisions) => store().decide_rest(approver, id, decisions).await,
                Act::Confirm(level) => store().confirm(approver, id, level).await,
            };
            match done {
                Ok(_) => released += 1,
                Err(Failure::Refused(_)) => left += 1,
                Err(Failure::Store(StoreError::NotFound)) => missing += 1,
                Err(Failure::Store(error)) => return Err(error.into()),
            }
        }
        if released + left == 0 { Err(AppError::NotFound) } else { Ok((released, left + missing)) }
    }

    impl From<OrderData> for BulkOrder {
        fn from(order: OrderData) -> Self {
            let total = order.totals_if_released().total;
            Self {
                total,
                level: order.level,
                goes_on_to: order.goes_on.map(|next| next.to),
                id: order.id,
                number: order.number,
                placed: order.placed,
                orderer: order.orderer,
                in_place_of: order.approver.filter(|_| order.is_substitute && !order.is_asked),
                reference: order.reference,
                note: order.note,
                lines: order.lines,
                changes: order.changes,
            }
        }
    }
}
