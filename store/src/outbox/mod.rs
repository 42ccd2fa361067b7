//! Mails wait here, written with the change that causes them, until a worker has delivered them.
//!
//! A mail names a contact, not an address: it goes to where that contact reads mails when it is sent.

mod code;
mod delivery;
mod undelivered;

pub use code::MailCode;
pub(crate) use code::hash_code;
pub use delivery::OutboxMail;
pub use undelivered::{MailState, UndeliveredMail};

use crate::{
    StoreError,
    engine::{Tx, execute},
};
use domain::{ContactId, CustomerId, OrderId, notice::Notice};
use uuid::Uuid;

const ENQUEUE: &str = "
    insert into outbox_mails
        (id, customer_id, contact_id, order_id, message_id, notice, state, attempts, created_at, next_attempt_at, claimed_until)
    values ($1, $2, $3, $4, $5, $6, 'queued', 0, $7, $7, $7)";

/// Puts a mail into the outbox; it goes once the transaction is committed.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    customer: CustomerId,
    to: ContactId,
    order: Option<OrderId>,
    notice: &Notice,
) -> Result<(), StoreError> {
    let id: Uuid = tx.fresh_id();
    let notice = serde_json::to_string(notice)?;
    execute!(tx, ENQUEUE, id, customer.0, to.0, order.map(|order| order.0), id.to_string(), notice, tx.now)?;
    Ok(())
}
