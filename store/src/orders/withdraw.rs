//! Taking an order back while it waits.

use super::{charge::end_charge, own_sheet, sheet::OrderSheet, write_status};
use crate::{
    Failure, Orderer, Store, StoreError,
    absences::Duty,
    audit::record,
    engine::{Tx, execute},
    outbox::enqueue,
};
use domain::{Charges, OrderId, OrderStatus, audit::AuditEvent, notice::Notice, order};

/// Why an order was not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithdrawRefusal {
    /// It is not open any more.
    TooLate(OrderStatus),
}

impl Store {
    /// Takes an own order back while it waits. A second time is no error and changes nothing.
    ///
    /// # Errors
    /// [`WithdrawRefusal`]; [`StoreError::NotFound`] when it is not the caller's own order.
    pub async fn withdraw(&self, orderer: &Orderer, order_id: OrderId) -> Result<(), Failure<WithdrawRefusal>> {
        self.write(orderer, (orderer.clone(), order_id), |tx, (orderer, id)| Box::pin(withdraw(tx, orderer, *id))).await
    }
}

async fn withdraw(tx: &mut Tx, orderer: &Orderer, order_id: OrderId) -> Result<(), Failure<WithdrawRefusal>> {
    let sheet = own_sheet(tx, orderer, order_id).await?;
    match sheet.head.status {
        OrderStatus::Withdrawn => Ok(()),
        status if status.is_open() => Ok(take_back(tx, orderer, &sheet).await?),
        status => Err(Failure::Refused(WithdrawRefusal::TooLate(status))),
    }
}

const INSERT_WITHDRAWAL: &str = "
    insert into withdrawals (customer_id, order_id, contact_id, withdrawn_at)
    values ($1, $2, $3, $4)";

async fn take_back(tx: &mut Tx, orderer: &Orderer, sheet: &OrderSheet) -> Result<(), StoreError> {
    let (customer_id, order_id) = (orderer.customer_id, sheet.head.id);
    execute!(tx, INSERT_WITHDRAWAL, customer_id.0, order_id.0, orderer.contact_id.0, tx.now)?;
    write_status(tx, customer_id, order_id, order::status(&sheet.states(), true, None)).await?;
    end_charge(tx, customer_id, sheet, &Charges::default()).await?;
    record(tx, customer_id, &orderer.into(), Some(order_id), &AuditEvent::OrderWithdrawn).await?;
    let notice = Notice::OrderWithdrawn { order: sheet.digest() };
    // Whoever stands in today need not be who did when the order was placed: the approver in charge hears of it in any case.
    let duty = Duty::of_today(tx, customer_id).await?;
    let told = [Some(sheet.head.orderer_id), sheet.head.approver(), sheet.head.deputy(&duty)].into_iter().flatten();
    for recipient in told.chain(sheet.head.asked_today(&duty)) {
        enqueue(tx, customer_id, recipient, Some(order_id), &notice)?;
    }
    Ok(())
}
