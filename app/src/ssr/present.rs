//! What the store gives, turned into what the screens show.

use super::{date, request_language, store, when};
use crate::{
    AppError, Refusal,
    show::{
        Changes, Comment, Decision, Earlier, Holder, LastChange, Line, OrderData, OtherPart,
        order::{GoesOn, Happened, HistoryItem, Reminder},
    },
};
use domain::{ContactId, Tolerance, audit::AuditEvent};
use store::{CommentView, DecisionView, HistoryEntry, OrderLineView, OrderView};

impl From<OrderView> for OrderData {
    fn from(order: OrderView) -> Self {
        let reader = order.reader_id;
        let seen_by = (reader, order.level, order.price_tolerance);
        let changes = changes(&order);
        Self {
            id: order.id,
            number: order.number,
            placed: when(order.placed_at),
            status: order.status,
            orderer: order.orderer_name,
            approver: order.approver_name,
            address: order.address,
            reference: order.reference,
            note: order.note,
            cost_centre: order.cost_centre,
            totals: order.totals,
            freight: order.freight,
            delivered_totals: order.delivered_totals,
            delivery: order.delivery_date.map(date),
            supply_number: order.supply_number,
            lines: order.lines.into_iter().map(|line| line_for(seen_by, line)).collect(),
            other_part: order.other_part.map(|other| OtherPart { id: other.id, number: other.number }),
            changes,
            history: history(order.history),
            comments: comments_for(reader, order.comments),
            is_own: order.is_own,
            is_in_charge: order.is_in_charge,
            in_place_of: order.in_place_of,
            is_asked: order.is_asked,
            level: order.level,
            seal: order.seal,
            released_by: order.released_by,
            retractable: order.retractable.map(|released_at| when(released_at).iso),
            goes_on: order.goes_on.map(|next| GoesOn { to: next.to, why: next.why }),
            then: order.then,
            holder: order.holder.map(Holder::from),
            expected: order.expected.map(date),
            reminder: order.reminder.map(Reminder::from),
            extras: order.extras,
        }
    }
}

fn changes(order: &OrderView) -> Changes {
    let last = order.history.iter().rev().find_map(|entry| match &entry.event {
        AuditEvent::OrderRevised { note, .. } => {
            Some(LastChange { by: entry.actor_name.clone(), at: when(entry.happened_at), note: note.clone() })
        }
        _ => None,
    });
    Changes { version: order.version, removed: order.removed.iter().cloned().map(Line::from).collect(), last }
}

impl From<store::Holder> for Holder {
    fn from(holder: store::Holder) -> Self {
        let in_place_of = holder.in_place_of.map(|(name, until)| (name, date(until)));
        Self { name: holder.name, in_place_of, since: when(holder.since), asked: holder.asked }
    }
}

impl From<store::Reminder> for Reminder {
    fn from(reminder: store::Reminder) -> Self {
        let is_possible = reminder.possible_from <= store().now();
        Self { last: reminder.last.map(when), possible_from: (!is_possible).then(|| when(reminder.possible_from)) }
    }
}

/// The line, with what it would cost at the hand-over, and whether it was the reader who decided it since the order came to whoever has
/// it. Who rejects what was released before that has overruled it, which nobody takes back.
fn line_for((reader, level, tolerance): (ContactId, u32, Tolerance), line: OrderLineView) -> Line {
    let settled = line.if_released(tolerance).map(|goods| goods.price);
    let is_mine = line.decision.as_ref().is_some_and(|decision| decision.approver_id == reader && decision.level == Some(level));
    let mut line = Line::from(line);
    line.settled_price = settled.filter(|price| line.as_agreed().is_some_and(|goods| goods.price != *price));
    if let Some(decision) = &mut line.decision {
        decision.is_mine = is_mine;
    }
    line
}

/// The comments, with whether it was the reader who wrote them.
#[must_use]
pub fn comments_for(reader: ContactId, comments: Vec<CommentView>) -> Vec<Comment> {
    let comment = |comment: CommentView| Comment {
        by: comment.author_name,
        is_mine: comment.author_id == reader,
        content: comment.content,
        at: when(comment.written_at),
    };
    comments.into_iter().map(comment).collect()
}

impl From<OrderLineView> for Line {
    fn from(line: OrderLineView) -> Self {
        Self {
            standing_price: line.standing_price(),
            settled_price: None,
            is_sold: line.is_sold(),
            availability: line.availability,
            again: line.again,
            position: line.position,
            article_number: line.article_number,
            name: line.name,
            unit: line.unit,
            price: line.price,
            quantity: line.quantity,
            cost_centre: line.cost_centre,
            review: line.review,
            decision: line.decision.map(Decision::from),
            since: line.since,
            earlier: line.earlier.into_iter().map(Earlier::from).collect(),
            seal: line.seal,
        }
    }
}

impl From<OrderLineView> for Earlier {
    fn from(line: OrderLineView) -> Self {
        Self { quantity: line.quantity, price: line.price, decision: line.decision.map(Decision::from) }
    }
}

impl From<DecisionView> for Decision {
    fn from(decision: DecisionView) -> Self {
        Self {
            verdict: decision.verdict,
            cause: decision.cause,
            reason: decision.reason,
            alternative: decision.alternative,
            change: decision.change,
            by: decision.approver_name,
            is_mine: false,
            at: when(decision.decided_at),
        }
    }
}

fn history(entries: Vec<HistoryEntry>) -> Vec<HistoryItem> {
    let is_history = |entry: &HistoryEntry| !matches!(entry.event, AuditEvent::CommentWritten { .. });
    let happened = |entry: HistoryEntry| Happened { actor: entry.actor_name, event: entry.event, at: when(entry.happened_at) };
    Happened::in_words(request_language(), &entries.into_iter().filter(is_history).map(happened).collect::<Vec<_>>())
}

impl From<Vec<store::Stuck>> for AppError {
    fn from(stuck: Vec<store::Stuck>) -> Self {
        Self::refused(&Refusal::Stuck(stuck))
    }
}
