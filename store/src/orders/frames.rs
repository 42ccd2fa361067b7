//! What limits an order: the orderer's own limits and the budgets of the cost centres that pay for it, with what is gone of them.
//!
//! Whoever asks in the customer's turn gets sums that stay true until the commit: two orders that are placed at once do not both
//! fit into what is left.

use super::sheet::sheet;
use crate::{
    Stamp, StoreError,
    cost_centres::{self, Which},
    engine::{Tx, fetch_all, fetch_one, fetch_value},
    sign_in::at_the_supplier,
};
use domain::{Budget, Charges, ContactId, CostCentreId, CustomerId, Frame, Frames, Limits, OrderId, OrderStatus, Rappen, Usage};
use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::{HashMap, hash_map::Entry};
use uuid::Uuid;

/// What limits an order of this contact for which these cost centres pay. `order` is the order itself, if it is there already: it does
/// not count as one that waits.
pub(crate) async fn frames(
    tx: &mut Tx,
    (customer, orderer): (CustomerId, ContactId),
    payers: &[CostCentreId],
    order: Option<OrderId>,
) -> Result<Frames, StoreError> {
    let centres = match Which::of(payers) {
        Some(which) => cost_centres::rows(tx, customer, which, order).await?,
        None => Vec::new(),
    };
    let budget = |id: &CostCentreId| {
        let frame = centres.iter().find(|centre| centre.id == *id)?.budget()?;
        Some(Budget { cost_centre: *id, frame })
    };
    let budgets = payers.iter().filter_map(budget).collect();
    Ok(Frames { budgets, ..own_frames(tx, (customer, orderer), order).await? })
}

/// What limits it whatever pays for it.
pub(crate) async fn own_frames(
    tx: &mut Tx,
    (customer, orderer): (CustomerId, ContactId),
    order: Option<OrderId>,
) -> Result<Frames, StoreError> {
    let limits = limits_of(tx, customer, orderer).await?;
    let month = match limits.per_month {
        Some(limit) => Some(Frame { limit, usage: month_of(tx, (customer, orderer), order).await? }),
        None => None,
    };
    Ok(Frames { order: limits.per_order.map(Frame::whole), month, budgets: Vec::new() })
}

const LIMITS: &str = "select limit_per_order, limit_per_month from contacts where customer_id = $1 and id = $2";

/// What a contact may order without a release.
pub(crate) async fn limits_of(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<Limits, StoreError> {
    let (per_order, per_month) = fetch_one!(tx, (Option<i64>, Option<i64>), LIMITS, customer.0, contact.0)?;
    Ok(Limits { per_order: per_order.map(Rappen), per_month: per_month.map(Rappen) })
}

// An order ends when it is handed over, and only one that is has a supply order.
const USED_BY_CONTACT: &str = "
    select cast(coalesce(sum(s.net), 0) as bigint)
    from orders o
    join supply_orders s on s.customer_id = o.customer_id and s.order_id = o.id
    where o.customer_id = $1 and o.orderer_id = $2 and o.closed_at >= $3 and o.closed_at < $4";

const OPEN_OF_CONTACT: &str = "
    select o.id, o.status, o.net, exists (
        select 1 from recalls r where r.customer_id = o.customer_id and r.order_id = o.id
    ) as was_asked_again
    from orders o
    where o.customer_id = $1 and o.orderer_id = $2 and o.closed_at is null";

/// What a contact has ordered this month.
async fn month_of(tx: &mut Tx, (customer, orderer): (CustomerId, ContactId), except: Option<OrderId>) -> Result<Usage, StoreError> {
    let (from, to) = period(tx, domain::limit::month_of).await?;
    let used = fetch_value!(tx, i64, USED_BY_CONTACT, customer.0, orderer.0, from, to)?;
    let open = fetch_all!(tx, OpenOrder, OPEN_OF_CONTACT, customer.0, orderer.0)?;
    let (mut reservations, mut reserved) = (Reservations::default(), Rappen(0));
    for order in open.iter().filter(|order| Some(order.id) != except) {
        reserved = reserved + reservations.of(tx, customer, (order, None)).await?;
    }
    Ok(Usage { used: Rappen(used), reserved })
}

/// The present month or year at the supplier's: from its first instant up to the one that is no part of it.
pub(crate) async fn period(tx: &mut Tx, of: fn(Date) -> (Date, Date)) -> Result<(Stamp, Stamp), StoreError> {
    let supplier = at_the_supplier(tx).await?;
    let (first, next) = of(supplier.today().0);
    Ok((supplier.start_of(first)?, supplier.start_of(next)?))
}

/// An order that waits.
#[derive(FromRow)]
pub(crate) struct OpenOrder {
    #[sqlx(try_from = "Uuid")]
    pub(crate) id: OrderId,
    #[sqlx(try_from = "String")]
    status: OrderStatus,
    /// What it costs as it is ordered, or what a cost centre is to pay of it.
    #[sqlx(try_from = "i64")]
    net: Rappen,
    /// Whether a line of it was asked again, so that it costs something else by now.
    was_asked_again: bool,
}

impl OpenOrder {
    /// Whether only its lines tell what would be handed over of it: it is decided in part, or was asked again.
    fn is_other_than_ordered(&self) -> bool {
        self.status == OrderStatus::PartlyDecided || self.was_asked_again
    }
}

/// What orders that wait reserve. The lines of an order are read once, however many cost centres pay for them.
#[derive(Default)]
pub(crate) struct Reservations(HashMap<OrderId, Charges>);

impl Reservations {
    /// What would be handed over of an order if everything were released that is still open: all of it, or what this cost centre would
    /// pay.
    pub(crate) async fn of(
        &mut self,
        tx: &mut Tx,
        customer: CustomerId,
        (order, payer): (&OpenOrder, Option<CostCentreId>),
    ) -> Result<Rappen, StoreError> {
        if !order.is_other_than_ordered() {
            return Ok(order.net);
        }
        let charges = match self.0.entry(order.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unread) => unread.insert(sheet(tx, customer, order.id).await?.charges_if_released()),
        };
        Ok(payer.map_or_else(|| charges.net(), |payer| charges.on(payer)))
    }
}
