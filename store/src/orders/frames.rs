//! What limits an order: the orderer's own limits and the budgets of the cost centres that pay for it, with what is gone of them.
//!
//! Whoever asks in the customer's turn gets sums that stay true until the commit: two orders that are placed at once do not both
//! fit into what is left.

use super::sheet::sheet;
use crate::{
    Stamp, StoreError,
    cost_centres::{self, Which},
    engine::{Tx, fetch_with_rows},
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
    let budgets = budgets(tx, customer, payers, order.as_slice()).await?;
    Ok(Frames { budgets, ..own_frames(tx, (customer, orderer), order).await? })
}

/// The budgets of cost centres, in their order. The orders `except` do not count as such that wait.
pub(super) async fn budgets(
    tx: &mut Tx,
    customer: CustomerId,
    payers: &[CostCentreId],
    except: &[OrderId],
) -> Result<Vec<Budget>, StoreError> {
    let Some(which) = Which::of(payers) else { return Ok(Vec::new()) };
    let centres = cost_centres::rows(tx, customer, which, except).await?;
    let budget = |id: &CostCentreId| {
        let frame = centres.iter().find(|centre| centre.id == *id)?.budget()?;
        Some(Budget { cost_centre: *id, frame })
    };
    Ok(payers.iter().filter_map(budget).collect())
}

/// What limits an order of this contact whatever pays for it.
pub(crate) async fn own_frames(
    tx: &mut Tx,
    (customer, orderer): (CustomerId, ContactId),
    order: Option<OrderId>,
) -> Result<Frames, StoreError> {
    own_frames_of(tx, customer, &[orderer], order.as_slice()).await?.remove(&orderer).ok_or(StoreError::NotFound)
}

/// The same for orders of several contacts, by as many statements as for one. The orders `except` do not count as such that wait.
pub(super) async fn own_frames_of(
    tx: &mut Tx,
    customer: CustomerId,
    orderers: &[ContactId],
    except: &[OrderId],
) -> Result<HashMap<ContactId, Frames>, StoreError> {
    let limits = limits_of_all(tx, customer, orderers).await?;
    let limited: Vec<_> = limits.iter().filter(|(_, limits)| limits.per_month.is_some()).map(|(orderer, _)| *orderer).collect();
    let usages = months_of(tx, customer, &limited, except).await?;
    let own = |(orderer, Limits { per_order, per_month }): (ContactId, Limits)| {
        let usage = usages.get(&orderer).copied().unwrap_or_default();
        let month = per_month.map(|limit| Frame { limit, usage });
        (orderer, Frames { order: per_order.map(Frame::whole), month, budgets: Vec::new() })
    };
    Ok(limits.into_iter().map(own).collect())
}

/// What a contact may order without a release.
pub(crate) async fn limits_of(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<Limits, StoreError> {
    limits_of_all(tx, customer, &[contact]).await?.pop().map(|(_, limits)| limits).ok_or(StoreError::NotFound)
}

const LIMITS_OF: [&str; 2] = [
    "with wanted (customer_id, id) as (",
    ")
    select id, limit_per_order, limit_per_month from contacts where customer_id = $1 and id in (select id from wanted)",
];

/// What each of these contacts may order without a release.
async fn limits_of_all(tx: &mut Tx, customer: CustomerId, contacts: &[ContactId]) -> Result<Vec<(ContactId, Limits)>, StoreError> {
    if contacts.is_empty() {
        return Ok(Vec::new());
    }
    let rows = fetch_with_rows!(tx, (Uuid, Option<i64>, Option<i64>), LIMITS_OF, contacts, |contact| [customer.0, contact.0])?;
    let limits =
        |per_order: Option<i64>, per_month: Option<i64>| Limits { per_order: per_order.map(Rappen), per_month: per_month.map(Rappen) };
    Ok(rows.into_iter().map(|(id, per_order, per_month)| (id.into(), limits(per_order, per_month))).collect())
}

// An order ends when it is handed over, and only one that is has a supply order.
const USED_BY_CONTACTS: [&str; 2] = [
    "with wanted (customer_id, id, begins, ends) as (",
    ")
    select o.orderer_id, cast(coalesce(sum(s.net), 0) as bigint)
    from orders o
    join supply_orders s on s.customer_id = o.customer_id and s.order_id = o.id
    where o.customer_id = $1 and o.orderer_id in (select id from wanted) and o.closed_at >= $3 and o.closed_at < $4
    group by o.orderer_id",
];

const OPEN_OF_CONTACTS: [&str; 2] = [
    "with wanted (customer_id, id) as (",
    ")
    select o.orderer_id, o.id, o.status, o.net, exists (
        select 1 from recalls r where r.customer_id = o.customer_id and r.order_id = o.id
    ) as was_asked_again
    from orders o
    where o.customer_id = $1 and o.orderer_id in (select id from wanted) and o.closed_at is null",
];

#[derive(FromRow)]
struct OpenOfContact {
    orderer_id: Uuid,
    #[sqlx(flatten)]
    order: OpenOrder,
}

/// What contacts have ordered this month.
async fn months_of(
    tx: &mut Tx,
    customer: CustomerId,
    orderers: &[ContactId],
    except: &[OrderId],
) -> Result<HashMap<ContactId, Usage>, StoreError> {
    let mut usages: HashMap<ContactId, Usage> = HashMap::new();
    if orderers.is_empty() {
        return Ok(usages);
    }
    let (from, to) = period(tx, domain::limit::month_of).await?;
    for (orderer, used) in fetch_with_rows!(tx, (Uuid, i64), USED_BY_CONTACTS, orderers, |orderer| [customer.0, orderer.0, from, to])? {
        usages.entry(orderer.into()).or_default().used = Rappen(used);
    }
    let open = fetch_with_rows!(tx, OpenOfContact, OPEN_OF_CONTACTS, orderers, |orderer| [customer.0, orderer.0])?;
    let mut reservations = Reservations::default();
    for OpenOfContact { orderer_id, order } in open.iter().filter(|open| !except.contains(&open.order.id)) {
        let reserved = reservations.of(tx, customer, (order, None)).await?;
        let usage = usages.entry((*orderer_id).into()).or_default();
        usage.reserved = usage.reserved + reserved;
    }
    Ok(usages)
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
