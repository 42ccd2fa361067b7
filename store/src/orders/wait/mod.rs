//! Orders that wait too long: whoever is to decide is reminded, and then somebody above them is asked as well, where the customer wants
//! that.
//!
//! With each approver in charge a turn begins: when the order is placed, when it goes on to be confirmed or comes back from there, when
//! somebody takes over, and for whatever waits when the rule is set. In a turn each step happens once. It counts from when the turn began,
//! or from when somebody last decided a line, took a decision back or changed the order. Comments and reminders by the orderer change
//! nothing. Whoever was asked may decide until the order goes on to somebody else; once it is closed, they may still read it.
//!
//! When an order is due is only noted roughly (never too late): whoever looks works it out, and looks again later if it was too early.

mod asked;
mod nudge;
mod rule;

pub(super) use asked::{Asked, all_asked_names, asked, asked_names, asked_of};
pub use nudge::DueWait;
pub(super) use rule::patience_of;

use super::head::Head;
use crate::{
    Stamp, StoreError,
    engine::{Tx, execute},
    sign_in::at_the_supplier,
};
use domain::{CustomerId, Patience};

const BEGIN: &str = "
    insert into order_waits (customer_id, order_id, turn, counts_from, due_at)
    values ($1, $2, (select coalesce(max(turn), 0) + 1 from nudges where customer_id = $1 and order_id = $2), $3, $4)
    on conflict (customer_id, order_id) do update set turn = excluded.turn, counts_from = excluded.counts_from, due_at = excluded.due_at";

const FORGET: &str = "delete from escalations where customer_id = $1 and order_id = $2";

/// Begins the turn of whoever is in charge now. Whoever was asked in the turn before has nothing to do with the order any more.
pub(super) async fn begin(tx: &mut Tx, customer: CustomerId, head: &Head) -> Result<(), StoreError> {
    if head.was_escalated {
        execute!(tx, FORGET, customer.0, head.id.0)?;
    }
    if let Some(due) = first_due(tx, head.patience()).await? {
        execute!(tx, BEGIN, customer.0, head.id.0, tx.now, due)?;
    }
    Ok(())
}

/// When an order that begins to wait now has to be looked at.
async fn first_due(tx: &mut Tx, patience: Patience) -> Result<Option<Stamp>, StoreError> {
    if patience.is_endless() {
        return Ok(None);
    }
    let place = at_the_supplier(tx).await?;
    Ok(place.next_nudge(patience, tx.now, &[]).map(|(_, at)| at))
}

const DEFER: &str = "update order_waits set counts_from = $3 where customer_id = $1 and order_id = $2";

/// Somebody did something about the order: what is still to be done in this turn counts from now.
pub(super) async fn defer(tx: &mut Tx, customer: CustomerId, head: &Head) -> Result<(), StoreError> {
    if !head.patience().is_endless() {
        execute!(tx, DEFER, customer.0, head.id.0, tx.now)?;
    }
    Ok(())
}

const END_ESCALATIONS: &str = "
    update escalations set ended_at = $3
    where customer_id = $1 and order_id = $2 and ended_at is null";

const END: &str = "delete from order_waits where customer_id = $1 and order_id = $2";

/// The order is closed.
pub(super) async fn end(tx: &mut Tx, customer: CustomerId, head: &Head) -> Result<(), StoreError> {
    if head.was_escalated {
        execute!(tx, END_ESCALATIONS, customer.0, head.id.0, tx.now)?;
    }
    if head.approver().is_some() && !head.patience().is_endless() {
        execute!(tx, END, customer.0, head.id.0)?;
    }
    Ok(())
}
