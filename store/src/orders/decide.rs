//! Releasing and rejecting lines.

use super::{
    change::{Instead, change},
    demand_approver,
    hand_over::hand_over,
    seal::{agree, settle_all},
    sheet::{DecisionView, OrderLineView, OrderSheet, sheet},
    write_status,
};
use crate::{
    Approver, Failure, Stamp, Store, StoreError,
    absences::Duty,
    audit::{record, take_turn},
    caller::Actor,
    engine::{Tx, execute},
    outbox::enqueue,
};
use domain::{
    Change, ContactId, CustomerId, OrderId, OrderStatus, Rappen, RejectionCause, Verdict,
    audit::AuditEvent,
    notice::Notice,
    order::{self, Step},
    rejection::{ReasonGap, check_reason},
};

/// What an approver decides on a line.
#[derive(Clone, Debug)]
pub struct LineDecision {
    /// The line's position, from 1.
    pub position: u32,
    /// Released or rejected.
    pub verdict: Verdict,
    /// Why it is rejected, if a cause was chosen.
    pub cause: Option<RejectionCause>,
    /// The reason, if one is given.
    pub reason: Option<String>,
    /// What is released instead of what was ordered; a rejection has no such thing.
    pub instead: Instead,
    /// The [`seal`](OrderLineView::seal) of the line as it was on the screen: if it looks otherwise by now, nothing is decided.
    /// Whoever decides without having seen the line decides on what was agreed on before, at the price that was agreed on.
    pub seen: Option<String>,
}

impl LineDecision {
    /// The line is released as it was ordered.
    #[must_use]
    pub const fn release(position: u32) -> Self {
        Self::new(position, Verdict::Released, None, None)
    }

    /// The line is rejected.
    #[must_use]
    pub const fn reject(position: u32, cause: Option<RejectionCause>, reason: Option<String>) -> Self {
        Self::new(position, Verdict::Rejected, cause, reason)
    }

    const fn new(position: u32, verdict: Verdict, cause: Option<RejectionCause>, reason: Option<String>) -> Self {
        Self { position, verdict, cause, reason, instead: Instead { quantity: None, article: None }, seen: None }
    }

    /// The same decision on nothing but the line with this seal.
    #[must_use]
    pub fn as_seen(self, seal: Option<String>) -> Self {
        Self { seen: seal, ..self }
    }

    /// The cause, which only a rejection has.
    fn cause(&self) -> Option<RejectionCause> {
        self.cause.filter(|_| self.verdict == Verdict::Rejected)
    }

    /// Whether a line was decided in just this way by the same person.
    fn is_as(&self, line: &OrderLineView, standing: &DecisionView, approver: ContactId) -> bool {
        let is_same = standing.verdict == self.verdict && standing.approver_id == approver;
        is_same && (self.verdict == Verdict::Rejected || self.instead.is_as(line.quantity, standing.change.as_ref()))
    }
}

/// Why nothing was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecideRefusal {
    /// One of the lines was decided otherwise already, or by somebody else.
    AlreadyDecided {
        /// By whom.
        by: String,
        /// When.
        at: Stamp,
    },
    /// The order is not open any more.
    Closed {
        /// Where it is.
        status: OrderStatus,
    },
    /// No line was named.
    NothingToDecide,
    /// The customer demands a reason, and something of it is missing.
    ReasonMissing {
        /// The position of the rejected line.
        position: u32,
        /// What is missing.
        gap: ReasonGap,
    },
    /// Nothing would be released, or more than was ordered.
    QuantityOutOfRange {
        /// The line's position.
        position: u32,
        /// How many units were ordered.
        ordered: u32,
    },
    /// What would be delivered instead is not in the Kundensortiment, or no longer in it.
    NotInAssortment {
        /// The line's position.
        position: u32,
    },
    /// The line is not what was on the screen.
    LineChanged {
        /// The line's position.
        position: u32,
        /// The article's name.
        article: String,
        /// How many units of it there are now.
        quantity: u32,
        /// What a unit costs now.
        price: Rappen,
    },
    /// The article is sold no more: it can only be rejected, or replaced.
    NotSold {
        /// The line's position.
        position: u32,
        /// The article's name.
        article: String,
    },
    /// What would be delivered instead has another price than the one that was seen.
    PriceChanged {
        /// The line's position.
        position: u32,
        /// What a unit of it costs today.
        price: Rappen,
    },
}

/// Where the order is after the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Its status.
    pub status: OrderStatus,
    /// How many lines still need a decision.
    pub open_lines: usize,
    /// How many of them were cleared, and are asked again: until now they became dearer than the customer bears, or are sold no more.
    pub asked_again: usize,
}

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
        decisions: Vec<LineDecision>,
    ) -> Result<Decided, Failure<DecideRefusal>> {
        let args = (approver.clone(), order_id, decisions);
        self.write(approver, args, |tx, (approver, id, decisions)| Box::pin(decide(tx, approver, *id, decisions))).await
    }
}

pub(super) async fn decide(
    tx: &mut Tx,
    approver: &Approver,
    order_id: OrderId,
    decisions: &[LineDecision],
) -> Result<Decided, Failure<DecideRefusal>> {
    let customer_id = approver.orderer().customer_id;
    take_turn(tx, customer_id).await?;
    let sheet_before = sheet_in_charge(tx, approver, order_id).await?;
    if decisions.is_empty() {
        return Err(Failure::Refused(DecideRefusal::NothingToDecide));
    }
    let mut is_changed = false;
    for decision in decisions {
        is_changed |= decide_line(tx, approver, &sheet_before, decision).await?;
    }
    if !is_changed {
        return Ok(decided(&sheet_before, sheet_before.head.status, 0));
    }
    let sheet_after = sheet(tx, customer_id, order_id).await?;
    Ok(follow_up(tx, customer_id, sheet_after, &approver.into()).await?)
}

pub(super) async fn sheet_in_charge(tx: &mut Tx, approver: &Approver, order_id: OrderId) -> Result<OrderSheet, StoreError> {
    demand_approver(tx, approver).await?;
    let orderer = approver.orderer();
    let sheet = sheet(tx, orderer.customer_id, order_id).await?;
    let duty = Duty::of_today(tx, orderer.customer_id).await?;
    if sheet.head.lets(&duty, orderer.contact_id) { Ok(sheet) } else { Err(StoreError::NotFound) }
}

fn decided(sheet: &OrderSheet, status: OrderStatus, asked_again: usize) -> Decided {
    Decided { status, open_lines: sheet.open_lines(), asked_again }
}

/// Whether the decision is a new one, and not the repetition of one that stands.
async fn decide_line(
    tx: &mut Tx,
    approver: &Approver,
    sheet: &OrderSheet,
    decision: &LineDecision,
) -> Result<bool, Failure<DecideRefusal>> {
    let by_position = |line: &&OrderLineView| line.position == decision.position && line.review.is_some();
    let line = sheet.lines.iter().find(by_position).ok_or(StoreError::NotFound)?;
    if let Some(standing) = &line.decision {
        let is_same = decision.is_as(line, standing, approver.orderer().contact_id);
        let refusal = DecideRefusal::AlreadyDecided { by: standing.approver_name.clone(), at: standing.decided_at };
        return if is_same { Ok(false) } else { Err(Failure::Refused(refusal)) };
    }
    check(sheet, line, decision).map_err(Failure::Refused)?;
    let change = match decision.verdict {
        Verdict::Released => change(tx, approver.orderer().customer_id, line, decision.instead).await?,
        Verdict::Rejected => None,
    };
    if !insert_decision(tx, approver, sheet.head.id, (decision, change.as_ref())).await? {
        let refusal = DecideRefusal::AlreadyDecided { by: approver.orderer().name(), at: tx.now };
        return Err(Failure::Refused(refusal));
    }
    remember(tx, approver, sheet, (line, decision, change)).await?;
    Ok(true)
}

/// Whether this can be decided now.
fn check(sheet: &OrderSheet, line: &OrderLineView, decision: &LineDecision) -> Result<(), DecideRefusal> {
    let position = decision.position;
    if !sheet.head.status.is_open() {
        return Err(DecideRefusal::Closed { status: sheet.head.status });
    }
    if decision.seen.as_ref().is_some_and(|seen| *seen != line.seal) {
        let (article, quantity, price) = (line.name.clone(), line.quantity, line.standing_price());
        return Err(DecideRefusal::LineChanged { position, article, quantity, price });
    }
    let releases_it = decision.verdict == Verdict::Released && decision.instead.article.is_none();
    if releases_it && !line.is_sold() {
        return Err(DecideRefusal::NotSold { position, article: line.name.clone() });
    }
    check_reason(sheet.head.demands_reason, decision.verdict, decision.cause, decision.reason.as_deref())
        .map_err(|gap| DecideRefusal::ReasonMissing { position, gap })
}

/// Writes down who decided what and, where the article is released at another price than the one agreed on before, since it was on
/// the screen, that this one is agreed on now.
async fn remember(
    tx: &mut Tx,
    approver: &Approver,
    sheet: &OrderSheet,
    (line, decision, change): (&OrderLineView, &LineDecision, Option<Change>),
) -> Result<(), StoreError> {
    let (customer_id, order_id) = (approver.orderer().customer_id, sheet.head.id);
    let in_place_of = sheet.head.approver_name.clone().filter(|_| sheet.head.approver() != Some(approver.orderer().contact_id));
    let releases_it = decision.verdict == Verdict::Released && decision.instead.article.is_none();
    record(tx, customer_id, &approver.into(), Some(order_id), &event(line, decision, change, in_place_of)).await?;
    if releases_it && decision.seen.is_some() && line.standing_price() != line.agreed() {
        agree(tx, (customer_id, order_id), line, line.standing_price()).await?;
    }
    Ok(())
}

/// How the decision is remembered: one that changes the line is of its own kind.
fn event(line: &OrderLineView, decision: &LineDecision, change: Option<Change>, in_place_of: Option<String>) -> AuditEvent {
    let (position, article, ordered) = (line.position, line.name.clone(), line.quantity);
    match change {
        None => {
            let (verdict, cause, reason) = (decision.verdict, decision.cause(), decision.reason.clone());
            AuditEvent::LineDecided { position, article, verdict, cause, reason, in_place_of }
        }
        Some(Change { quantity: released, replacement: None }) => {
            AuditEvent::LineLowered { position, article, ordered, released, in_place_of }
        }
        Some(Change { quantity: released, replacement: Some(replacement) }) => {
            AuditEvent::LineReplaced { position, article, price: line.price, ordered, replacement, released, in_place_of }
        }
    }
}

const INSERT_DECISION: &str = "
    insert into decisions (customer_id, order_id, position, approver_id, verdict, cause, reason, decided_at,
        quantity, article_id, article_number, name, unit, price, seal)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    on conflict (customer_id, order_id, position) do nothing";

/// Whether the line was still undecided. Since decisions take turns, only a request that names a line twice is too late.
async fn insert_decision(
    tx: &mut Tx,
    approver: &Approver,
    order_id: OrderId,
    (decision, change): (&LineDecision, Option<&Change>),
) -> Result<bool, StoreError> {
    let other = change.and_then(|change| change.replacement.as_ref());
    let inserted = execute!(
        tx,
        INSERT_DECISION,
        approver.orderer().customer_id.0,
        order_id.0,
        i64::from(decision.position),
        approver.orderer().contact_id.0,
        decision.verdict.word(),
        decision.cause().map(RejectionCause::word),
        &decision.reason,
        tx.now,
        change.map(|change| i64::from(change.quantity)),
        other.map(|article| article.article_id.0),
        other.map(|article| &article.article_number),
        other.map(|article| &article.name),
        other.map(|article| &article.unit),
        other.map(|article| article.price.0),
        &decision.seen,
    )?;
    Ok(inserted == 1)
}

/// What follows from the decisions: the hand-over with the last one, unless something has to be decided again first.
async fn follow_up(tx: &mut Tx, customer_id: CustomerId, sheet: OrderSheet, actor: &Actor) -> Result<Decided, StoreError> {
    let (sheet, asked_again) = match order::step(&sheet.states()) {
        Step::HandOver => settle_all(tx, customer_id, sheet).await?,
        Step::Wait | Step::Reject => (sheet, 0),
    };
    let (order_id, lines) = (sheet.head.id, sheet.states());
    let status = order::status(&lines, false, None);
    let notice = match order::step(&lines) {
        Step::Wait => {
            write_status(tx, customer_id, order_id, status).await?;
            return Ok(decided(&sheet, status, asked_again));
        }
        Step::HandOver => {
            let delivery = hand_over(tx, customer_id, &sheet, actor).await?.0;
            Notice::HandedOver { order: sheet.digest(), delivery }
        }
        Step::Reject => {
            write_status(tx, customer_id, order_id, status).await?;
            record(tx, customer_id, actor, Some(order_id), &AuditEvent::OrderRejected).await?;
            Notice::OrderRejected { order: sheet.digest() }
        }
    };
    enqueue(tx, customer_id, sheet.head.orderer_id, Some(order_id), &notice).await?;
    Ok(decided(&sheet, status, asked_again))
}
