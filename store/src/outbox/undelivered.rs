//! What could not be delivered stays visible with its reason.

use crate::{
    Approver, Stamp, Store, StoreError, SupplierPerson,
    engine::{Tx, execute, fetch_all, fetch_value},
    scope::Scope,
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

impl From<String> for MailState {
    fn from(word: String) -> Self {
        if word == "failed" { Self::Failed } else { Self::Queued }
    }
}

/// A mail that did not reach its recipient yet, or never will.
#[derive(Clone, Debug)]
pub struct UndeliveredMail {
    /// The mail.
    pub id: Uuid,
    /// The name of the customer whose mail it is.
    pub customer_name: String,
    /// The recipient's name.
    pub recipient_name: String,
    /// The recipient's address.
    pub recipient_email: String,
    /// What it says; `None` when that cannot be read, which is then the error, and for the supplier, who may not read it.
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
        self.read(approver, approver.orderer().customer_id, |tx, customer| Box::pin(undelivered_mails(tx, *customer))).await
    }

    /// How many of the customer's mails were given up.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn failed_mails(&self, approver: &Approver) -> Result<i64, StoreError> {
        self.read(approver, approver.orderer().customer_id, |tx, customer| Box::pin(failed_mails(tx, *customer))).await
    }

    /// Has a mail tried at once that was given up or waits for its next try; it goes to the present address of its contact, unless it
    /// tells of that address.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the customer has no such mail.
    pub async fn send_mail_again(&self, approver: &Approver, id: Uuid) -> Result<(), StoreError> {
        self.write(approver, (approver.orderer().customer_id, id), |tx, (customer, id)| Box::pin(send_again(tx, *customer, *id))).await
    }

    /// All customers' mails that failed or are being tried again, as far as the supplier may know of them: nothing of an
    /// order that the supplier does not have. Newest first, at most 200.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn undelivered_mails_of_customers(&self, _person: &SupplierPerson) -> Result<Vec<UndeliveredMail>, StoreError> {
        self.read(Scope::Supplier, (), |tx, ()| Box::pin(undelivered_mails_of_customers(tx))).await
    }

    /// How many of the mails were given up that the supplier may know of.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn failed_customer_mails(&self, _person: &SupplierPerson) -> Result<i64, StoreError> {
        self.read(Scope::Supplier, (), |tx, ()| Box::pin(failed_customer_mails(tx))).await
    }

    /// Has a mail tried at once that was given up or waits for its next try.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the supplier knows of no such mail.
    pub async fn send_customer_mail_again(&self, _person: &SupplierPerson, id: Uuid) -> Result<(), StoreError> {
        let customer = self.read(Scope::Supplier, id, |tx, id| Box::pin(customer_of(tx, *id))).await?;
        self.write(customer, (customer, id), |tx, (customer, id)| Box::pin(send_again(tx, *customer, *id))).await
    }
}

const UNDELIVERED: &str = "
    select m.id, k.name as customer_name, c.first_name || ' ' || c.last_name as recipient_name, c.email as recipient_email,
        m.notice, m.last_error, m.created_at, m.state, m.attempts
    from outbox_mails m
    join customers k on k.id = m.customer_id
    join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id and c.deleted_at is null
    where m.customer_id = $1 and (m.state = 'failed' or (m.state = 'queued' and m.attempts > 0))
    order by m.created_at desc, m.id desc limit $2";

#[derive(FromRow)]
struct UndeliveredRow {
    id: Uuid,
    customer_name: String,
    recipient_name: String,
    recipient_email: String,
    notice: Option<String>,
    last_error: Option<String>,
    created_at: Stamp,
    #[sqlx(try_from = "String")]
    state: MailState,
    attempts: i64,
}

const FAILED: &str = "
    select count(*) from outbox_mails m
    join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id and c.deleted_at is null
    where m.customer_id = $1 and m.state = 'failed'";

async fn failed_mails(tx: &mut Tx, customer: CustomerId) -> Result<i64, StoreError> {
    Ok(fetch_value!(tx, i64, FAILED, customer.0)?)
}

// A worker that is just sending it keeps its claim.
const SEND_AGAIN: &str = "
    update outbox_mails set state = 'queued', next_attempt_at = $3
    where customer_id = $1 and id = $2 and (state = 'failed' or (state = 'queued' and attempts > 0))";

async fn send_again(tx: &mut Tx, customer: CustomerId, id: Uuid) -> Result<(), StoreError> {
    match execute!(tx, SEND_AGAIN, customer.0, id, tx.now)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

async fn undelivered_mails(tx: &mut Tx, customer: CustomerId) -> Result<Vec<UndeliveredMail>, StoreError> {
    let rows = fetch_all!(tx, UndeliveredRow, UNDELIVERED, customer.0, LIST_LENGTH)?;
    Ok(rows.into_iter().map(UndeliveredMail::from).collect())
}

impl From<UndeliveredRow> for UndeliveredMail {
    fn from(row: UndeliveredRow) -> Self {
        let notice: Option<Notice> = row.notice.and_then(|notice| serde_json::from_str(&notice).ok());
        let former = notice.as_ref().and_then(Notice::former_address).map(str::to_owned);
        Self {
            id: row.id,
            customer_name: row.customer_name,
            recipient_name: row.recipient_name,
            recipient_email: former.unwrap_or(row.recipient_email),
            notice,
            last_error: row.last_error,
            created_at: row.created_at,
            state: row.state,
            attempts: row.attempts,
        }
    }
}

const OF_CUSTOMERS: &str = "
    select m.id, k.name as customer_name, m.first_name || ' ' || m.last_name as recipient_name, m.email as recipient_email,
        null as notice, m.last_error, m.created_at, m.state, m.attempts
    from supplier_mails m
    join customers k on k.id = m.customer_id
    order by m.created_at desc, m.id desc limit $1";

async fn undelivered_mails_of_customers(tx: &mut Tx) -> Result<Vec<UndeliveredMail>, StoreError> {
    let rows = fetch_all!(tx, UndeliveredRow, OF_CUSTOMERS, LIST_LENGTH)?;
    Ok(rows.into_iter().map(UndeliveredMail::from).collect())
}

const FAILED_OF_CUSTOMERS: &str = "select count(*) from supplier_mails where state = 'failed'";

async fn failed_customer_mails(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(fetch_value!(tx, i64, FAILED_OF_CUSTOMERS)?)
}

const CUSTOMER_OF: &str = "select customer_id from supplier_mails where id = $1";

async fn customer_of(tx: &mut Tx, id: Uuid) -> Result<CustomerId, StoreError> {
    Ok(fetch_value!(tx, Uuid, CUSTOMER_OF, id)?.into())
}
