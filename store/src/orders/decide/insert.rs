//! The rows of decisions: those of one request are written together, however many lines it decides.

use crate::{
    Approver, Failure, StoreError,
    engine::{MOST_ROWS, Tx, insert_rows},
    orders::{DecideRefusal, LineDecision, alternative::keep, outcome::Outcome, sheet::OrderSheet},
};
use domain::{Availability, CustomerId, OrderId, RejectionCause};

const INSERT_DECISIONS: &str = "
    insert into decisions (customer_id, order_id, position, approver_id, verdict, cause, reason, decided_at,
        quantity, article_id, article_number, name, unit, price, seal, level, availability) ";

/// Keeps decisions with what they make of their lines. All of these were undecided: since decisions take turns, only a request that names
/// a line twice is too late.
pub(super) async fn insert_decisions(
    tx: &mut Tx,
    approver: &Approver,
    sheet: &OrderSheet,
    new: &[(&LineDecision, Outcome)],
) -> Result<(), Failure<DecideRefusal>> {
    let (me, order, level, now) = (approver.orderer(), sheet.head.id, i64::from(sheet.head.level), tx.now);
    for some in new.chunks(MOST_ROWS) {
        let kept = insert_rows!(
            tx,
            INSERT_DECISIONS,
            some,
            |(decision, outcome)| [
                me.customer_id.0,
                order.0,
                i64::from(decision.position),
                me.contact_id.0,
                decision.verdict.word(),
                decision.cause().map(RejectionCause::word),
                &decision.reason,
                now,
                outcome.change.as_ref().map(|change| i64::from(change.quantity)),
                outcome.replacement().map(|other| other.article_id.0),
                outcome.replacement().map(|other| &other.article_number),
                outcome.replacement().map(|other| &other.name),
                outcome.replacement().map(|other| &other.unit),
                outcome.replacement().map(|other| other.price.0),
                &decision.seen,
                level,
                outcome.availability.map(Availability::word),
            ],
            (i64,),
            " on conflict (customer_id, order_id, position) do nothing returning position"
        )?;
        if kept.len() < some.len() {
            return Err(Failure::Refused(DecideRefusal::AlreadyDecided { by: me.name(), at: now }));
        }
    }
    Ok(keep_proposed(tx, (me.customer_id, order), new).await?)
}

/// Keeps what rejections propose with their decisions.
async fn keep_proposed(tx: &mut Tx, order: (CustomerId, OrderId), new: &[(&LineDecision, Outcome)]) -> Result<(), StoreError> {
    for (decision, outcome) in new {
        if let Some(proposed) = &outcome.proposed {
            keep(tx, order, decision.position, proposed).await?;
        }
    }
    Ok(())
}
