//! Confirming, or overruling, the release of an order that has gone on from somebody else.

use super::{
    DecideRefusal, Decided, LineDecision, OrderLineView,
    check::line_changed,
    decide::decided,
    demand_approver,
    pass_on::{confirmed, release},
    sheet::{OrderSheet, sheet},
};
use crate::{
    Approver, Failure, Store, StoreError,
    absences::Duty,
    audit::{record, take_turn},
    engine::{Tx, execute},
};
use domain::{OrderId, RejectionCause, audit::AuditEvent};

impl Store {
    /// Confirms the release of an order that has gone on to the caller as the one in charge, or to whomever they stand in for. `level`
    /// is how often it had been released when the caller saw it. The order goes on again, or to the supplier. To confirm it once more
    /// changes nothing and is no error.
    ///
    /// # Errors
    /// [`DecideRefusal::AlreadyDecided`] and [`DecideRefusal::Closed`]; [`StoreError::NotFound`] when the caller may not, or has
    /// released the order before.
    pub async fn confirm(&self, approver: &Approver, order_id: OrderId, level: u32) -> Result<Decided, Failure<DecideRefusal>> {
        let args = (approver.clone(), order_id, level);
        self.write(approver, args, |tx, (approver, id, level)| Box::pin(confirm(tx, approver, *id, *level))).await
    }
}

pub(super) async fn confirm(tx: &mut Tx, approver: &Approver, order_id: OrderId, level: u32) -> Result<Decided, Failure<DecideRefusal>> {
    let me = approver.orderer();
    take_turn(tx, me.customer_id).await?;
    demand_approver(tx, approver).await?;
    let sheet = sheet(tx, me.customer_id, order_id).await?;
    let duty = Duty::of_today(tx, me.customer_id).await?;
    if !sheet.head.shows_itself(&duty, me.contact_id) {
        return Err(StoreError::NotFound.into());
    }
    if let Some(done) = confirmed(tx, me.customer_id, order_id, level).await? {
        let is_mine = done.approver_id == me.contact_id;
        let refusal = DecideRefusal::AlreadyDecided { by: done.name, at: done.confirmed_at };
        return if is_mine { Ok(decided(&sheet, sheet.head.status, 0)) } else { Err(Failure::Refused(refusal)) };
    }
    if !sheet.head.status.is_open() {
        return Err(Failure::Refused(DecideRefusal::Closed { status: sheet.head.status }));
    }
    if level == 0 || level != sheet.head.level || !sheet.head.lets(&duty, me.contact_id) {
        return Err(StoreError::NotFound.into());
    }
    // Confirmed once, and asked again since: now it is the lines that are to be decided.
    if let Some(line) = sheet.lines.iter().find(|line| line.state().is_open()) {
        return Err(Failure::Refused(line_changed(line)));
    }
    let confirmed = AuditEvent::ReleaseConfirmed { in_place_of: sheet.head.in_place_of(me.contact_id) };
    record(tx, me.customer_id, &approver.into(), Some(order_id), &confirmed).await?;
    Ok(release(tx, me.customer_id, &sheet, (&approver.into(), Some(me.contact_id))).await?)
}

const OVERRULE: &str = "
    insert into overrulings (customer_id, order_id, position, approver_id, cause, reason, rejected_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (customer_id, order_id, position) do nothing";

/// Rejects a line that was released. Whether it was not yet overruled: only a request that names a line twice is too late.
pub(super) async fn overrule(
    tx: &mut Tx,
    approver: &Approver,
    sheet: &OrderSheet,
    (line, decision): (&OrderLineView, &LineDecision),
) -> Result<bool, StoreError> {
    let (me, order) = (approver.orderer(), sheet.head.id);
    let (position, cause) = (i64::from(line.position), decision.cause.map(RejectionCause::word));
    let inserted = execute!(tx, OVERRULE, me.customer_id.0, order.0, position, me.contact_id.0, cause, &decision.reason, tx.now)?;
    if inserted == 0 {
        return Ok(false);
    }
    let overruled = AuditEvent::LineOverruled {
        position: line.position,
        article: line.name.clone(),
        cause: decision.cause,
        reason: decision.reason.clone(),
        in_place_of: sheet.head.in_place_of(me.contact_id),
    };
    record(tx, me.customer_id, &approver.into(), Some(order), &overruled).await?;
    Ok(true)
}
