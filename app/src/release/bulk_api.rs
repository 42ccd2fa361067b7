//! Server functions that release several orders at once.

#[cfg(feature = "ssr")]
mod on_the_server;

use super::bulk_limits::SharedLimit;
use crate::{
    AppError,
    json::Lean,
    live::QuietClient,
    show::{Changes, Line},
    time::When,
};
use domain::{Frame, OrderId, Rappen};
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
    /// What limits them together.
    pub limits: Vec<SharedLimit>,
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
    /// The same without tax.
    pub net: Rappen,
    /// What one order of its orderer may cost, net, without a release.
    pub limit: Option<Frame>,
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
    /// Which version of the order was shown. Without one it is 0, which no order has.
    #[serde(default)]
    pub version: u32,
    /// Their common seal, as they were shown, or that of the release that is confirmed. Without one it is empty, which fits nothing.
    #[serde(default)]
    pub seal: String,
}

/// Those of the named orders that wait for the caller. Where none of them has ever waited for the caller, there is nothing here.
#[server(endpoint = "load_bulk", client = QuietClient, output = Lean)]
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
