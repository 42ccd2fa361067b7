//! Taking back a release by which an order has gone on: in the plain model, and in the store.

use super::{
    cast::Who,
    model::Model,
    order::{Line, Order, Release},
    told::{DONE, NOT_FOUND, told},
    world::World,
};
use domain::audit::AuditEvent;

impl Model {
    pub fn retract(&mut self, who: Who, order: usize) -> String {
        let present = &self.orders[order];
        if !self.sees(who, order) {
            return NOT_FOUND.into();
        }
        match present.last_on.filter(|last| last.by == who) {
            Some(last) if last.is_taken_back => return DONE.into(),
            _ if !present.waits() => return format!("refused: {}", present.status()),
            None => return "refused: Gone".into(),
            Some(_) if present.is_acted_on() => return "refused: AlreadyDecided".into(),
            Some(_) if !present.open().is_empty() => return PASSED_ON.into(),
            Some(_) => {}
        }
        let last = present.releases.last().copied().filter(|last| self.would_have_it(who, order, *last));
        let Some(last) = last else { return PASSED_ON.into() };
        let answer = self.unless_stuck(|model| model.come_back(order, last));
        if answer == DONE { answer } else { PASSED_ON.into() }
    }

    /// Whether it would be theirs to decide again.
    fn would_have_it(&self, who: Who, order: usize, last: Release) -> bool {
        let present = &self.orders[order];
        let is_own = present.orderer == who && !self.rules[who.company()].releases_own;
        let has_decided = present.level() > 1 || !present.last_decided(who, 0).is_empty();
        self.is_approver(last.in_charge) && self.chain(last.in_charge, self.today).contains(&who) && !is_own && has_decided
    }

    fn come_back(&mut self, order: usize, last: Release) -> String {
        let present = &mut self.orders[order];
        present.releases.pop();
        present.in_charge = Some(last.in_charge);
        present.events.push("release_taken_back");
        for at in present.last_decided(last.by, present.level()) {
            let line = &mut present.lines[at];
            line.decided = None;
            line.agreed = line.price;
            present.events.push("decision_taken_back");
        }
        if let Some(last_on) = &mut present.last_on {
            last_on.is_taken_back = true;
        }
        present.asked.clear();
        self.begin_turn(order);
        DONE.into()
    }
}

pub const PASSED_ON: &str = "refused: PassedOn";

impl Order {
    /// Whether somebody has done something since it went on the last time.
    fn is_acted_on(&self) -> bool {
        let decisions = || self.lines.iter().filter_map(|line| line.decided);
        let overrules = decisions().any(|decision| decision.overruled_by.is_some() && decision.overruled_at == self.level());
        overrules || decisions().any(|decision| decision.level == Some(self.level()))
    }

    /// The lines that somebody decided last, of what they decided when it had been released so often.
    fn last_decided(&self, who: Who, level: usize) -> Vec<usize> {
        let turn =
            |line: &Line| line.decided.filter(|made| !line.is_gone && made.by == who && made.level == Some(level)).map(|made| made.turn);
        let last = self.lines.iter().filter_map(turn).max();
        (0..self.lines.len()).filter(|at| last.is_some() && turn(&self.lines[*at]) == last).collect()
    }
}

impl World<'_> {
    pub async fn retract(&self, by: Who, order: usize) -> String {
        let (store, order) = (&self.portal.store, self.orders[order]);
        let Some(approver) = self.approver(by) else { return NOT_FOUND.into() };
        let history = store.order_for_release(approver, order).await.map(|order| order.history).unwrap_or_default();
        let passed_on = history.iter().rfind(|entry| matches!(entry.event, AuditEvent::OrderPassedOn { .. }));
        let released_at = passed_on.map_or(store.now(), |entry| entry.happened_at);
        told(store.retract(approver, order, released_at).await)
    }
}
