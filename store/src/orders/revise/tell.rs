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

/// The approver in charge or, if they are away, whoever stands in, and whoever was asked as well: also where nothing is left to decide, for they were asked before.
pub(super) async fn whoever_decides(
    tx: &mut Tx,
    customer: CustomerId,
    sheet: &OrderSheet,
    (edits, remark): (Vec<LineEdit>, Option<String>),
) -> Result<(), StoreError> {
    let Some(in_charge) = sheet.head.approver() else { return Ok(()) };
    let duty = Duty::of_today(tx, customer).await?;
    let deputy = sheet.head.deputy(&duty);
    let in_place_of = sheet.head.approver_name.clone().filter(|_| deputy.is_some());
    let mut notice = Notice::OrderRevised { order: sheet.digest(), edits, remark, in_place_of };
    enqueue(tx, customer, deputy.unwrap_or(in_charge), Some(sheet.head.id), &notice).await?;
    if let Notice::OrderRevised { in_place_of, .. } = &mut notice {
        *in_place_of = None;
    }
    for asked in sheet.head.asked_today(&duty) {
        enqueue(tx, customer, asked, Some(sheet.head.id), &notice).await?;
    }
    Ok(())
}
