//! The cost centre of an order: what it is called is copied, and what was handed over is noted with it, so that a budget is summed up
//! by an index.

use super::{LivingContact, PlaceRefusal, frames::frames, head::Head, wait};
use crate::{
    Failure, Orderer, StoreError, cost_centres,
    engine::{Tx, execute, fetch_value},
};
use domain::{ApprovalKind, ContactId, CostCentreId, CustomerId, OrderId, Rappen, ReviewReason};

/// The cost centre that an order gets.
#[derive(Clone)]
pub(super) struct Charge {
    cost_centre: CostCentreId,
    number: String,
    name: String,
    /// Who releases what goes beyond its budget, where the orderer has no approver of their own.
    pub(super) approver: ContactId,
}

/// The cost centre that was chosen, if one was: one of the customer's that is in use.
///
/// # Errors
/// [`PlaceRefusal::UnknownCostCentre`]; [`PlaceRefusal::CostCentreMissing`] where one is demanded and there is one to choose.
pub(super) async fn charge(
    tx: &mut Tx,
    customer: CustomerId,
    chosen: Option<CostCentreId>,
    contact: &LivingContact,
) -> Result<Option<Charge>, Failure<PlaceRefusal>> {
    let Some(id) = chosen else {
        let is_missing = contact.demands_cost_centre && has_one(tx, customer).await?;
        return if is_missing { Err(Failure::Refused(PlaceRefusal::CostCentreMissing)) } else { Ok(None) };
    };
    let found = cost_centres::find(tx, customer, id).await?.filter(|found| !found.is_archived);
    let found = found.ok_or(Failure::Refused(PlaceRefusal::UnknownCostCentre))?;
    Ok(Some(Charge { cost_centre: id, number: found.number, name: found.name, approver: found.approver_id }))
}

const HAS_ONE: &str = "select exists (select 1 from cost_centres where customer_id = $1 and archived_at is null)";

async fn has_one(tx: &mut Tx, customer: CustomerId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, HAS_ONE, customer.0)?)
}

/// Why an order of this net amount and cost centre is too much for the orderer, if it is. `order` is the order itself, if it is there
/// already. Approvers are not asked.
pub(super) async fn over(
    tx: &mut Tx,
    orderer: &Orderer,
    (contact, cost_centre, order): (&LivingContact, Option<CostCentreId>, Option<OrderId>),
    net: Rappen,
) -> Result<Option<ReviewReason>, StoreError> {
    let is_limited = contact.limit_per_order.is_some() || contact.limit_per_month.is_some() || cost_centre.is_some();
    if contact.approval == ApprovalKind::Approver || !is_limited {
        return Ok(None);
    }
    Ok(frames(tx, (orderer.customer_id, orderer.contact_id), cost_centre, order).await?.over(net))
}

const INSERT: &str = "
    insert into order_cost_centres (customer_id, order_id, cost_centre_id, number, name)
    values ($1, $2, $3, $4, $5)";

pub(super) async fn insert_charge(tx: &mut Tx, customer: CustomerId, order: OrderId, charge: &Charge) -> Result<(), StoreError> {
    execute!(tx, INSERT, customer.0, order.0, charge.cost_centre.0, &charge.number, &charge.name)?;
    Ok(())
}

const END: &str = "
    update order_cost_centres set closed_at = $3, net = (
        select s.net from supply_orders s where s.customer_id = $1 and s.order_id = $2
    )
    where customer_id = $1 and order_id = $2";

/// Notes that the order ends, with what of it was handed over; nobody is asked to decide it any more.
pub(super) async fn end_charge(tx: &mut Tx, customer: CustomerId, head: &Head) -> Result<(), StoreError> {
    if head.cost_centre.is_some() {
        execute!(tx, END, customer.0, head.id.0, tx.now)?;
    }
    wait::end(tx, customer, head).await
}
