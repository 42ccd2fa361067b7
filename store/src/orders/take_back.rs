//! Taking a decision back while the order is open, and still where it was decided.
//!
//! The row of the decision goes, so that the line is open for everybody who looks at rows. That it was there is on record twice: in
//! a row of its own, and in the audit chain.

use super::{
    DecideRefusal, Decided, Decisions,
    decide::{decide, sheet_in_charge},
    line::{DecisionView, OrderLineView},
    sheet::{OrderSheet, sheet},
    wait, write_status,
};
use crate::{
    Approver, Failure, Stamp, Store, StoreError,
    audit::{record, take_turn},
    engine::{Tx, execute, fetch_value},
};
use domain::{CustomerId, OrderId, OrderStatus, audit::AuditEvent, order};
use uuid::Uuid;

/// Why a decision was not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakeBackRefusal {
    /// The order is not open any more: the last decision has handed it over or ended it, or its orderer took it back.
    Closed {
        /// Where it is.
        status: OrderStatus,
    },
    /// Somebody else decided this line.
    NotYours {
        /// Who.
        by: String,
        /// When.
        at: Stamp,
    },
    /// The line is not decided, or was decided anew since.
    Gone,
    /// The order was released and has gone on to somebody else, who confirms or overrules that. As a whole the release may still be taken
    /// back, by [`Store::retract`]: this says as well that it is not theirs to take back who tries that.
    PassedOn,
    /// Somebody to whom the order has gone on was faster.
    AlreadyDecided {
        /// Who.
        by: String,
        /// When.
        at: Stamp,
    },
}

impl Store {
    /// Takes the caller's own decision on a line back, the one that was made at `decided_at`. A second time is no error and changes
    /// nothing, also when the line has been decided anew meanwhile.
    ///
    /// # Errors
    /// [`TakeBackRefusal`]; [`StoreError::NotFound`] when the caller may not decide the order (any more), or when the line does not
    /// exist or needs no release.
    pub async fn take_back(
        &self,
        approver: &Approver,
        order_id: OrderId,
        position: u32,
        decided_at: Stamp,
    ) -> Result<(), Failure<TakeBackRefusal>> {
        let args = (approver.clone(), order_id, (position, decided_at));
        self.write(approver, args, |tx, (approver, id, decision)| Box::pin(take_back(tx, approver, *id, *decision))).await
    }

    /// Decides what is said to be all that is still open. Where something else is open by now, since somebody took a decision back,
    /// nothing is decided: whoever meant to hand the order over has to see that line first.
    ///
    /// # Errors
    /// As in [`Store::decide`], and [`DecideRefusal::Reopened`].
    pub async fn decide_rest(
        &self,
        approver: &Approver,
        order_id: OrderId,
        decisions: impl Into<Decisions>,
    ) -> Result<Decided, Failure<DecideRefusal>> {
        let decisions: Decisions = decisions.into();
        let args = (approver.clone(), order_id, decisions);
        self.write(approver, args, |tx, (approver, id, decisions)| Box::pin(decide_rest(tx, approver, *id, decisions))).await
    }
}

async fn take_back(
    tx: &mut Tx,
    approver: &Approver,
    order_id: OrderId,
    (position, decided_at): (u32, Stamp),
) -> Result<(), Failure<TakeBackRefusal>> {
    let (customer, me) = (approver.orderer().customer_id, approver.orderer().contact_id);
    take_turn(tx, customer).await?;
    let (sheet, in_place_of) = sheet_in_charge(tx, approver, order_id).await?;
    if fetch_value!(tx, bool, WAS_TAKEN_BACK, customer.0, order_id.0, i64::from(position), me.0, decided_at)? {
        return Ok(());
    }
    // With a line that its orderer has changed, the decision on it has gone.
    if sheet.has_gone(position) {
        return Err(Failure::Refused(TakeBackRefusal::Gone));
    }
    let line = sheet.reviewed(position)?;
    if !sheet.head.status.is_open() {
        return Err(Failure::Refused(TakeBackRefusal::Closed { status: sheet.head.status }));
    }
    // What was decided on lines that were asked again since it went on is still in the same hands; what was decided further on, before
    // the order came back, is nobody's to take back.
    if line.decision.as_ref().is_some_and(|standing| standing.level < Some(sheet.head.level)) {
        return Err(Failure::Refused(TakeBackRefusal::PassedOn));
    }
    match &line.decision {
        Some(standing) if standing.approver_id != me => {
            Err(Failure::Refused(TakeBackRefusal::NotYours { by: standing.approver_name.clone(), at: standing.decided_at }))
        }
        Some(standing) if standing.decided_at == decided_at => Ok(reopen(tx, approver, (&sheet, in_place_of), (line, standing)).await?),
        _ => Err(Failure::Refused(TakeBackRefusal::Gone)),
    }
}

const WAS_TAKEN_BACK: &str = "
    select exists (
        select 1 from revocations
        where customer_id = $1 and order_id = $2 and position = $3 and approver_id = $4 and decided_at = $5
    )";

const INSERT: &str = "
    insert into revocations (customer_id, id, order_id, position, approver_id, verdict, decided_at, revoked_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

const DELETE_DECISION: &str = "delete from decisions where customer_id = $1 and order_id = $2 and position = $3";

const DISAGREE: &str = "update order_lines set agreed_price = null where customer_id = $1 and order_id = $2 and position = $3";

/// The line is open again, and so may be the whole order.
async fn reopen(
    tx: &mut Tx,
    approver: &Approver,
    (before, in_place_of): (&OrderSheet, Option<String>),
    decided: (&OrderLineView, &DecisionView),
) -> Result<(), StoreError> {
    let (customer, order) = (approver.orderer().customer_id, before.head.id);
    open_again(tx, approver, (order, in_place_of), decided).await?;
    let after = sheet(tx, customer, order).await?;
    write_status(tx, customer, order, order::status(&after.states(), false, None)).await?;
    wait::defer(tx, customer, &after.head).await
}

/// The decision of the caller's own that stands on a line goes. With it goes the price that was agreed on by it.
pub(super) async fn open_again(
    tx: &mut Tx,
    approver: &Approver,
    (order, in_place_of): (OrderId, Option<String>),
    (line, standing): (&OrderLineView, &DecisionView),
) -> Result<(), StoreError> {
    let (customer, me) = (approver.orderer().customer_id, approver.orderer().contact_id);
    let (position, id) = (i64::from(line.position), tx.fresh_id::<Uuid>());
    execute!(tx, INSERT, customer.0, id, order.0, position, me.0, standing.verdict.word(), standing.decided_at, tx.now)?;
    execute!(tx, DELETE_DECISION, customer.0, order.0, position)?;
    execute!(tx, DISAGREE, customer.0, order.0, position)?;
    let (position, article, verdict) = (line.position, line.name.clone(), standing.verdict);
    let event = AuditEvent::DecisionTakenBack { position, article, verdict, in_place_of };
    record(tx, customer, &approver.into(), Some(order), &event).await
}

async fn decide_rest(
    tx: &mut Tx,
    approver: &Approver,
    order_id: OrderId,
    decisions: &Decisions,
) -> Result<Decided, Failure<DecideRefusal>> {
    let decided = decide(tx, approver, order_id, decisions).await?;
    match first_open(tx, approver.orderer().customer_id, order_id).await? {
        Some(position) if decided.open_lines > decided.asked_again => Err(Failure::Refused(DecideRefusal::Reopened { position })),
        _ => Ok(decided),
    }
}

/// What is sold no more keeps the order open by itself, and nobody can have meant to release it.
async fn first_open(tx: &mut Tx, customer: CustomerId, order_id: OrderId) -> Result<Option<u32>, StoreError> {
    let sheet = sheet(tx, customer, order_id).await?;
    Ok(sheet.lines.iter().find(|line| line.state().is_open() && line.is_sold()).map(|line| line.position))
}
