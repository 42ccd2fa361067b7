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
    /// The approver in whose place the caller decides, if they stand in for one.
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
    /// What of that is for delivering it, net.
    pub freight: Rappen,
    /// How often it was released before it came to the caller.
    pub level: u32,
    /// The name of whoever has to confirm it after the caller.
    pub goes_on_to: Option<String>,
    /// One seal of all that can be released of it, or of all that is to be confirmed.
    pub seal: String,
}

impl BulkOrder {
    /// The positions that are still to be decided and can be released, as a form carries them.
    pub fn open_positions(&self) -> String {
        let open = self.lines.iter().filter(|line| line.can_be_released()).map(|line| line.position.to_string());
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
    /// Their common seal, as they were shown, or that of the release that is confirmed; empty where the page was none of ours.
    #[serde(default)]
    pub seal: String,
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
    use on_the_server::Outcome;
    let approver = answer(approver())?;
    let seen = answer(on_the_server::checked(&form))?;
    let Outcome { released, left, asked } = answer(on_the_server::release(&approver, seen).await)?;
    let asked = if asked > 0 { format!("&gefragt={asked}") } else { String::new() };
    redirect(&format!("/freigaben?freigegeben={released}&uebrig={left}{asked}"));
    Ok(())
}

#[cfg(feature = "ssr")]
mod on_the_server {
    use super::{BETWEEN, Bulk, BulkForm, BulkOrder, SeenOrder};
    use crate::{
        AppError,
        release::queue_api::PAGE,
        show::{Line, OrderData},
        ssr::{order_id, store},
    };
    use domain::{OrderId, Totals};
    use std::collections::HashSet;
    use store::{Approver, Confirmation, DecideRefusal, Decided, Decisions, Failure, LineDecision, StoreError, sealed_together};

    /// An order with what is done about it; without an id where it could not be read, as if there were no such order.
    type Seen = (Option<OrderId>, Act);

    /// What is done about an order.
    pub(super) enum Act {
        /// The lines at these positions are released.
        Decide {
            positions: Vec<u32>,
            /// Their common seal, as it was shown.
            shown: String,
            version: Option<u32>,
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
        let can_be_released = |order: &OrderData| order.is_to_be_confirmed() || order.lines.iter().any(Line::can_be_released);
        let waits = in_charge.into_iter().filter(OrderData::waits_for_reader);
        let orders: Vec<_> = waits.filter(can_be_released).map(BulkOrder::from).collect();
        Ok(Bulk { left_out: ids.len() - orders.len(), orders })
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
        if shown.is_empty() {
            return Ok(positions.into_iter().map(LineDecision::release).collect());
        }
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
                store().decide_rest(approver, id, Decisions::from(decisions).seen(version)).await
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

    impl From<OrderData> for BulkOrder {
        fn from(order: OrderData) -> Self {
            let seals: Vec<_> = order.lines.iter().filter(|line| line.can_be_released()).map(|line| line.seal.clone()).collect();
            let Totals { total, freight, .. } = order.totals_if_released();
            let seal = if order.is_to_be_confirmed() { order.seal } else { sealed_together(&seals) };
            Self {
                total,
                freight,
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
}
