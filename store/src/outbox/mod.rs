//! Mails wait here, written with the change that causes them, until a worker has delivered them.

mod delivery;
mod undelivered;

pub use delivery::OutboxMail;
pub use undelivered::{MailState, UndeliveredMail};

use crate::{
    StoreError,
    engine::{Tx, execute},
};
use domain::{CustomerId, Language, OrderId, notice::Notice};
use uuid::Uuid;

/// To whom a mail goes.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) language: Language,
}

const ENQUEUE: &str = "
    insert into outbox_mails
        (id, customer_id, order_id, message_id, recipient_name, recipient_email, language, notice, state, attempts,
         created_at, next_attempt_at, claimed_until)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', 0, $9, $9, $9)";

/// Puts a mail into the outbox; it goes once the transaction is committed.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    customer: Option<CustomerId>,
    order: Option<OrderId>,
    to: &Recipient,
    notice: &Notice,
) -> Result<(), StoreError> {
    let id: Uuid = tx.fresh_id();
    execute!(
        tx,
        ENQUEUE,
        id,
        customer.map(|customer| customer.0),
        order.map(|order| order.0),
        id.to_string(),
        &to.name,
        &to.email,
        to.language.word(),
        serde_json::to_string(notice)?,
        tx.now,
    )?;
    Ok(())
}
