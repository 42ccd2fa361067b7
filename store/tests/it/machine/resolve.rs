//! What the numbers of a step mean by now.

use super::{
    cast::{By, CAST, Who},
    model::Model,
    rule::Rule,
    step::Step,
};
use std::iter::once;

impl Model {
    /// The step with everybody and everything that it names; nothing where there is no such thing yet.
    pub fn resolve(&self, step: &Step) -> Option<Step> {
        let mut step = step.clone();
        let count = self.orders.len();
        match &mut step {
            Step::Fill { who, pays, .. } | Step::Order { who, pays, .. } => pays.resolve(who.company()),
            Step::ByMail { key, order, act } => {
                // Mostly one that came lately.
                let back = key.checked_rem(self.keys.len())?;
                *key = self.keys.len() - 1 - back;
                let at = order.map_or(self.keys[*key].order, |order| order % count);
                *order = Some(at);
                act.resolve(self.orders[at].open(), self.orders[at].level());
            }
            Step::Decide { order, .. }
            | Step::DecideAll { order, .. }
            | Step::TakeBack { order, .. }
            | Step::Retract { order, .. }
            | Step::Withdraw { order, .. }
            | Step::Revise { order, .. }
            | Step::TakeAgain { order, .. }
            | Step::Advance { order, .. } => *order = order.checked_rem(count)?,
            Step::Confirm { order, level, .. } => {
                *order = order.checked_rem(count)?;
                *level = self.orders[*order].level().saturating_sub(*level);
            }
            Step::Bulk { orders, .. } => {
                for (order, open) in orders {
                    *order = order.checked_rem(count)?;
                    *open = self.orders[*order].open();
                }
            }
            Step::Back { absence, .. } => *absence = absence.checked_rem(self.absences.len())?,
            Step::Rule { rule: Rule::EndStanding(at), .. } => *at = at.checked_rem(self.standing.len())?,
            _ => {}
        }
        self.resolve_decider(&mut step);
        self.resolve_approvers(&mut step);
        Some(step)
    }

    fn resolve_approvers(&self, step: &mut Step) {
        let approvers = self.approvers(0);
        let settle = |who: &mut Who| {
            if let Some(number) = who.0.checked_sub(CAST.len()) {
                *who = approvers[number % approvers.len()];
            }
        };
        match step {
            Step::Bulk { by, .. } | Step::Back { by, .. } => settle(by),
            Step::Away { by, away, substitute, .. } => [by, away, substitute].into_iter().for_each(settle),
            Step::Change { by, who, approver, successor, .. } => [by, who, approver].into_iter().chain(successor).for_each(settle),
            Step::Delete { by, who, successor } => [by, who].into_iter().chain(successor).for_each(settle),
            Step::Rule { by, rule } => once(by).chain(rule.people()).for_each(settle),
            _ => {}
        }
    }

    fn resolve_decider(&self, step: &mut Step) {
        if let Step::Decide { by, order, .. }
        | Step::DecideAll { by, order, .. }
        | Step::Confirm { by, order, .. }
        | Step::TakeBack { by, order, .. }
        | Step::Revise { by, order, .. } = step
        {
            *by = By::One(self.decider(*by, *order));
        }
        if let Step::Retract { by, order } = step {
            *by = By::One(self.retractor(*by, *order));
        }
        if let Step::DecideAll { order, open, .. } = step {
            *open = self.orders[*order].open();
        }
    }

    /// Mostly whoever has released it last.
    fn retractor(&self, by: By, order: usize) -> Who {
        let last = self.orders[order].last_on.map(|last| last.by);
        last.filter(|_| matches!(by, By::InCharge | By::Orderer)).unwrap_or_else(|| self.decider(by, order))
    }

    fn decider(&self, by: By, order: usize) -> Who {
        let orderer = self.orders[order].orderer;
        match by {
            By::InCharge => self.orders[order].in_charge.unwrap_or(orderer),
            By::Deputy => self.deputy(order).unwrap_or(orderer),
            By::Asked => self.orders[order].asked.first().copied().or_else(|| self.deputy(order)).unwrap_or(orderer),
            By::Orderer => orderer,
            By::One(who) => who,
        }
    }
}
