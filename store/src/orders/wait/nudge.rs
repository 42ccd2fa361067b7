//! What is due about orders that wait, and doing it. Any number of servers may look at once: each step is done by one of them.

use super::{
    super::{
        holder::since_of,
        name_of_deputy,
        sheet::{OrderSheet, sheet},
    },
    END,
};
use crate::{
    Stamp, Store, StoreError,
    absences::Duty,
    audit::{record, take_turn},
    caller::Actor,
    contacts::living_approver,
    engine::{Tx, execute, fetch_all, fetch_optional},
    hierarchy::Ranks,
    outbox::enqueue,
    scope::Scope,
    sign_in::at_the_supplier,
};
use domain::{ContactId, CustomerId, Nudge, OrderId, audit::AuditEvent, notice::Notice};
use jiff::{SignedDuration, civil::Date};
use sqlx::FromRow;
use uuid::Uuid;

/// An order about which something may be due.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct DueWait {
    #[sqlx(try_from = "Uuid")]
    customer_id: CustomerId,
    #[sqlx(try_from = "Uuid")]
    order_id: OrderId,
}

impl DueWait {
    /// The order.
    #[must_use]
    pub const fn order_id(self) -> OrderId {
        self.order_id
    }
}

impl Store {
    /// The orders of all customers about which something may be due, the longest due first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn due_waits(&self, limit: u32) -> Result<Vec<DueWait>, StoreError> {
        self.read(Scope::Post, limit, |tx, limit| Box::pin(due_waits(tx, *limit))).await
    }

    /// Looks at an order again in an hour, as what is due about it fails: others are not to wait behind it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn put_off(&self, due: DueWait) -> Result<(), StoreError> {
        self.write(due.customer_id, due, |tx, due| Box::pin(put_off(tx, *due))).await
    }

    /// Does what is due about an order, with its mails; whether that was anything. What another server has done meanwhile is not done
    /// again.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn nudge(&self, due: DueWait) -> Result<bool, StoreError> {
        self.write(due.customer_id, due, |tx, due| Box::pin(nudge(tx, *due))).await
    }
}

const DUE: &str = "
    select customer_id, order_id from order_waits
    where due_at <= $1
    order by due_at, customer_id, order_id
    limit $2";

async fn due_waits(tx: &mut Tx, limit: u32) -> Result<Vec<DueWait>, StoreError> {
    Ok(fetch_all!(tx, DueWait, DUE, tx.now, i64::from(limit))?)
}

/// How long what fails is left alone.
const REST: SignedDuration = SignedDuration::from_hours(1);

const PUT_OFF: &str = "update order_waits set due_at = $3 where customer_id = $1 and order_id = $2 and due_at <= $4";

async fn put_off(tx: &mut Tx, due: DueWait) -> Result<(), StoreError> {
    execute!(tx, PUT_OFF, due.customer_id.0, due.order_id.0, tx.now.after(REST), tx.now)?;
    Ok(())
}

#[derive(FromRow)]
struct Wait {
    turn: i64,
    counts_from: Stamp,
}

const WAIT: &str = "
    select turn, counts_from from order_waits
    where customer_id = $1 and order_id = $2 and due_at <= $3";

const LOOK_AGAIN: &str = "update order_waits set due_at = $3 where customer_id = $1 and order_id = $2";

async fn nudge(tx: &mut Tx, due: DueWait) -> Result<bool, StoreError> {
    let DueWait { customer_id: customer, order_id: order } = due;
    take_turn(tx, customer).await?;
    let Some(wait) = fetch_optional!(tx, Wait, WAIT, customer.0, order.0, tx.now)? else { return Ok(false) };
    let sheet = sheet(tx, customer, order).await?;
    let Some(in_charge) = sheet.head.approver().filter(|_| sheet.head.status.is_open()) else {
        execute!(tx, END, customer.0, order.0)?;
        return Ok(false);
    };
    let (place, patience) = (at_the_supplier(tx).await?, sheet.head.patience());
    let mut done = steps_done(tx, (customer, order), wait.turn).await?;
    let mut next = place.next_nudge(patience, wait.counts_from, &done);
    let is_due = next.filter(|(_, at)| *at <= tx.now).map(|(step, _)| step);
    if let Some(step) = is_due {
        take(tx, customer, (&sheet, in_charge), (step, wait.turn)).await?;
        done.push(step);
        next = place.next_nudge(patience, wait.counts_from, &done);
    }
    execute!(tx, LOOK_AGAIN, customer.0, order.0, next.map(|(_, at)| at))?;
    Ok(is_due.is_some())
}

const STEPS: &str = "select step from nudges where customer_id = $1 and order_id = $2 and turn = $3";

async fn steps_done(tx: &mut Tx, (customer, order): (CustomerId, OrderId), turn: i64) -> Result<Vec<Nudge>, StoreError> {
    let words = fetch_all!(tx, (String,), STEPS, customer.0, order.0, turn)?;
    let steps = words.into_iter().map(|(word,)| word.parse());
    steps.collect::<Result<_, domain::Problem>>().map_err(|problem| StoreError::Unreadable(problem.to_string()))
}

const INSERT: &str = "insert into nudges (customer_id, order_id, turn, step, done_at) values ($1, $2, $3, $4, $5)";

/// The row of the step, and what it does.
async fn take(
    tx: &mut Tx,
    customer: CustomerId,
    (sheet, in_charge): (&OrderSheet, ContactId),
    (step, turn): (Nudge, i64),
) -> Result<(), StoreError> {
    execute!(tx, INSERT, customer.0, sheet.head.id.0, turn, step.word(), tx.now)?;
    let duty = Duty::of_today(tx, customer).await?;
    let since = since(tx, customer, sheet).await?;
    match step {
        Nudge::Reminder => remind(tx, customer, sheet, (&duty, since)).await,
        Nudge::Escalation => escalate(tx, customer, (sheet, in_charge), (&duty, since)).await,
    }
}

/// The day since which the approver in charge has the order.
async fn since(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet) -> Result<Date, StoreError> {
    let since = since_of(tx, customer, &sheet.head).await?;
    Ok(at_the_supplier(tx).await?.day_of(since).0)
}

/// Reminds whoever decides today.
async fn remind(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet, (duty, since): (&Duty, Date)) -> Result<(), StoreError> {
    let Some(decider) = sheet.head.decider(duty) else { return Ok(()) };
    let (order, deputy) = (sheet.head.id, name_of_deputy(tx, customer, &decider).await?);
    let hours = sheet.head.patience().remind_after.unwrap_or_default();
    let notice = Notice::ReleaseOverdue { order: sheet.digest(), since, hours, in_place_of: decider.in_place_of };
    enqueue(tx, customer, decider.id, Some(order), &notice)?;
    let reminded = AuditEvent::OverdueReminded { to: deputy.or_else(|| sheet.head.approver_name.clone()).unwrap_or_default() };
    record(tx, customer, &Actor::system(), Some(order), &reminded).await
}

const ASK: &str = "
    insert into escalations (customer_id, order_id, approver_id, escalated_at) values ($1, $2, $3, $4)
    on conflict (customer_id, order_id, approver_id) do update set escalated_at = excluded.escalated_at";

/// Asks whoever else can decide. Where nobody can, nobody is told.
async fn escalate(
    tx: &mut Tx,
    customer: CustomerId,
    (sheet, in_charge): (&OrderSheet, ContactId),
    (duty, since): (&Duty, Date),
) -> Result<(), StoreError> {
    let ranks = Ranks::of(tx, customer).await?;
    let all = ranks.hierarchy.ranks.iter().map(|rank| rank.approver);
    let head = &sheet.head;
    let barred: Vec<_> = all.filter(|approver| head.bars(*approver) || head.has_released(*approver)).collect();
    let order = sheet.head.id;
    let from = sheet.head.approver_name.clone().unwrap_or_default();
    let hours = sheet.head.patience().escalate_after.unwrap_or_default();
    let mut to = Vec::new();
    for asked in ranks.hierarchy.escalates_to(in_charge, &barred, |who| duty.deputy(who)) {
        execute!(tx, ASK, customer.0, order.0, asked.0, tx.now)?;
        let there = duty.deputy(asked);
        let in_place_of = ranks.name(asked).filter(|_| there != asked).map(str::to_owned);
        let notice = Notice::ReleaseEscalated { order: sheet.digest(), from: from.clone(), since, hours, in_place_of };
        enqueue(tx, customer, there, Some(order), &notice)?;
        to.extend(living_approver(tx, customer, there).await?);
    }
    if to.is_empty() {
        return Ok(());
    }
    record(tx, customer, &Actor::system(), Some(order), &AuditEvent::OrderEscalated { to, from }).await
}
