//! Who is told of a change, and how it is remembered.

use crate::{
    Orderer, StoreError,
    absences::Duty,
    audit::record,
    engine::Tx,
    orders::{head::Decider, sheet::OrderSheet},
    outbox::enqueue,
};
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

/// The approver in charge or, if they are away, whoever stands in, and whoever was asked as well: also where nothing is left to decide,
/// for they were asked before.
pub(super) async fn whoever_decides(
    tx: &mut Tx,
    customer: CustomerId,
    sheet: &OrderSheet,
    (edits, remark): (&[LineEdit], Option<&str>),
) -> Result<(), StoreError> {
    let duty = Duty::of_today(tx, customer).await?;
    let asked = sheet.head.asked_today(&duty).into_iter().map(|id| Decider { id, in_place_of: sheet.head.in_place_of(&duty, id) });
    let told: Vec<_> = sheet.head.decider(&duty).into_iter().chain(asked).collect();
    for Decider { id, in_place_of } in told {
        let (edits, remark) = (edits.to_vec(), remark.map(str::to_owned));
        let notice = Notice::OrderRevised { order: sheet.digest(), edits, remark, in_place_of };
        enqueue(tx, customer, id, Some(sheet.head.id), &notice)?;
    }
    Ok(())
}
