//! Taking a decision back: in the plain model, and in the store.

use super::{
    cast::Who,
    decisions::decided_by,
    model::Model,
    told::{DONE, NOT_FOUND, told},
    world::World,
};
use store::{Failure, TakeBackRefusal};

impl Model {
    pub fn take_back(&mut self, who: Who, order: usize, position: u32) -> String {
        let present = &self.orders[order];
        let line = present.line(position).filter(|line| line.is_gone || line.review.is_some());
        let Some(line) = line.filter(|_| self.sees(who, order)) else { return NOT_FOUND.into() };
        match line.decided {
            _ if line.is_gone => return "refused: Gone".into(),
            _ if !present.waits() => return format!("refused: {}", present.status()),
            None => return "refused: Gone".into(),
            Some(decision) if decision.level < Some(present.level()) => return "refused: PassedOn".into(),
            Some(decision) if decision.by != who => return decided_by(decision.by),
            Some(_) => {}
        }
        let present = &mut self.orders[order];
        let line = &mut present.lines[position as usize - 1];
        line.decided = None;
        line.agreed = line.price;
        present.events.push("decision_taken_back");
        self.defer(order);
        DONE.into()
    }
}

impl World<'_> {
    pub async fn take_back(&self, by: Who, order: usize, position: u32) -> String {
        let (store, order) = (&self.portal.store, self.orders[order]);
        let Some(approver) = self.approver(by) else { return NOT_FOUND.into() };
        let lines = store.order_for_release(approver, order).await.map(|order| order.lines).unwrap_or_default();
        let standing = lines.iter().find(|line| line.position == position).and_then(|line| line.decision.as_ref());
        let decided_at = standing.map_or(store.now(), |standing| standing.decided_at);
        match store.take_back(approver, order, position, decided_at).await {
            Err(Failure::Refused(TakeBackRefusal::NotYours { by, .. })) => format!("refused: decided by {}", self.named(&by)),
            other => told(other),
        }
    }
}
