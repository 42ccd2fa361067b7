//! Whether a customer lets approvers decide from the mail.

use crate::{
    Approver, Store, StoreError,
    audit::{record, take_turn},
    contacts::check_still_approver,
    engine::{Tx, execute, fetch_value},
};
use domain::{CustomerId, audit::AuditEvent};

impl Store {
    /// Whether the caller's customer lets approvers decide from the mail.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn decides_by_mail(&self, approver: &Approver) -> Result<bool, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(decides_by_mail(tx, *customer))).await
    }

    /// Lets approvers decide from the mail, or does so no more, which also ends the keys in mails that were sent. The same once
    /// more changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn decide_by_mail(&self, approver: &Approver, is_allowed: bool) -> Result<(), StoreError> {
        self.write(approver, (approver.clone(), is_allowed), |tx, (approver, is)| Box::pin(allow(tx, approver, *is))).await
    }
}

const DECIDES: &str = "select decides_by_mail from customers where id = $1";

async fn decides_by_mail(tx: &mut Tx, customer: CustomerId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, DECIDES, customer.0)?)
}

const ALLOW: &str = "update customers set decides_by_mail = $2 where id = $1 and decides_by_mail <> $2";

const END_KEYS: &str = "delete from release_keys where customer_id = $1";

async fn allow(tx: &mut Tx, approver: &Approver, is_allowed: bool) -> Result<(), StoreError> {
    let customer = approver.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, approver).await?;
    if execute!(tx, ALLOW, customer.0, is_allowed)? == 0 {
        return Ok(());
    }
    if !is_allowed {
        execute!(tx, END_KEYS, customer.0)?;
    }
    record(tx, customer, &approver.into(), None, &AuditEvent::MailDecisions { is_allowed }).await
}
