//! Whether a customer's people have limits at all.

use super::check_still_approver;
use crate::{
    Approver, Store, StoreError,
    audit::{record, take_turn},
    engine::{Tx, execute, fetch_value},
};
use domain::{CustomerId, audit::AuditEvent};

impl Store {
    /// Whether the caller's customer uses limits.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn uses_limits(&self, approver: &Approver) -> Result<bool, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(uses_limits(tx, *customer))).await
    }

    /// Lets people have limits, or lets nobody get any more: every approver may say so. Limits that are set stay in force. The same once
    /// more changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn use_limits(&self, approver: &Approver, is_on: bool) -> Result<(), StoreError> {
        self.write(approver, (approver.clone(), is_on), |tx, (approver, is_on)| Box::pin(use_limits(tx, approver, *is_on))).await
    }
}

const USES: &str = "select uses_limits from customers where id = $1";

pub(super) async fn uses_limits(tx: &mut Tx, customer: CustomerId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, USES, customer.0)?)
}

const USE: &str = "update customers set uses_limits = $2 where id = $1 and uses_limits <> $2";

async fn use_limits(tx: &mut Tx, approver: &Approver, is_on: bool) -> Result<(), StoreError> {
    let customer = approver.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, approver).await?;
    if execute!(tx, USE, customer.0, is_on)? == 0 {
        return Ok(());
    }
    record(tx, customer, &approver.into(), None, &AuditEvent::LimitsUsed { is_on }).await
}
