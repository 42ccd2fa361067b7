//! Orders with what limits them: for whoever comes from a mail, and for whoever releases several together.

use super::{
    OrderLineView, OrderView,
    frames::{budgets, frames, own_frames_of},
    read::in_charge,
};
use crate::{Approver, Store, StoreError, engine::Tx};
use domain::{Budget, ContactId, CostCentreId, Frames, OrderId};
use std::collections::{HashMap, HashSet};

/// An order with what limits it.
#[derive(Clone, Debug)]
pub struct LimitedOrder {
    /// The order.
    pub order: OrderView,
    /// What limits it and what is gone of that without it, while the order waits.
    pub frames: Frames,
}

/// Orders that somebody can release together, with what limits them: what is gone of that without any of them.
#[derive(Clone, Debug)]
pub struct BulkCase {
    /// Those of which the caller can release something now, in the order in which they were named.
    pub orders: Vec<OrderView>,
    /// The limits of each of their orderers, without budgets.
    pub own: HashMap<ContactId, Frames>,
    /// The budgets of the cost centres that pay for them, each once.
    pub budgets: Vec<Budget>,
}

impl OrderView {
    /// Whether its reader can release something of it now: a line that is still sold, or the whole of it where it was released before.
    #[must_use]
    pub fn can_be_released(&self) -> bool {
        let mut open = self.lines.iter().filter(|line| line.state().is_open()).peekable();
        let is_to_be_confirmed = self.level > 0 && open.peek().is_none();
        self.status.is_open() && self.is_in_charge && (is_to_be_confirmed || open.any(OrderLineView::is_sold))
    }
}

impl Store {
    /// An order as [`Store::order_for_release`] gives it, with what limits it.
    pub(super) async fn limited_order(&self, approver: &Approver, order: OrderId) -> Result<LimitedOrder, StoreError> {
        self.read(approver, (approver.clone(), order), |tx, (approver, id)| Box::pin(limited(tx, approver, *id))).await
    }

    /// Those of these orders of which the caller can release something, as [`Store::order_for_release`] gives them, with what limits them
    /// together.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when orders are named, and none of them has ever been the caller's to release.
    pub async fn bulk_case(&self, approver: &Approver, orders: Vec<OrderId>) -> Result<BulkCase, StoreError> {
        self.read(approver, (approver.clone(), orders), |tx, (approver, orders)| Box::pin(bulk_case(tx, approver, orders))).await
    }
}

/// An order that the caller may see as an approver, with what limits it.
pub(super) async fn limited(tx: &mut Tx, approver: &Approver, id: OrderId) -> Result<LimitedOrder, StoreError> {
    let (order, payers) = in_charge(tx, approver, id).await?;
    let frames = if order.status.is_open() {
        frames(tx, (approver.orderer().customer_id, order.orderer_id), &payers, Some(id)).await?
    } else {
        Frames::default()
    };
    Ok(LimitedOrder { order, frames })
}

async fn bulk_case(tx: &mut Tx, approver: &Approver, named: &[OrderId]) -> Result<BulkCase, StoreError> {
    let (mut orders, mut payers, mut is_one_seen) = (Vec::<OrderView>::new(), Vec::<CostCentreId>::new(), named.is_empty());
    for id in named {
        match in_charge(tx, approver, *id).await {
            Ok((order, pay)) => {
                is_one_seen = true;
                if order.can_be_released() {
                    orders.push(order);
                    payers.extend(pay);
                }
            }
            Err(StoreError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    if !is_one_seen {
        return Err(StoreError::NotFound);
    }
    let mut known = HashSet::new();
    payers.retain(|id| known.insert(*id));
    let orderers: HashSet<_> = orders.iter().map(|order| order.orderer_id).collect();
    let orderers: Vec<_> = orderers.into_iter().collect();
    let customer = approver.orderer().customer_id;
    let released: Vec<_> = orders.iter().map(|order| order.id).collect();
    let own = own_frames_of(tx, customer, &orderers, &released).await?;
    let budgets = budgets(tx, customer, &payers, &released).await?;
    Ok(BulkCase { orders, own, budgets })
}
