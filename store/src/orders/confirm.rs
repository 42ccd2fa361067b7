//! Confirming, or overruling, the release of an order that has gone on from somebody else.

use super::{
    Confirmation, DecideRefusal, Decided, LineDecision, OrderLineView, alternative,
    check::{check_open, line_changed},
    decide::shown_sheet,
    decided::decided,
    pass_on::{Cause, confirmed, release},
    sheet::OrderSheet,
};
use crate::{
    Approver, Failure, Store, StoreError,
    absences::Duty,
    audit::{record, take_turn},
    engine::{Tx, execute},
};
use domain::{ContactId, OrderId, RejectionCause, audit::AuditEvent};

impl Store {
    /// Confirms the release of an order that has gone on to the caller as the one in charge, or to whomever they stand in for, if it is
    /// as the caller has seen it. The order goes on again, or to the supplier. To confirm it once more changes nothing and is no error.
    ///
    /// # Errors
    /// [`DecideRefusal::AlreadyDecided`], [`DecideRefusal::Closed`], [`DecideRefusal::LineChanged`] where lines are asked again since,
    /// and [`DecideRefusal::ReleaseChanged`]; [`StoreError::NotFound`] when the caller may not, or has released the order before.
    pub async fn confirm(
        &self,
        approver: &Approver,
        order_id: OrderId,
        confirmation: Confirmation,
    ) -> Result<Decided, Failure<DecideRefusal>> {
        let args = (approver.clone(), order_id, confirmation);
        self.write(approver, args, |tx, (approver, id, seen)| Box::pin(confirm(tx, approver, *id, seen))).await
    }
}

pub(super) async fn confirm(
    tx: &mut Tx,
    approver: &Approver,
    order_id: OrderId,
    seen: &Confirmation,
) -> Result<Decided, Failure<DecideRefusal>> {
    let me = approver.orderer();
    take_turn(tx, me.customer_id).await?;
    let (sheet, duty) = shown_sheet(tx, approver, order_id).await?;
    if let Some(done) = confirmed(tx, me.customer_id, order_id, seen.level).await? {
        let is_mine = done.approver_id == me.contact_id;
        let refusal = DecideRefusal::AlreadyDecided { by: done.name, at: done.confirmed_at };
        return if is_mine { Ok(decided(&sheet, sheet.head.status, 0)) } else { Err(Failure::Refused(refusal)) };
    }
    check(&sheet, (&duty, me.contact_id), seen)?;
    let confirmed = AuditEvent::ReleaseConfirmed { in_place_of: sheet.head.in_place_of(&duty, me.contact_id) };
    record(tx, me.customer_id, &approver.into(), Some(order_id), &confirmed).await?;
    let cause = Cause { actor: &approver.into(), releaser: Some(me.contact_id), edited: None };
    Ok(release(tx, me.customer_id, &sheet, cause).await?)
}

/// Whether `who` can confirm what they have seen.
fn check(sheet: &OrderSheet, (duty, who): (&Duty, ContactId), seen: &Confirmation) -> Result<(), Failure<DecideRefusal>> {
    check_open(sheet).map_err(Failure::Refused)?;
    if seen.level == 0 || seen.level != sheet.head.level || !sheet.head.lets(duty, who) {
        return Err(StoreError::NotFound.into());
    }
    // Confirmed once, and asked again since: now it is the lines that are to be decided.
    if let Some(line) = sheet.lines.iter().find(|line| line.state().is_open()) {
        return Err(Failure::Refused(line_changed(line)));
    }
    if sheet.seal()? == seen.seal { Ok(()) } else { Err(Failure::Refused(DecideRefusal::ReleaseChanged)) }
}

const OVERRULE: &str = "
    insert into overrulings (customer_id, order_id, position, approver_id, cause, reason, rejected_at, level)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (customer_id, order_id, position) do nothing";

/// Rejects a line that was released, with what is proposed instead. Whether it was not yet overruled: only a request that names a line
/// twice is too late.
pub(super) async fn overrule(
    tx: &mut Tx,
    approver: &Approver,
    (sheet, in_place_of): (&OrderSheet, Option<&str>),
    (line, decision): (&OrderLineView, &LineDecision),
) -> Result<bool, Failure<DecideRefusal>> {
    let (me, order) = (approver.orderer(), sheet.head.id);
    let proposed = alternative::proposed(tx, me.customer_id, (line, decision)).await?;
    let (position, cause) = (i64::from(line.position), decision.cause.map(RejectionCause::word));
    let (approver_id, level) = (me.contact_id.0, i64::from(sheet.head.level));
    let inserted = execute!(tx, OVERRULE, me.customer_id.0, order.0, position, approver_id, cause, &decision.reason, tx.now, level)?;
    if inserted == 0 {
        return Ok(false);
    }
    if let Some(proposed) = &proposed {
        alternative::keep(tx, (me.customer_id, order), line.position, proposed).await?;
    }
    let overruled = AuditEvent::LineOverruled {
        position: line.position,
        article: line.name.clone(),
        cause: decision.cause,
        reason: decision.reason.clone(),
        alternative: proposed,
        in_place_of: in_place_of.map(str::to_owned),
    };
    record(tx, me.customer_id, &approver.into(), Some(order), &overruled).await?;
    Ok(true)
}
