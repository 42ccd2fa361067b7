//! Releasing and rejecting lines.

mod insert;

use super::{
    DecideRefusal, Decided, DecisionView, Decisions, LineDecision, OrderLineView,
    charge::end_charge,
    check::{check, check_made, check_open, not_there},
    confirm::overrule,
    decided::decided,
    made::Made,
    outcome::Outcome,
    pass_on::{Cause, release},
    seal::agree,
    sheet::{OrderSheet, sheet_for},
    wait, write_status,
};
use crate::{
    Approver, Failure, Store, StoreError,
    absences::Duty,
    audit::{record, take_turn},
    engine::Tx,
    outbox::enqueue,
};
use domain::{
    Charges, CustomerId, OrderId,
    audit::AuditEvent,
    notice::Notice,
    order::{self, Step},
};
use insert::insert_decisions;

impl Store {
    /// Decides lines of an order, all of them or none. With the last line the order is handed over, or rejected when
    /// nothing is left to deliver. The same decision of the same person again changes nothing and is no error.
    ///
    /// # Errors
    /// [`DecideRefusal`]; [`StoreError::NotFound`] when the caller is not (any more) the approver in charge nor stands
    /// in for them, or has ordered it, or when a line does not exist or needs no release.
    pub async fn decide(
        &self,
        approver: &Approver,
        order_id: OrderId,
        decisions: impl Into<Decisions>,
    ) -> Result<Decided, Failure<DecideRefusal>> {
        let decisions: Decisions = decisions.into();
        let args = (approver.clone(), order_id, decisions);
        self.write(approver, args, |tx, (approver, id, decisions)| Box::pin(decide(tx, approver, *id, decisions))).await
    }
}

pub(super) async fn decide(
    tx: &mut Tx,
    approver: &Approver,
    order_id: OrderId,
    decisions: &Decisions,
) -> Result<Decided, Failure<DecideRefusal>> {
    let customer_id = approver.orderer().customer_id;
    take_turn(tx, customer_id).await?;
    let (sheet_before, in_place_of) = sheet_in_charge(tx, approver, order_id).await?;
    if decisions.lines().is_empty() {
        return Err(Failure::Refused(DecideRefusal::NothingToDecide));
    }
    if sheet_before.head.status.is_open() && !decisions.fit(sheet_before.head.version) {
        return Err(Failure::Refused(DecideRefusal::Revised));
    }
    let made = make(tx, approver, (&sheet_before, in_place_of.as_deref()), decisions).await?;
    if made.iter().all(|(_, made)| matches!(made, Made::Nothing)) {
        let asked_again = sheet_before.lines.iter().filter(|line| line.again.is_some()).count();
        return Ok(decided(&sheet_before, sheet_before.head.status, asked_again));
    }
    let sheet_after = sheet_before.after(tx, customer_id, &made).await?;
    let cause = Cause { actor: &approver.into(), releaser: Some(approver.orderer().contact_id), edited: None };
    let decided = follow_up(tx, customer_id, &sheet_after, cause).await?;
    // What is closed waits for nobody any more.
    if decided.status.is_open() {
        wait::defer(tx, customer_id, &sheet_after.head).await?;
    }
    Ok(decided)
}

/// An order for somebody who may decide it, and the approver in whose place they do so, if they stand in for one.
pub(super) async fn sheet_in_charge(
    tx: &mut Tx,
    approver: &Approver,
    order_id: OrderId,
) -> Result<(OrderSheet, Option<String>), StoreError> {
    let orderer = approver.orderer();
    let sheet = sheet_for(tx, approver, order_id).await?;
    // Whom it waits for needs nobody to be away.
    if sheet.head.waits_for(orderer.contact_id) {
        return Ok((sheet, None));
    }
    let duty = Duty::of_today(tx, orderer.customer_id).await?;
    // Whoever has released it before it went on finds all lines decided: to send the same again is no error.
    if !sheet.head.shows_itself(&duty, orderer.contact_id) {
        return Err(StoreError::NotFound);
    }
    let in_place_of = sheet.head.in_place_of(&duty, orderer.contact_id);
    Ok((sheet, in_place_of))
}

/// An order that shows itself to an approver, whoever decides it, with who stands in for whom today.
pub(super) async fn shown_sheet(tx: &mut Tx, approver: &Approver, order_id: OrderId) -> Result<(OrderSheet, Duty), StoreError> {
    let orderer = approver.orderer();
    let sheet = sheet_for(tx, approver, order_id).await?;
    let duty = Duty::of_today(tx, orderer.customer_id).await?;
    if sheet.head.shows_itself(&duty, orderer.contact_id) { Ok((sheet, duty)) } else { Err(StoreError::NotFound) }
}

/// Makes these decisions, all or none. Gives what each of them makes of the line at its position.
async fn make(
    tx: &mut Tx,
    approver: &Approver,
    (sheet, in_place_of): (&OrderSheet, Option<&str>),
    decisions: &Decisions,
) -> Result<Vec<(u32, Made)>, Failure<DecideRefusal>> {
    let (mut made, mut new) = (Vec::new(), Vec::new());
    for decision in decisions.lines() {
        let (of_line, outcome) = decide_line(tx, approver, (sheet, in_place_of), decision).await?;
        made.push((decision.position, of_line));
        new.extend(outcome.map(|outcome| (decision, outcome)));
    }
    insert_decisions(tx, approver, sheet, &new).await?;
    Ok(made)
}

/// What a decision makes of its line, with the outcome that is to be kept yet, if it is a new one and not the repetition of one that
/// stands.
async fn decide_line(
    tx: &mut Tx,
    approver: &Approver,
    (sheet, in_place_of): (&OrderSheet, Option<&str>),
    decision: &LineDecision,
) -> Result<(Made, Option<Outcome>), Failure<DecideRefusal>> {
    let line = sheet.reviewed(decision.position).map_err(|_| not_there(sheet, decision.position))?;
    let me = (approver.orderer().contact_id, in_place_of);
    if sheet.head.overrules(me, line, decision.verdict) {
        check_open(sheet).and_then(|()| check_made(sheet, (line, decision))).map_err(Failure::Refused)?;
        let is_new = overrule(tx, approver, (sheet, in_place_of), (line, decision)).await?;
        return Ok((if is_new { Made::More } else { Made::Nothing }, None));
    }
    if let Some(standing) = &line.decision {
        let is_same = decision.is_as(line, standing, approver.orderer().contact_id);
        let refusal = DecideRefusal::AlreadyDecided { by: standing.approver_name.clone(), at: standing.decided_at };
        return if is_same { Ok((Made::Nothing, None)) } else { Err(Failure::Refused(refusal)) };
    }
    check(sheet, me, (line, decision))?;
    let outcome = Outcome::of(tx, approver.orderer().customer_id, (line, decision)).await?;
    remember(tx, approver, (sheet, in_place_of), (line, decision, &outcome)).await?;
    Ok((made(tx, approver, sheet, (line, decision, &outcome)), Some(outcome)))
}

/// What the decision makes of the line. Another article has another price today, and so may have another agreed one.
fn made(tx: &Tx, approver: &Approver, sheet: &OrderSheet, (line, decision, outcome): (&OrderLineView, &LineDecision, &Outcome)) -> Made {
    if moves_price(line, decision) || outcome.replacement().is_some() {
        return Made::More;
    }
    Made::Decided(Box::new(DecisionView {
        verdict: decision.verdict,
        cause: decision.cause(),
        reason: decision.reason.clone(),
        alternative: outcome.alternative(),
        change: outcome.change.clone(),
        availability: outcome.availability,
        approver_id: approver.orderer().contact_id,
        approver_name: approver.orderer().name(),
        decided_at: tx.now,
        level: Some(sheet.head.level),
    }))
}

/// Whether the article is released at another price than the one agreed on before, since it was on the screen.
fn moves_price(line: &OrderLineView, decision: &LineDecision) -> bool {
    decision.releases_it() && decision.seen.is_some() && line.standing_price() != line.agreed()
}

/// Writes down who decided what and, where the article is released at another price than the one agreed on before, since it was on
/// the screen, that this one is agreed on now.
async fn remember(
    tx: &mut Tx,
    approver: &Approver,
    (sheet, in_place_of): (&OrderSheet, Option<&str>),
    (line, decision, outcome): (&OrderLineView, &LineDecision, &Outcome),
) -> Result<(), StoreError> {
    let (customer_id, order_id) = (approver.orderer().customer_id, sheet.head.id);
    let in_place_of = in_place_of.map(str::to_owned);
    record(tx, customer_id, &approver.into(), Some(order_id), &outcome.event(line, decision, in_place_of)).await?;
    if moves_price(line, decision) {
        agree(tx, (customer_id, order_id), line, line.standing_price()).await?;
    }
    Ok(())
}

/// What follows from the decisions. What has gone on waits to be confirmed, unless it was confirmed and lines were asked again since.
pub(super) async fn follow_up(tx: &mut Tx, customer_id: CustomerId, sheet: &OrderSheet, cause: Cause<'_>) -> Result<Decided, StoreError> {
    let order_id = sheet.head.id;
    let lines = sheet.states();
    let step = order::step(&lines);
    if step == Step::HandOver && (sheet.head.level == 0 || sheet.was_asked_again()) {
        return release(tx, customer_id, sheet, cause).await;
    }
    let status = order::status(&lines, false, None);
    write_status(tx, customer_id, order_id, status).await?;
    if step == Step::Reject {
        end_charge(tx, customer_id, sheet, &Charges::default()).await?;
        record(tx, customer_id, cause.actor, Some(order_id), &AuditEvent::OrderRejected).await?;
        let notice = Notice::OrderRejected { order: sheet.digest() };
        enqueue(tx, customer_id, sheet.head.orderer_id, Some(order_id), &notice)?;
    }
    Ok(decided(sheet, status, 0))
}
