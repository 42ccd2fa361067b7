//! One cart that became two orders: what needed no release went at once, the rest waits.

use super::PlaceRefusal;
use crate::{
    Orderer, StoreError,
    audit::record,
    engine::{Tx, execute, fetch_optional},
};
use domain::{CustomerId, OrderId, audit::AuditEvent};
use sqlx::FromRow;
use uuid::Uuid;

/// What becomes of a cart of which only some lines need a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// One order, which waits as a whole.
    One,
    /// What needs no release goes at once, the rest waits.
    Two,
}

/// The other order that came of the same cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct OtherPart {
    /// The order.
    #[sqlx(try_from = "Uuid")]
    pub id: OrderId,
    /// Its number in the customer's series.
    pub number: i64,
}

/// Two orders of one cart are there only where the customer wants them.
pub(super) fn check(splits_orders: bool, parts: Parts) -> Result<(), PlaceRefusal> {
    if parts == Parts::Two && !splits_orders { Err(PlaceRefusal::SwitchedOff) } else { Ok(()) }
}

const INSERT: &str = "insert into order_splits (customer_id, order_id, other_id) values ($1, $2, $3)";

/// Lets the orders of one cart name each other, where it became two.
pub(super) async fn link(tx: &mut Tx, orderer: &Orderer, of_cart: &[OtherPart]) -> Result<(), StoreError> {
    let [first, second] = of_cart else { return Ok(()) };
    for (order, other) in [(first, second), (second, first)] {
        execute!(tx, INSERT, orderer.customer_id.0, order.id.0, other.id.0)?;
        record(tx, orderer.customer_id, &orderer.into(), Some(order.id), &AuditEvent::OrderSplit { other: other.number }).await?;
    }
    Ok(())
}

const OTHER: &str = "
    select o.id, o.number
    from order_splits s
    join orders o on o.customer_id = s.customer_id and o.id = s.other_id
    where s.customer_id = $1 and s.order_id = $2";

/// The other order of the same cart, if there is one.
pub(super) async fn other_part(tx: &mut Tx, customer: CustomerId, order: OrderId) -> Result<Option<OtherPart>, StoreError> {
    Ok(fetch_optional!(tx, OtherPart, OTHER, customer.0, order.0)?)
}
