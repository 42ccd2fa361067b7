//! What could not be delivered stays visible with its reason.

use crate::{
    Approver, Stamp, Store, StoreError,
    engine::{Tx, fetch_all},
};
use domain::{CustomerId, notice::Notice};
use sqlx::FromRow;
use uuid::Uuid;

/// The most rows of the list.
const LIST_LENGTH: i64 = 200;

/// Where a mail is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It is tried again.
    Queued,
    /// It is not tried any more.
    Failed,
}

/// A mail that did not reach its recipient yet, or never will.
#[derive(Clone, Debug)]
pub struct UndeliveredMail {
    /// The mail.
    pub id: Uuid,
    /// The recipient's name.
    pub recipient_name: String,
    /// The recipient's address.
    pub recipient_email: String,
    /// What it says; `None` when that cannot be read, which is then the error.
    pub notice: Option<Notice>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was caused.
    pub created_at: Stamp,
    /// Whether it is tried again.
    pub state: MailState,
    /// How many attempts have failed.
    pub attempts: i64,
}

impl Store {
    /// The customer's mails that failed or are being tried again, newest first, at most 200.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn undelivered_mails(&self, approver: &Approver) -> Result<Vec<UndeliveredMail>, StoreError> {
        self.read(approver.orderer().customer_id, |tx, customer| Box::pin(undelivered_mails(tx, *customer))).await
    }
}

const UNDELIVERED: &str = "
    select id, recipient_name, recipient_email, notice, last_error, created_at, state, attempts from outbox_mails
    where customer_id = $1 and (state = 'failed' or (state = 'queued' and attempts > 0))
    order by created_at desc, id desc limit $2";

#[derive(FromRow)]
struct UndeliveredRow {
    id: Uuid,
    recipient_name: String,
    recipient_email: String,
    notice: String,
    last_error: Option<String>,
    created_at: Stamp,
    state: String,
    attempts: i64,
}

async fn undelivered_mails(tx: &mut Tx, customer: CustomerId) -> Result<Vec<UndeliveredMail>, StoreError> {
    let rows = fetch_all!(tx, UndeliveredRow, UNDELIVERED, customer.0, LIST_LENGTH)?;
    Ok(rows.into_iter().map(UndeliveredMail::from).collect())
}

impl From<UndeliveredRow> for UndeliveredMail {
    fn from(row: UndeliveredRow) -> Self {
        Self {
            id: row.id,
            recipient_name: row.recipient_name,
            recipient_email: row.recipient_email,
            notice: serde_json::from_str(&row.notice).ok(),
            last_error: row.last_error,
            created_at: row.created_at,
            state: if row.state == "failed" { MailState::Failed } else { MailState::Queued },
            attempts: row.attempts,
        }
    }
}
