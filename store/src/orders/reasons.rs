//! Whether a customer demands a reason for each rejection.

use crate::{
    Approver, Store, StoreError,
    audit::{record, take_turn},
    contacts::check_still_approver,
    engine::{Tx, execute, fetch_value},
};
use domain::{CustomerId, audit::AuditEvent};

impl Store {
    /// Whether the caller's customer demands a reason for each rejection.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn demands_reason(&self, approver: &Approver) -> Result<bool, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(demands_reason(tx, *customer))).await
    }

    /// Demands a reason for each rejection, or does so no more: every approver may say so. The same once more changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn demand_reason(&self, approver: &Approver, is_demanded: bool) -> Result<(), StoreError> {
        self.write(approver, (approver.clone(), is_demanded), |tx, (approver, is)| Box::pin(demand_reason(tx, approver, *is))).await
    }
}

const DEMANDS: &str = "select demands_reason from customers where id = $1";

async fn demands_reason(tx: &mut Tx, customer: CustomerId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, DEMANDS, customer.0)?)
}

const DEMAND: &str = "update customers set demands_reason = $2 where id = $1 and demands_reason <> $2";

async fn demand_reason(tx: &mut Tx, approver: &Approver, is_demanded: bool) -> Result<(), StoreError> {
    let customer = approver.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, approver).await?;
    if execute!(tx, DEMAND, customer.0, is_demanded)? == 0 {
        return Ok(());
    }
    record(tx, customer, &approver.into(), None, &AuditEvent::ReasonDemanded { is_demanded }).await
}
