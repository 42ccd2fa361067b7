//! Who is told of a change, and how it is remembered.

use crate::{Orderer, StoreError, absences::Duty, audit::record, engine::Tx, orders::sheet::OrderSheet, outbox::enqueue};
use domain::{CustomerId, OrderId, audit::AuditEvent, notice::Notice, revision::LineEdit};

pub(super) async fn the_record(
    tx: &mut Tx,
    orderer: &Orderer,
    order: OrderId,
    (edits, note): (&[LineEdit], Option<&str>),
) -> Result<(), StoreError> {
    let event = AuditEvent::OrderRevised { edits: edits.to_vec(), note: note.map(str::to_owned) };
    record(tx, orderer.customer_id, &orderer.into(), Some(order), &event).await
}

/// The approver in charge or, if they are away, whoever stands in: also where nothing is left to decide, for they were asked before.
pub(super) async fn whoever_decides(
    tx: &mut Tx,
    customer: CustomerId,
    sheet: &OrderSheet,
    (edits, remark): (Vec<LineEdit>, Option<String>),
) -> Result<(), StoreError> {
    let Some(in_charge) = sheet.head.approver() else { return Ok(()) };
    let deputy = sheet.head.deputy(&Duty::of_today(tx, customer).await?);
    let in_place_of = sheet.head.approver_name.clone().filter(|_| deputy.is_some());
    let notice = Notice::OrderRevised { order: sheet.digest(), edits, remark, in_place_of };
    enqueue(tx, customer, deputy.unwrap_or(in_charge), Some(sheet.head.id), &notice).await
}
