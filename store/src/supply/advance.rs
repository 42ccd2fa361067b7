//! The supplier's steps with a supply order.

use crate::{
    Day, Failure, Store, StoreError, SupplierPerson,
    audit::{record, take_turn},
    engine::{Tx, execute, fetch_one, fetch_value},
    outbox::enqueue,
    scope::Scope,
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
        let customer = self.read(Scope::Supplier, id, |tx, id| Box::pin(customer_of(tx, *id))).await?;
        let args = (person.clone(), customer, id, to);
        self.write(customer, args, |tx, (person, customer, id, to)| Box::pin(advance(tx, person, *customer, *id, *to))).await
    }
}

const CUSTOMER_OF: &str = "select customer_id from supply_orders where id = $1";

/// Whose order it is: the step also changes what only that customer sees.
async fn customer_of(tx: &mut Tx, id: SupplyOrderId) -> Result<CustomerId, StoreError> {
    Ok(fetch_value!(tx, Uuid, CUSTOMER_OF, id.0)?.into())
}

async fn advance(
    tx: &mut Tx,
    person: &SupplierPerson,
    customer: CustomerId,
    id: SupplyOrderId,
    to: SupplyStatus,
) -> Result<(), Failure<AdvanceRefusal>> {
    take_turn(tx, customer).await?;
    let is_made = make_step(tx, customer, id, to).await?;
    let supply = fetch_one!(tx, Supply, SUPPLY, customer.0, id.0)?;
    if !is_made {
        return Err(Failure::Refused(AdvanceRefusal::AlreadyThere(supply.status)));
    }
    let order = move_order(tx, customer, supply.order_id, to).await?;
    let event = AuditEvent::SupplyAdvanced { status: to };
    record(tx, customer, &person.into(), Some(supply.order_id), &event).await?;
    let notice = Notice::SupplyProgress { order_id: supply.order_id, number: order.number, status: to, delivery: supply.delivery_date.0 };
    enqueue(tx, customer, order.orderer_id, Some(supply.order_id), &notice)?;
    Ok(())
}

const SUPPLY: &str = "
    select order_id, status, delivery_date
    from supply_orders where customer_id = $1 and id = $2";

#[derive(sqlx::FromRow)]
struct Supply {
    #[sqlx(try_from = "Uuid")]
    order_id: OrderId,
    #[sqlx(try_from = "String")]
    status: SupplyStatus,
    delivery_date: Day,
}

const ACCEPT: &str = "
    update supply_orders set status = 'accepted', accepted_at = $3
    where customer_id = $1 and id = $2 and status = 'received'";
const SHIP: &str = "
    update supply_orders set status = 'shipped', shipped_at = $3
    where customer_id = $1 and id = $2 and status = 'accepted'";
const DELIVER: &str = "
    update supply_orders set status = 'delivered', delivered_at = $3
    where customer_id = $1 and id = $2 and status = 'shipped'";

/// A compare-and-set; whether it was still at the step before.
async fn make_step(tx: &mut Tx, customer: CustomerId, id: SupplyOrderId, to: SupplyStatus) -> Result<bool, StoreError> {
    let statement = match to {
        SupplyStatus::Received => return Ok(false),
        SupplyStatus::Accepted => ACCEPT,
        SupplyStatus::Shipped => SHIP,
        SupplyStatus::Delivered => DELIVER,
    };
    Ok(execute!(tx, statement, customer.0, id.0, tx.now)? == 1)
}

const MOVE_ORDER: &str = "update orders set status = $3 where customer_id = $1 and id = $2 returning number, orderer_id";

/// The customer's order: what goes into the mail to the orderer, and nowhere else.
#[derive(sqlx::FromRow)]
struct MovedOrder {
    number: i64,
    #[sqlx(try_from = "Uuid")]
    orderer_id: ContactId,
}

async fn move_order(tx: &mut Tx, customer: CustomerId, order: OrderId, to: SupplyStatus) -> Result<MovedOrder, StoreError> {
    Ok(fetch_one!(tx, MovedOrder, MOVE_ORDER, customer.0, order.0, OrderStatus::from(to).word())?)
}
