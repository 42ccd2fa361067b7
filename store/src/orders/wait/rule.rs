//! How long a customer lets orders wait.

use super::first_due;
use crate::{
    Approver, Store, StoreError,
    audit::{record, take_turn},
    contacts::check_still_approver,
    engine::{Tx, execute, fetch_one},
};
use domain::{CustomerId, Patience, audit::AuditEvent};

impl Store {
    /// How long the caller's customer lets orders wait.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn patience(&self, approver: &Approver) -> Result<Patience, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(patience(tx, *customer))).await
    }

    /// Sets how long the caller's customer lets orders wait. What waits already begins a new turn, so that nobody is flooded: it counts
    /// from now. The same once more changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn set_patience(&self, approver: &Approver, patience: Patience) -> Result<(), StoreError> {
        self.write(approver, (approver.clone(), patience), |tx, (approver, patience)| Box::pin(set(tx, approver, *patience))).await
    }
}

const READ: &str = "select remind_after, escalate_after from customers where id = $1";

async fn patience(tx: &mut Tx, customer: CustomerId) -> Result<Patience, StoreError> {
    let (remind, escalate) = fetch_one!(tx, (Option<i64>, Option<i64>), READ, customer.0)?;
    Ok(patience_of(remind, escalate))
}

/// What is kept in the columns of a customer.
pub(in crate::orders) fn patience_of(remind_after: Option<i64>, escalate_after: Option<i64>) -> Patience {
    let [remind_after, escalate_after] = [remind_after, escalate_after].map(|hours| hours.and_then(|hours| hours.try_into().ok()));
    Patience { remind_after, escalate_after }
}

const SET: &str = "update customers set remind_after = $2, escalate_after = $3 where id = $1";

const FORGET_ALL: &str = "delete from order_waits where customer_id = $1";

const BEGIN_ALL: &str = "
    insert into order_waits (customer_id, order_id, turn, counts_from, due_at)
    select o.customer_id, o.id,
        (select coalesce(max(n.turn), 0) + 1 from nudges n where n.customer_id = o.customer_id and n.order_id = o.id), $2, $3
    from orders o
    where o.customer_id = $1 and o.approver_id is not null and o.status in ('waiting', 'partly_decided')";

async fn set(tx: &mut Tx, caller: &Approver, new: Patience) -> Result<(), StoreError> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    if patience(tx, customer).await? == new {
        return Ok(());
    }
    let Patience { remind_after, escalate_after } = new;
    execute!(tx, SET, customer.0, remind_after.map(i64::from), escalate_after.map(i64::from))?;
    execute!(tx, FORGET_ALL, customer.0)?;
    if let Some(due) = first_due(tx, new).await? {
        execute!(tx, BEGIN_ALL, customer.0, tx.now, due)?;
    }
    record(tx, customer, &caller.into(), None, &AuditEvent::PatienceSet { remind_after, escalate_after }).await
}
