//! What the server functions of bulk release ask the store for.

use super::{BETWEEN, Bulk, BulkForm, BulkOrder, SeenOrder};
use crate::{
    AppError,
    release::{bulk_limits::shared, queue_api::PAGE},
    show::OrderData,
    ssr::{order_id, store},
};
use domain::{ContactId, Frame, OrderId, Totals};
use std::collections::HashSet;
use store::{Approver, BulkCase, Confirmation, DecideRefusal, Decided, Decisions, Failure, LineDecision, StoreError, sealed_together};

/// An order with what is done about it; without an id where it could not be read, as if there were no such order.
type Seen = (Option<OrderId>, Act);

/// What is done about an order.
pub(super) enum Act {
    /// The lines at these positions are released.
    Decide {
        positions: Vec<u32>,
        /// Their common seal, as it was shown.
        shown: String,
        version: u32,
    },
    /// It was released before, which is confirmed.
    Confirm(Confirmation),
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
    let known: Vec<_> = ids.iter().flatten().copied().collect();
    if known.is_empty() && !ids.is_empty() {
        return Err(AppError::NotFound);
    }
    let BulkCase { orders, own, budgets } = store().bulk_case(approver, known).await?;
    let orders: Vec<_> = orders.into_iter().map(|order| (order.orderer_id, OrderData::from(order))).collect();
    let limits = shared(&orders, &own, &budgets);
    let limit = |orderer: ContactId| own.get(&orderer).and_then(|frames| frames.order);
    let orders: Vec<_> = orders.into_iter().map(|(orderer, order)| BulkOrder::of(order, limit(orderer))).collect();
    Ok(Bulk { left_out: ids.len() - orders.len(), orders, limits })
}

/// The whole form is read before anything is decided.
pub(super) fn checked(form: &BulkForm) -> Result<Vec<Seen>, AppError> {
    bounded(form.orders.len())?;
    let mut seen = HashSet::new();
    let read = form.orders.iter().map(|order| Ok((order_id(&order.id).ok(), act(order)?)));
    let all = read.collect::<Result<Vec<_>, AppError>>()?;
    Ok(all.into_iter().filter(|(id, ..)| id.is_none() || seen.insert(*id)).collect())
}

/// What has gone on is confirmed, unless lines of it are asked again: then these are released.
fn act(order: &SeenOrder) -> Result<Act, AppError> {
    if order.level > 0 && order.positions.is_empty() {
        return Ok(Act::Confirm(Confirmation { level: order.level, seal: order.seal.clone() }));
    }
    let positions = order.positions.split(BETWEEN).map(|position| position.parse().map_err(|_| AppError::BadRequest));
    Ok(Act::Decide { positions: positions.collect::<Result<_, AppError>>()?, shown: order.seal.clone(), version: order.version })
}

/// The releases of these lines, each bound to the seal that the line has now, if together they are what was shown.
async fn releases(approver: &Approver, id: OrderId, positions: Vec<u32>, shown: &str) -> Result<Vec<LineDecision>, StoreError> {
    let order = store().order_for_release(approver, id).await?;
    let seal = |position: u32| order.lines.iter().find(|line| line.position == position).map(|line| line.seal.clone());
    let seals: Vec<_> = positions.iter().map(|position| seal(*position).unwrap_or_default()).collect();
    // What was shown otherwise has the seal of no line. It may have been decided by this form before, which is for the store to say.
    let is_same = sealed_together(&seals) == shown;
    let bound = |(position, seal)| LineDecision::release(position).as_seen(Some(if is_same { seal } else { shown.to_owned() }));
    Ok(positions.into_iter().zip(seals).map(bound).collect())
}

async fn carry_out(approver: &Approver, id: OrderId, act: Act) -> Result<Decided, Failure<DecideRefusal>> {
    match act {
        Act::Confirm(confirmation) => store().confirm(approver, id, confirmation).await,
        Act::Decide { positions, shown, version } => {
            let decisions = releases(approver, id, positions, &shown).await?;
            store().decide_rest(approver, id, Decisions::from(decisions).seen(Some(version))).await
        }
    }
}

/// What became of the orders.
#[derive(Default)]
pub(super) struct Outcome {
    /// So many were released.
    pub(super) released: usize,
    /// So many stayed as they are: they do not wait for the caller any more, or not as they were shown.
    pub(super) left: usize,
    /// So many wait on: a line of theirs has to be decided again, or is sold no more.
    pub(super) asked: usize,
}

/// Releases each order for itself.
pub(super) async fn release(approver: &Approver, seen: Vec<Seen>) -> Result<Outcome, AppError> {
    let (mut outcome, mut missing) = (Outcome::default(), 0);
    for (id, act) in seen {
        let Some(id) = id else {
            missing += 1;
            continue;
        };
        match carry_out(approver, id, act).await {
            Ok(decided) if decided.open_lines > 0 => outcome.asked += 1,
            Ok(_) => outcome.released += 1,
            Err(Failure::Refused(_)) => outcome.left += 1,
            Err(Failure::Store(StoreError::NotFound)) => missing += 1,
            Err(Failure::Store(error)) => return Err(error.into()),
        }
    }
    let Outcome { released, left, asked } = outcome;
    if released + left + asked == 0 { Err(AppError::NotFound) } else { Ok(Outcome { released, left: left + missing, asked }) }
}

impl BulkOrder {
    fn of(order: OrderData, limit: Option<Frame>) -> Self {
        let seals: Vec<_> = order.lines.iter().filter(|line| line.can_be_released()).map(|line| line.seal.clone()).collect();
        let Totals { net, total, freight, .. } = order.totals_if_released();
        let seal = if order.is_to_be_confirmed() { order.seal } else { sealed_together(&seals) };
        Self {
            total,
            net,
            freight,
            limit,
            level: order.level,
            goes_on_to: order.goes_on.map(|next| next.to),
            seal,
            id: order.id,
            number: order.number,
            placed: order.placed,
            orderer: order.orderer,
            in_place_of: order.in_place_of,
            reference: order.reference,
            note: order.note,
            lines: order.lines,
            changes: order.changes,
        }
    }
}
