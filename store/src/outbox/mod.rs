//! Mails wait here, written with the change that causes them, until a worker has delivered them.
//!
//! A mail names a contact, not an address: it goes to where that contact reads mails when it is sent, but for one that tells of a new
//! address, which goes to where they were read before ([`Notice::former_address`]).

mod code;
mod delivery;
mod undelivered;

pub use code::MailCode;
pub(crate) use code::hash_code;
pub use delivery::OutboxMail;
pub use undelivered::{MailState, UndeliveredMail};

use crate::{
    StoreError,
    engine::{MOST_ROWS, Tx, insert_rows},
};
use domain::{ContactId, CustomerId, OrderId, notice::Notice};
use uuid::Uuid;

/// A mail that is to be written into the outbox.
pub(crate) struct Mail {
    id: Uuid,
    customer: CustomerId,
    to: ContactId,
    order: Option<OrderId>,
    notice: String,
}

/// Puts a mail into the outbox; it goes once the transaction is committed.
///
/// # Errors
/// [`StoreError::Unreadable`] when the notice cannot be written down.
pub(crate) fn enqueue(tx: &mut Tx, customer: CustomerId, to: ContactId, order: Option<OrderId>, notice: &Notice) -> Result<(), StoreError> {
    let mail = Mail { id: tx.fresh_id(), customer, to, order, notice: serde_json::to_string(notice)? };
    tx.mails.push(mail);
    Ok(())
}

const POST: &str = "
    insert into outbox_mails
        (id, customer_id, contact_id, order_id, message_id, notice, state, attempts, created_at, next_attempt_at, claimed_until) ";

/// Writes the mails of a unit of work, which ends with it.
pub(crate) async fn post(tx: &mut Tx) -> Result<(), StoreError> {
    let (mails, now) = (std::mem::take(&mut tx.mails), tx.now);
    for mails in mails.chunks(MOST_ROWS) {
        insert_rows!(tx, POST, mails, |mail| [
            mail.id,
            mail.customer.0,
            mail.to.0,
            mail.order.map(|order| order.0),
            mail.id.to_string(),
            &mail.notice,
            "queued",
            0_i64,
            now,
            now,
            now,
        ])?;
    }
    Ok(())
}
