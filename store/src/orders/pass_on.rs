//! Where a released order goes: on to whoever else has to release it, or to the supplier.

use super::{
    Decided, Edited, ask, decided::decided, hand_over::hand_over, onward::onward, seal::settle_all, sheet, sheet::OrderSheet, write_status,
};
use crate::{
    Stamp, StoreError,
    audit::record,
    caller::Actor,
    engine::{Tx, execute, fetch_optional},
    outbox::enqueue,
};
use domain::{
    ContactId, CustomerId, OrderId, OrderStatus, SupplyStatus, Totals,
    audit::AuditEvent,
    hierarchy::{Onward, Why},
    notice::Notice,
    order,
};
use sqlx::FromRow;
use uuid::Uuid;

/// What lets an order take its course.
#[derive(Clone, Copy)]
pub(super) struct Cause<'c> {
    /// Who acts.
    pub(super) actor: &'c Actor,
    /// Who has released what was to be released, which is not always who acts: an orderer may have taken out what was still open. Nobody
    /// where nothing was.
    pub(super) releaser: Option<ContactId>,
    /// What its orderer has changed, if that is what they did.
    pub(super) edited: Option<Edited<'c>>,
}

/// What comes of an order in which nothing is open any more. Where nobody had to release anything, it goes to the supplier.
pub(super) async fn release(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet, cause: Cause<'_>) -> Result<Decided, StoreError> {
    let next = match cause.releaser {
        Some(by) => onward(tx, customer, sheet, by).await?.map(|next| (by, next)),
        None => None,
    };
    match next {
        Some((by, next)) => {
            confirm(tx, customer, sheet, (by, Some(next.0.why))).await?;
            let status = pass_on(tx, customer, sheet, (cause, next)).await?;
            Ok(decided(sheet, status, 0))
        }
        None => settle_and_finish(tx, customer, sheet, (cause.actor, cause.releaser)).await,
    }
}

/// Hands the order over at today's prices, unless something has to be decided again first: then nobody has released it, so that
/// whoever has it may decide that too.
async fn settle_and_finish(
    tx: &mut Tx,
    customer: CustomerId,
    sheet: &OrderSheet,
    (actor, releaser): (&Actor, Option<ContactId>),
) -> Result<Decided, StoreError> {
    let mut settled = settle_all(tx, customer, sheet).await?;
    if let Some((after, 0)) = &mut settled {
        keep_free(tx, customer, (sheet, after)).await?;
    }
    let (sheet, asked_again) = settled.as_ref().map_or((sheet, 0), |(after, asked_again)| (after, *asked_again));
    if asked_again > 0 {
        return Ok(decided(sheet, order::status(&sheet.states(), false, None), asked_again));
    }
    if let Some(by) = releaser.filter(|_| sheet.head.level > 0) {
        confirm(tx, customer, sheet, (by, None)).await?;
    }
    let status = finish(tx, customer, sheet, actor).await?;
    Ok(decided(sheet, status, 0))
}

const DELIVER_FREE: &str = "update orders set freight = null, freight_free_from = null where customer_id = $1 and id = $2";

/// What was to be delivered free stays so where only prices have fallen since: nothing becomes dearer silently.
async fn keep_free(tx: &mut Tx, customer: CustomerId, (before, after): (&OrderSheet, &mut OrderSheet)) -> Result<(), StoreError> {
    let [agreed, today] = [before, &*after].map(OrderSheet::delivered_prices);
    if Totals::handed_over(after.head.freight(), &agreed, &today) != after.delivered_totals() {
        execute!(tx, DELIVER_FREE, customer.0, after.head.id.0)?;
        after.head.deliver_free();
    }
    Ok(())
}

async fn finish(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet, actor: &Actor) -> Result<OrderStatus, StoreError> {
    let delivery = hand_over(tx, customer, sheet, actor).await?.0;
    let notice = Notice::HandedOver { order: sheet.digest(), delivery };
    enqueue(tx, customer, sheet.head.orderer_id, Some(sheet.head.id), &notice)?;
    Ok(order::status(&sheet.states(), false, Some(SupplyStatus::Received)))
}

pub(super) const PASS_ON: &str = "update orders set approver_id = $3 where customer_id = $1 and id = $2";

/// Somebody else is in charge from now on, and hears of it.
async fn pass_on(
    tx: &mut Tx,
    customer: CustomerId,
    sheet: &OrderSheet,
    (Cause { actor, edited, .. }, (onward, to)): (Cause<'_>, (Onward, String)),
) -> Result<OrderStatus, StoreError> {
    let order_id = sheet.head.id;
    let status = order::status(&sheet.states(), false, None);
    write_status(tx, customer, order_id, status).await?;
    execute!(tx, PASS_ON, customer.0, order_id.0, onward.to.0)?;
    let limit = match onward.why {
        Why::Limit(limit) => Some(limit),
        Why::Left | Why::Budget | Why::FourEyes => None,
    };
    let (is_for_budget, has_left) = (onward.why == Why::Budget, onward.why == Why::Left);
    let passed_on = AuditEvent::OrderPassedOn { to, limit, is_for_budget, has_left };
    record(tx, customer, actor, Some(order_id), &passed_on).await?;
    let passed = sheet::sheet(tx, customer, order_id).await?;
    ask(tx, customer, &passed, edited).await?;
    Ok(status)
}

const CONFIRM: &str = "
    insert into confirmations (customer_id, order_id, level, in_charge_id, approver_id, confirmed_at, is_for_budget)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// A release stands, and why the order goes on from there, unless that is to the supplier.
async fn confirm(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet, (by, why): (ContactId, Option<Why>)) -> Result<(), StoreError> {
    let in_charge = sheet.head.approver().ok_or(StoreError::NotFound)?;
    let level = i64::from(sheet.head.level);
    let is_for_budget = why == Some(Why::Budget);
    execute!(tx, CONFIRM, customer.0, sheet.head.id.0, level, in_charge.0, by.0, tx.now, is_for_budget)?;
    Ok(())
}

/// A release that stands.
#[derive(FromRow)]
pub(super) struct StandingRelease {
    #[sqlx(try_from = "Uuid")]
    pub(super) approver_id: ContactId,
    pub(super) name: String,
    pub(super) confirmed_at: Stamp,
}

const CONFIRMED: &str = "
    select f.approver_id, a.first_name || ' ' || a.last_name as name, f.confirmed_at
    from confirmations f
    join contacts a on a.customer_id = f.customer_id and a.id = f.approver_id
    where f.customer_id = $1 and f.order_id = $2 and f.level = $3";

pub(super) async fn confirmed(
    tx: &mut Tx,
    customer: CustomerId,
    order: OrderId,
    level: u32,
) -> Result<Option<StandingRelease>, StoreError> {
    Ok(fetch_optional!(tx, StandingRelease, CONFIRMED, customer.0, order.0, i64::from(level))?)
}
