//! By how much articles may become dearer until the hand-over before somebody is asked again.

use crate::{
    Approver, Store, StoreError,
    audit::{record, take_turn},
    contacts::check_still_approver,
    engine::{Tx, execute, fetch_value},
};
use domain::{CustomerId, Tolerance, audit::AuditEvent};

impl Store {
    /// How much dearer an article may become in the eyes of the caller's customer.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn price_tolerance(&self, approver: &Approver) -> Result<Tolerance, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(price_tolerance(tx, *customer))).await
    }

    /// Sets it; it holds for everything that is handed over from now on. The same once more changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn set_price_tolerance(&self, approver: &Approver, tolerance: Tolerance) -> Result<(), StoreError> {
        self.write(approver, (approver.clone(), tolerance), |tx, (approver, tolerance)| Box::pin(set(tx, approver, *tolerance))).await
    }
}

const TOLERANCE: &str = "select price_tolerance from customers where id = $1";

async fn price_tolerance(tx: &mut Tx, customer: CustomerId) -> Result<Tolerance, StoreError> {
    let percent = fetch_value!(tx, i64, TOLERANCE, customer.0)?;
    percent.try_into().map_err(|problem: domain::Problem| StoreError::Unreadable(problem.to_string()))
}

const SET: &str = "update customers set price_tolerance = $2 where id = $1 and price_tolerance <> $2";

async fn set(tx: &mut Tx, approver: &Approver, tolerance: Tolerance) -> Result<(), StoreError> {
    let customer = approver.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, approver).await?;
    let percent = tolerance.percent();
    if execute!(tx, SET, customer.0, i64::from(percent))? == 0 {
        return Ok(());
    }
    record(tx, customer, &approver.into(), None, &AuditEvent::PriceToleranceSet { percent }).await
}
