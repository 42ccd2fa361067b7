//! The supplier's steps with a supply order.

use crate::{
    Day, Failure, Store, StoreError, SupplierPerson,
    audit::{record, take_turn},
    engine::{Tx, execute, fetch_one},
    outbox::enqueue,
};
use domain::{ContactId, CustomerId, OrderId, OrderStatus, SupplyOrderId, SupplyStatus, audit::AuditEvent, notice::Notice};
use uuid::Uuid;

/// Why a step was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdvanceRefusal {
    /// The supply order is not at the step before; here is where it is.
    AlreadyThere(SupplyStatus),
}

impl Store {
    /// Moves a supply order from the step before `to` on to `to`. The customer's order follows, and the orderer gets a mail.
    ///
    /// # Errors
    /// [`AdvanceRefusal`] when it is anywhere but at the step before; [`StoreError::NotFound`].
    pub async fn advance(&self, person: &SupplierPerson, id: SupplyOrderId, to: SupplyStatus) -> Result<(), Failure<AdvanceRefusal>> {
        self.write((person.clone(), id, to), |tx, (person, id, to)| Box::pin(advance(tx, person, *id, *to))).await
    }
}

async fn advance(tx: &mut Tx, person: &SupplierPerson, id: SupplyOrderId, to: SupplyStatus) -> Result<(), Failure<AdvanceRefusal>> {
    let supply = fetch_one!(tx, Supply, SUPPLY, id.0)?;
    take_turn(tx, supply.customer_id).await?;
    if !make_step(tx, id, to).await? {
        let now_at = fetch_one!(tx, Supply, SUPPLY, id.0)?.status;
        return Err(Failure::Refused(AdvanceRefusal::AlreadyThere(now_at)));
    }
    let order = move_order(tx, &supply, to).await?;
    let event = AuditEvent::SupplyAdvanced { status: to };
    record(tx, supply.customer_id, &person.into(), Some(supply.order_id), &event).await?;
    let notice = Notice::SupplyProgress { order_id: supply.order_id, number: order.number, status: to, delivery: supply.delivery_date.0 };
    enqueue(tx, supply.customer_id, order.orderer_id, Some(supply.order_id), &notice).await?;
    Ok(())
}

const SUPPLY: &str = "
    select customer_id, order_id, status, delivery_date
    from supply_orders where id = $1";

#[derive(sqlx::FromRow)]
struct Supply {
    #[sqlx(try_from = "Uuid")]
    customer_id: CustomerId,
    #[sqlx(try_from = "Uuid")]
    order_id: OrderId,
    #[sqlx(try_from = "String")]
    status: SupplyStatus,
    delivery_date: Day,
}

const ACCEPT: &str = "update supply_orders set status = 'accepted', accepted_at = $2 where id = $1 and status = 'received'";
const SHIP: &str = "update supply_orders set status = 'shipped', shipped_at = $2 where id = $1 and status = 'accepted'";
const DELIVER: &str = "update supply_orders set status = 'delivered', delivered_at = $2 where id = $1 and status = 'shipped'";

/// A compare-and-set; whether it was still at the step before.
async fn make_step(tx: &mut Tx, id: SupplyOrderId, to: SupplyStatus) -> Result<bool, StoreError> {
    let statement = match to {
        SupplyStatus::Received => return Ok(false),
        SupplyStatus::Accepted => ACCEPT,
        SupplyStatus::Shipped => SHIP,
        SupplyStatus::Delivered => DELIVER,
    };
    Ok(execute!(tx, statement, id.0, tx.now)? == 1)
}

const MOVE_ORDER: &str = "update orders set status = $3 where customer_id = $1 and id = $2 returning number, orderer_id";

/// The customer's order: what goes into the mail to the orderer, and nowhere else.
#[derive(sqlx::FromRow)]
struct MovedOrder {
    number: i64,
    #[sqlx(try_from = "Uuid")]
    orderer_id: ContactId,
}

async fn move_order(tx: &mut Tx, supply: &Supply, to: SupplyStatus) -> Result<MovedOrder, StoreError> {
    let status = OrderStatus::from(to).word();
    Ok(fetch_one!(tx, MovedOrder, MOVE_ORDER, supply.customer_id.0, supply.order_id.0, status)?)
}
