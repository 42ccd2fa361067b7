//! Whether a customer, or the supplier, demands a second factor of everybody.

use super::has_factor;
use crate::{
    Approver, Caller, Failure, Store, StoreError, SupplierPerson,
    audit::{record, take_turn},
    contacts::check_still_approver,
    engine::{Tx, execute, fetch_value},
    scope::Scope,
};
use domain::{LoginId, audit::AuditEvent};

/// Whoever demands a second factor of everybody needs one first: they would lock themselves out in the middle of their work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactorMissing;

impl Store {
    /// Demands a second factor of everybody of the approver's customer, or does so no more.
    ///
    /// # Errors
    /// [`SecondFactorMissing`].
    pub async fn demand_second_factor(&self, approver: &Approver, is_demanded: bool) -> Result<(), Failure<SecondFactorMissing>> {
        let args = (approver.clone(), is_demanded);
        self.write(approver, args, |tx, (approver, is_demanded)| Box::pin(demand_of_customer(tx, approver, *is_demanded))).await
    }

    /// The same for the people of the supplier.
    ///
    /// # Errors
    /// [`SecondFactorMissing`].
    pub async fn demand_suppliers_second_factor(
        &self,
        person: &SupplierPerson,
        is_demanded: bool,
    ) -> Result<(), Failure<SecondFactorMissing>> {
        let args = (person.login_id, is_demanded);
        self.write(Scope::Entrance, args, |tx, (login, is_demanded)| Box::pin(demand_of_supplier(tx, *login, *is_demanded))).await
    }
}

const DEMAND_OF_CUSTOMER: &str = "update customers set demands_second_factor = $2 where id = $1 and demands_second_factor <> $2";
const DEMAND_OF_SUPPLIER: &str = "update suppliers set demands_second_factor = $1";

async fn demand_of_customer(tx: &mut Tx, approver: &Approver, is_demanded: bool) -> Result<(), Failure<SecondFactorMissing>> {
    let orderer = approver.orderer();
    take_turn(tx, orderer.customer_id).await?;
    check_still_approver(tx, approver).await?;
    check_own(tx, orderer.login_id, is_demanded).await?;
    if execute!(tx, DEMAND_OF_CUSTOMER, orderer.customer_id.0, is_demanded)? == 0 {
        return Ok(());
    }
    Ok(record(tx, orderer.customer_id, &approver.into(), None, &AuditEvent::SecondFactorDemanded { is_demanded }).await?)
}

async fn demand_of_supplier(tx: &mut Tx, login: LoginId, is_demanded: bool) -> Result<(), Failure<SecondFactorMissing>> {
    check_own(tx, login, is_demanded).await?;
    execute!(tx, DEMAND_OF_SUPPLIER, is_demanded)?;
    Ok(())
}

async fn check_own(tx: &mut Tx, login: LoginId, is_demanded: bool) -> Result<(), Failure<SecondFactorMissing>> {
    if is_demanded && !has_factor(tx, login).await? { Err(Failure::Refused(SecondFactorMissing)) } else { Ok(()) }
}

const CUSTOMER_DEMANDS: &str = "select demands_second_factor from customers where id = $1";
const SUPPLIER_DEMANDS: &str = "select demands_second_factor from suppliers";

/// Whether everybody of the caller's company needs a second factor.
pub(super) async fn is_demanded(tx: &mut Tx, caller: &Caller) -> Result<bool, StoreError> {
    Ok(match caller {
        Caller::Contact(orderer) => fetch_value!(tx, bool, CUSTOMER_DEMANDS, orderer.customer_id.0)?,
        Caller::Supplier(_) => fetch_value!(tx, bool, SUPPLIER_DEMANDS)?,
    })
}
