//! What the store gives, turned into what the screens show.

use super::{date, store, when};
use crate::show::{
    Decision, Holder, Line, OrderData,
    order::{HistoryItem, Reminder},
};
use store::{DecisionView, HistoryEntry, OrderLineView, OrderView};

impl From<OrderView> for OrderData {
    fn from(order: OrderView) -> Self {
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
            totals: order.totals,
            delivered_totals: order.delivered_totals,
            delivery: order.delivery_date.map(date),
            supply_number: order.supply_number,
            lines: order.lines.into_iter().map(Line::from).collect(),
            history: order.history.into_iter().map(HistoryItem::from).collect(),
            is_own: order.is_own,
            is_in_charge: order.is_in_charge,
            is_substitute: order.is_substitute,
            holder: order.holder.map(Holder::from),
            expected: order.expected.map(date),
            reminder: order.reminder.map(Reminder::from),
        }
    }
}

impl From<store::Holder> for Holder {
    fn from(holder: store::Holder) -> Self {
        let in_place_of = holder.in_place_of.map(|(name, until)| (name, date(until)));
        Self { name: holder.name, in_place_of, since: when(holder.since) }
    }
}

impl From<store::Reminder> for Reminder {
    fn from(reminder: store::Reminder) -> Self {
        let is_possible = reminder.possible_from <= store().now();
        Self { last: reminder.last.map(when), possible_from: (!is_possible).then(|| when(reminder.possible_from)) }
    }
}

impl From<OrderLineView> for Line {
    fn from(line: OrderLineView) -> Self {
        Self {
            standing_price: line.standing_price(),
            is_sold: line.is_sold(),
            again: line.again,
            position: line.position,
            article_number: line.article_number,
            name: line.name,
            unit: line.unit,
            price: line.price,
            quantity: line.quantity,
            review: line.review,
            decision: line.decision.map(Decision::from),
            seal: line.seal,
        }
    }
}

impl From<DecisionView> for Decision {
    fn from(decision: DecisionView) -> Self {
        Self {
            verdict: decision.verdict,
            cause: decision.cause,
            reason: decision.reason,
            change: decision.change,
            by: decision.approver_name,
            at: when(decision.decided_at),
        }
    }
}

impl From<HistoryEntry> for HistoryItem {
    fn from(entry: HistoryEntry) -> Self {
        Self { actor: entry.actor_name, actor_kind: entry.actor_kind, event: entry.event, at: when(entry.happened_at) }
    }
}
