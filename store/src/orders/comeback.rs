//! An order that has gone on comes back: to where its lines are decided, where its orderer changes it, or to where it was released last,
//! where that is taken back (`retract.rs`). What those hear for whom it waits no more.
//!
//! A release as a whole was given to something else than what the order is after a change, so none stands. Decisions stand with their
//! lines, those of further on as well; but these say nothing about who has to release the order as it is now, and bar nobody from it.

use super::{
    LivingContact,
    head::{Head, head_for},
    living_contact,
    pass_on::PASS_ON,
    retract::end_release,
    wait,
};
use crate::{
    Approver, Orderer, Store, StoreError,
    audit::record,
    contacts::living_approver,
    engine::{Tx, execute, fetch_optional},
};
use domain::{ContactId, CustomerId, OrderId, audit::AuditEvent};

/// Why an order waits no more for those to whom it had gone on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comeback {
    /// Whoever had released it before it went on has taken that back.
    TakenBack {
        /// Their name.
        by: String,
    },
    /// Its orderer has changed it.
    Changed {
        /// Their name.
        by: String,
    },
}

impl Store {
    /// Why an order that had gone on has come back, for an approver who finds that it does not wait for them (any more); nothing where it
    /// has not, or has gone on anew.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the caller is no approver any more, or there is no such order of their customer.
    pub async fn comeback(&self, approver: &Approver, order_id: OrderId) -> Result<Option<Comeback>, StoreError> {
        self.read(approver, (approver.clone(), order_id), |tx, (approver, id)| Box::pin(comeback(tx, approver, *id))).await
    }
}

async fn comeback(tx: &mut Tx, approver: &Approver, order: OrderId) -> Result<Option<Comeback>, StoreError> {
    let head = head_for(tx, approver, order).await?;
    if head.status.is_open() { last_comeback(tx, approver.orderer().customer_id, &head).await } else { Ok(None) }
}

// What has gone on anew since has not come back.
const LAST: &str = "
    select a.first_name || ' ' || a.last_name, r.version is not null from retractions r
    join contacts a on a.customer_id = r.customer_id and a.id = r.approver_id
    where r.customer_id = $1 and r.order_id = $2 and r.level = $3 and not exists (
        select 1 from confirmations f
        where f.customer_id = r.customer_id and f.order_id = r.order_id and f.level < r.level and f.confirmed_at > r.retracted_at
    )
    order by r.retracted_at desc limit 1";

/// Why the order came back to where it is, the last time, if it did.
pub(super) async fn last_comeback(tx: &mut Tx, customer: CustomerId, head: &Head) -> Result<Option<Comeback>, StoreError> {
    let last = fetch_optional!(tx, (String, bool), LAST, customer.0, head.id.0, i64::from(head.level))?;
    let told = |(by, is_changed): (String, bool)| {
        if is_changed { Comeback::Changed { by: head.parties.orderer_name.clone() } } else { Comeback::TakenBack { by } }
    };
    Ok(last.map(told))
}

/// To whom an order that has gone on comes back where its orderer changes it, with their name: to whoever was in charge first; where that
/// is nobody any more who may decide it, to the orderer's approver of now, or else it stays with whoever has it. Nobody where nobody may.
pub(super) async fn first_in_charge(tx: &mut Tx, customer: CustomerId, head: &Head) -> Result<Option<(ContactId, String)>, StoreError> {
    let LivingContact { approver_id: own, .. } = living_contact(tx, customer, head.orderer_id).await?;
    let first = head.passed.releases.first().map(|release| release.in_charge);
    for one in [first, own.map(ContactId), head.approver()].into_iter().flatten() {
        if !head.bars_as_orderer(one)
            && let Some(name) = living_approver(tx, customer, one).await?
        {
            return Ok(Some((one, name)));
        }
    }
    Ok(None)
}

const SET_ASIDE: &str = "
    update decisions set level = -1
    where customer_id = $1 and order_id = $2 and (level > 0 or decisions.position in (
        select r.position from overrulings r where r.customer_id = $1 and r.order_id = $2
    ))";

const SET_OVERRULINGS_ASIDE: &str = "update overrulings set level = -1 where customer_id = $1 and order_id = $2";

/// Brings an order back from where it has gone on, as the change that makes this version of it demands: the turn of `in_charge` begins.
pub(super) async fn bring_back(
    tx: &mut Tx,
    orderer: &Orderer,
    (before, version): (&Head, u32),
    (in_charge, name): (ContactId, String),
) -> Result<(), StoreError> {
    let (customer, order) = (orderer.customer_id, before.id);
    for level in 0..before.level {
        end_release(tx, (customer, order), level, Some(version)).await?;
    }
    execute!(tx, SET_ASIDE, customer.0, order.0)?;
    execute!(tx, SET_OVERRULINGS_ASIDE, customer.0, order.0)?;
    execute!(tx, PASS_ON, customer.0, order.0, in_charge.0)?;
    record(tx, customer, &orderer.into(), Some(order), &AuditEvent::OrderCameBack { to: name }).await?;
    wait::begin(tx, customer, before).await
}
