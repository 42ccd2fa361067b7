//! Taking back the release by which an order went on, as long as nobody has done anything about it there.
//!
//! The order comes back to whoever was in charge, and the lines that were decided last are open again. As with a decision, the row of the
//! release goes, so that nobody needs a second rule for what stands; that it was there is on record in a row of its own, and in the audit
//! chain.

use super::{
    TakeBackRefusal,
    decide::shown_sheet,
    line::{DecisionView, OrderLineView},
    pass_on::{PASS_ON, confirmed},
    sheet::{OrderSheet, sheet},
    take_back::open_again,
    wait, write_status,
};
use crate::{
    Approver, Failure, Stamp, Store, StoreError,
    absences::Duty,
    audit::{record, take_turn},
    contacts::living_approver,
    dead_ends::Outlook,
    engine::{Tx, execute, fetch_optional, fetch_value},
};
use domain::{ContactId, CustomerId, OrderId, audit::AuditEvent, hierarchy::Release, order};
use uuid::Uuid;

impl Store {
    /// Takes back the caller's own release of an order that has gone on to somebody else, the one of `released_at`. Whoever was in charge
    /// then has it again, and the lines that the caller decided last are open. A second time is no error and changes nothing, also when
    /// the order has gone on anew meanwhile.
    ///
    /// # Errors
    /// [`TakeBackRefusal`]; [`StoreError::NotFound`] when the caller is no approver any more, or may not see the order.
    pub async fn retract(&self, approver: &Approver, order_id: OrderId, released_at: Stamp) -> Result<(), Failure<TakeBackRefusal>> {
        let args = (approver.clone(), order_id, released_at);
        self.write(approver, args, |tx, (approver, id, released_at)| Box::pin(retract(tx, approver, *id, *released_at))).await
    }
}

async fn retract(tx: &mut Tx, approver: &Approver, order_id: OrderId, released_at: Stamp) -> Result<(), Failure<TakeBackRefusal>> {
    let (customer, me) = (approver.orderer().customer_id, approver.orderer().contact_id);
    take_turn(tx, customer).await?;
    let (sheet, duty) = shown_sheet(tx, approver, order_id).await?;
    if fetch_value!(tx, bool, WAS_RETRACTED, customer.0, order_id.0, me.0, released_at)? {
        return Ok(());
    }
    check(tx, &sheet, (customer, me), released_at).await?;
    let Some(way_back) = way_back(tx, (customer, me), &sheet, &duty).await? else {
        return Err(Failure::Refused(TakeBackRefusal::PassedOn));
    };
    // Since it went on, a rule may have been set by which nobody could decide it here.
    let outlook = Outlook::of(tx, customer).await?;
    come_back(tx, approver, &sheet, way_back).await?;
    outlook.allow_nothing_new(tx, customer, |_| TakeBackRefusal::PassedOn).await
}

const WAS_RETRACTED: &str = "
    select exists (
        select 1 from retractions
        where customer_id = $1 and order_id = $2 and approver_id = $3 and released_at = $4 and version is null
    )";

const OWN: &str = "
    select max(level) from confirmations
    where customer_id = $1 and order_id = $2 and approver_id = $3 and confirmed_at = $4";

/// Whether it is the caller's release that stands, and nobody was faster.
async fn check(
    tx: &mut Tx,
    sheet: &OrderSheet,
    (customer, me): (CustomerId, ContactId),
    released_at: Stamp,
) -> Result<(), Failure<TakeBackRefusal>> {
    let (order, status) = (sheet.head.id, sheet.head.status);
    if !status.is_open() {
        return Err(Failure::Refused(TakeBackRefusal::Closed { status }));
    }
    let Some(level) = fetch_value!(tx, Option<i64>, OWN, customer.0, order.0, me.0, released_at)? else {
        return Err(Failure::Refused(TakeBackRefusal::Gone));
    };
    match done_from(tx, (customer, order), level + 1).await? {
        Some((by, at)) => Err(Failure::Refused(TakeBackRefusal::AlreadyDecided { by, at })),
        None => Ok(()),
    }
}

// A line that was overruled before that was written down may have been overruled there.
const DONE_FROM: &str = "
    select a.first_name || ' ' || a.last_name as name, few.done_at from (
        select approver_id, confirmed_at as done_at from confirmations where customer_id = $1 and order_id = $2 and level >= $3
        union all
        select approver_id, decided_at as done_at from decisions where customer_id = $1 and order_id = $2 and level >= $3
        union all
        select approver_id, rejected_at as done_at from overrulings
        where customer_id = $1 and order_id = $2 and (level >= $3 or level is null)
    ) few
    join contacts a on a.customer_id = $1 and a.id = few.approver_id
    order by few.done_at desc limit 1";

/// Who has done something last about an order since it was released so often, and when.
async fn done_from(tx: &mut Tx, (customer, order): (CustomerId, OrderId), level: i64) -> Result<Option<(String, Stamp)>, StoreError> {
    Ok(fetch_optional!(tx, (String, Stamp), DONE_FROM, customer.0, order.0, level)?)
}

/// Where an order comes back to.
struct WayBack {
    /// How often it was released before.
    level: u32,
    in_charge: ContactId,
    /// Their name.
    name: String,
}

/// To whom the order comes back if `who` takes back the release by which it went on the last time; nobody where it is not theirs, lines
/// are asked again since, or they could not decide it there any more.
async fn way_back(
    tx: &mut Tx,
    (customer, who): (CustomerId, ContactId),
    sheet: &OrderSheet,
    duty: &Duty,
) -> Result<Option<WayBack>, StoreError> {
    let head = &sheet.head;
    let Some(Release { in_charge, by }) = head.passed.releases.last().copied() else { return Ok(None) };
    let level = head.level.saturating_sub(1);
    let may_decide = by == who && duty.lets(who, in_charge) && !head.bars_as_orderer(who);
    // Where nobody confirmed anything, a decision is what was released: without one, nothing would be left to decide.
    let has_decided = level > 0 || !last_decided(sheet, (who, level)).is_empty();
    if !head.waits_for_confirmation() || sheet.open_lines() > 0 || !may_decide || !has_decided {
        return Ok(None);
    }
    Ok(living_approver(tx, customer, in_charge).await?.map(|name| WayBack { level, in_charge, name }))
}

/// When `who` released the order, so that it went on, if they can take that back.
pub(super) async fn retractable(
    tx: &mut Tx,
    (customer, who): (CustomerId, ContactId),
    sheet: &OrderSheet,
    duty: &Duty,
) -> Result<Option<Stamp>, StoreError> {
    let (order, level) = (sheet.head.id, i64::from(sheet.head.level));
    let Some(WayBack { level: before, .. }) = way_back(tx, (customer, who), sheet, duty).await? else { return Ok(None) };
    if done_from(tx, (customer, order), level).await?.is_some() {
        return Ok(None);
    }
    Ok(confirmed(tx, customer, order, before).await?.map(|release| release.confirmed_at))
}

/// The lines that somebody decided last, of what they decided when the order had been released so often.
fn last_decided(sheet: &OrderSheet, (who, level): (ContactId, u32)) -> Vec<(&OrderLineView, &DecisionView)> {
    let standing = sheet.lines.iter().filter_map(|line| Some((line, line.decision.as_ref()?)));
    let mut own: Vec<_> = standing.filter(|(_, decision)| decision.approver_id == who && decision.level == Some(level)).collect();
    let last = own.iter().map(|(_, decision)| decision.decided_at).max();
    own.retain(|(_, decision)| Some(decision.decided_at) == last);
    own
}

const INSERT: &str = "
    insert into retractions (customer_id, id, order_id, level, in_charge_id, approver_id, released_at, retracted_at, version)
    select customer_id, $4, order_id, level, in_charge_id, approver_id, confirmed_at, $5, $6
    from confirmations where customer_id = $1 and order_id = $2 and level = $3";

const DELETE: &str = "delete from confirmations where customer_id = $1 and order_id = $2 and level = $3";

/// The release of this level stands no more: it was taken back, or the change that made this version has ended it.
pub(super) async fn end_release(
    tx: &mut Tx,
    (customer, order): (CustomerId, OrderId),
    level: u32,
    version: Option<u32>,
) -> Result<(), StoreError> {
    let id = tx.fresh_id::<Uuid>();
    execute!(tx, INSERT, customer.0, order.0, i64::from(level), id, tx.now, version.map(i64::from))?;
    execute!(tx, DELETE, customer.0, order.0, i64::from(level))?;
    Ok(())
}

/// The order is where it was, but for the lines that are open again; the turn of whoever has it begins.
async fn come_back(
    tx: &mut Tx,
    approver: &Approver,
    before: &OrderSheet,
    WayBack { level, in_charge, name }: WayBack,
) -> Result<(), StoreError> {
    let (customer, me, order) = (approver.orderer().customer_id, approver.orderer().contact_id, before.head.id);
    end_release(tx, (customer, order), level, None).await?;
    execute!(tx, PASS_ON, customer.0, order.0, in_charge.0)?;
    let in_place_of = (in_charge != me).then(|| name.clone());
    let retracted = AuditEvent::ReleaseTakenBack { to: name, in_place_of: in_place_of.clone() };
    record(tx, customer, &approver.into(), Some(order), &retracted).await?;
    for (line, decision) in last_decided(before, (me, level)) {
        open_again(tx, approver, (order, in_place_of.clone()), (line, decision)).await?;
    }
    let after = sheet(tx, customer, order).await?;
    write_status(tx, customer, order, order::status(&after.states(), false, None)).await?;
    wait::begin(tx, customer, &after.head).await
}
