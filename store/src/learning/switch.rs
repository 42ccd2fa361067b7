//! Whether a customer wants the portal to propose rules.

use crate::{
    Approver, Store, StoreError,
    audit::{record, take_turn},
    contacts::check_still_approver,
    engine::{Tx, execute, fetch_value},
};
use domain::{CustomerId, audit::AuditEvent};

impl Store {
    /// Whether the portal proposes rules to the caller's customer.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn proposes_rules(&self, approver: &Approver) -> Result<bool, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(proposes_rules(tx, *customer))).await
    }

    /// Lets the portal propose rules, or does so no more: every approver may say so. Rules in force stay. The same once more changes
    /// nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn propose_rules(&self, approver: &Approver, is_on: bool) -> Result<(), StoreError> {
        self.write(approver, (approver.clone(), is_on), |tx, (approver, is_on)| Box::pin(propose_rules(tx, approver, *is_on))).await
    }
}

const PROPOSES: &str = "select proposes_rules from customers where id = $1";

pub(super) async fn proposes_rules(tx: &mut Tx, customer: CustomerId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, PROPOSES, customer.0)?)
}

const SWITCH: &str = "update customers set proposes_rules = $2 where id = $1 and proposes_rules <> $2";

async fn propose_rules(tx: &mut Tx, approver: &Approver, is_on: bool) -> Result<(), StoreError> {
    let customer = approver.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, approver).await?;
    if execute!(tx, SWITCH, customer.0, is_on)? == 0 {
        return Ok(());
    }
    record(tx, customer, &approver.into(), None, &AuditEvent::RuleProposals { is_on }).await
}
