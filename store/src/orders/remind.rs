//! Asking after an order that waits.

use super::{head::Decider, holder::since_of, name_of_deputy, own_sheet, sheet::OrderSheet};
use crate::{
    Failure, Orderer, Stamp, Store, StoreError,
    absences::Duty,
    audit::record,
    engine::{Tx, execute, fetch_value},
    outbox::enqueue,
    sign_in::at_the_supplier,
};
use domain::{CustomerId, OrderId, OrderStatus, audit::AuditEvent, notice::Notice, reminder};

/// What the orderer of a waiting order knows of its reminders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// When somebody was reminded last.
    pub last: Option<Stamp>,
    /// From when on it is possible (again).
    pub possible_from: Stamp,
}

/// Why nobody was reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemindRefusal {
    /// Whoever has the order has not had it long enough, or was reminded lately.
    TooEarly {
        /// From when on it is possible.
        possible_from: Stamp,
    },
    /// The order does not wait any more.
    Closed {
        /// Where it is.
        status: OrderStatus,
    },
    /// The customer's people do not ask after orders (any more).
    SwitchedOff,
}

impl Store {
    /// Reminds whoever is to decide an own order today, by mail. `seen` is the last reminder that the orderer knew of: where there
    /// is a newer one, the request was sent twice, which changes nothing and is no error.
    ///
    /// # Errors
    /// [`RemindRefusal`]; [`StoreError::NotFound`] when it is not the caller's own order.
    pub async fn remind(&self, orderer: &Orderer, order_id: OrderId, seen: Option<Stamp>) -> Result<(), Failure<RemindRefusal>> {
        self.write(orderer, (orderer.clone(), order_id, seen), |tx, (orderer, id, seen)| Box::pin(remind(tx, orderer, *id, *seen))).await
    }
}

async fn remind(tx: &mut Tx, orderer: &Orderer, order_id: OrderId, seen: Option<Stamp>) -> Result<(), Failure<RemindRefusal>> {
    let customer_id = orderer.customer_id;
    let sheet = own_sheet(tx, orderer, order_id).await?;
    let status = sheet.head.status;
    let duty = Duty::of_today(tx, customer_id).await?;
    let Some(decider) = sheet.head.decider(&duty).filter(|_| status.is_open()) else {
        return Err(Failure::Refused(RemindRefusal::Closed { status }));
    };
    let since = since_of(tx, customer_id, &sheet.head).await?;
    let Reminder { last, possible_from } = reminder(tx, customer_id, order_id, since).await?;
    if last > seen {
        Ok(())
    } else if !sheet.head.extras().writes_comments {
        Err(Failure::Refused(RemindRefusal::SwitchedOff))
    } else if tx.now < possible_from {
        Err(Failure::Refused(RemindRefusal::TooEarly { possible_from }))
    } else {
        Ok(ask_after(tx, orderer, &sheet, decider).await?)
    }
}

// The last one, by the order of the primary key.
const LAST: &str = "select max(reminded_at) from reminders where customer_id = $1 and order_id = $2";

/// What is known of the reminders of an order that the approver in charge has had since then.
pub(super) async fn reminder(tx: &mut Tx, customer_id: CustomerId, order_id: OrderId, since: Stamp) -> Result<Reminder, StoreError> {
    let last = fetch_value!(tx, Option<Stamp>, LAST, customer_id.0, order_id.0)?;
    let possible_from = Stamp::new(reminder::possible_from(since.instant(), last.map(Stamp::instant)));
    Ok(Reminder { last, possible_from })
}

const INSERT: &str = "
    insert into reminders (customer_id, order_id, reminded_at, contact_id)
    values ($1, $2, $3, $4)";

/// The row, the mail and the audit entry.
async fn ask_after(tx: &mut Tx, orderer: &Orderer, sheet: &OrderSheet, decider: Decider) -> Result<(), StoreError> {
    let (customer_id, order_id) = (orderer.customer_id, sheet.head.id);
    execute!(tx, INSERT, customer_id.0, order_id.0, tx.now, decider.id.0)?;
    let deputy = name_of_deputy(tx, customer_id, &decider).await?;
    let placed = at_the_supplier(tx).await?.day_of(sheet.head.placed_at).0;
    let notice = Notice::ReleaseReminded { order: sheet.digest(), placed, in_place_of: decider.in_place_of };
    enqueue(tx, customer_id, decider.id, Some(order_id), &notice)?;
    let reminded = AuditEvent::ReleaseReminded { to: deputy.or_else(|| sheet.head.approver_name.clone()).unwrap_or_default() };
    record(tx, customer_id, &orderer.into(), Some(order_id), &reminded).await
}
