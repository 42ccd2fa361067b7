//! Orders that nobody who is there could decide, in the plain model: every order is followed through every day on which somebody is
//! away, as one that is above every limit, and that may exceed any budget on which somebody has a say.

use super::{
    cast::Who,
    hierarchy::{Way, Why},
    model::Model,
    order::{Release, are_for_budgets},
    told::{DONE, REFUSED},
};
use domain::ApprovalKind;
use jiff::{ToSpan, civil::Date};
use std::{collections::BTreeSet, iter::once};

/// So many people release an order because of budgets that is looked at, from where it is on.
const MOST_SAYS: usize = 3;

/// How far an order has come that is looked at.
struct Stage {
    in_charge: Who,
    way: Way,
    /// Who has decided on its lines there.
    deciders: Vec<Who>,
    /// How many have had a say on budgets from where it was on.
    says: usize,
}

/// Who orders, who is in charge when it gets stuck, and who is there then and may not decide it.
pub type DeadEnd = (Who, Who, Who);

impl Model {
    /// What is done, unless it is refused, or leaves orders stuck that were not before: then nothing has happened.
    pub fn unless_stuck(&mut self, act: impl FnOnce(&mut Self) -> String) -> String {
        let (before, known) = (self.clone(), self.dead_ends());
        let answer = act(self);
        if answer == DONE && self.dead_ends().is_subset(&known) {
            return answer;
        }
        *self = before;
        if answer == DONE { REFUSED.into() } else { answer }
    }

    /// Where orders get stuck, of those that wait and of those that somebody may place who has an approver.
    pub fn dead_ends(&self) -> BTreeSet<DeadEnd> {
        let mut found = BTreeSet::new();
        for order in self.orders.iter().filter(|order| order.waits()) {
            let mut responsible: Vec<_> = self.responsible(order).into_iter().map(|(who, _)| who).collect();
            // Its orderer may still change it, so that it exceeds any budget.
            if order.level() == 0 {
                responsible.extend(self.owners(order.orderer));
            }
            let way = Way { total: i64::MAX, releases: order.releases.clone(), barred: order.releasers(), responsible };
            self.follow((order.orderer, order.in_charge), (way, order.deciders()), &mut found);
        }
        let new = |responsible| (Way { total: i64::MAX, releases: vec![], barred: vec![], responsible }, vec![]);
        for (at, person) in self.people.iter().enumerate().filter(|(_, person)| person.is_there) {
            self.follow((Who(at), person.approver), new(vec![]), &mut found);
            let responsible = self.owners(Who(at));
            for one in &responsible {
                self.follow((Who(at), Some(*one)), new(responsible.clone()), &mut found);
            }
        }
        found
    }

    /// Of whoever has no approver, what goes beyond budgets goes to those who look after them, first to any of them.
    fn owners(&self, orderer: Who) -> Vec<Who> {
        let person = &self.people[orderer.0];
        let has_none = person.is_there && person.approver.is_none() && person.kind != ApprovalKind::Approver;
        let budgets = self.centres.iter().filter(|one| has_none && one.company == orderer.company() && one.is_limited());
        budgets.map(|centre| centre.approver).collect()
    }

    fn follow(&self, (orderer, in_charge): (Who, Option<Who>), (mut way, deciders): (Way, Vec<Who>), found: &mut BTreeSet<DeadEnd>) {
        if !self.rules[orderer.company()].releases_own {
            way.barred.push(orderer);
        }
        if let Some(in_charge) = in_charge {
            self.walk(orderer, &Stage { in_charge, way, deciders, says: 1 }, self.today, found);
        }
    }

    /// From this day on, whoever is there that day releases it and it goes on, or it is stuck.
    fn walk(&self, orderer: Who, stage: &Stage, from: Date, found: &mut BTreeSet<DeadEnd>) {
        let (mut seen, last, in_charge) = (BTreeSet::new(), self.last_change(), stage.in_charge);
        for day in from.series(1.day()).take_while(|day| *day <= last) {
            let present = self.present(in_charge, day);
            if self.stops(orderer, &stage.way, present) {
                found.insert((orderer, in_charge, present));
                continue;
            }
            for next in self.branches(stage, present, day) {
                let is_for_budget = next.way.releases.last().is_some_and(|release| release.is_for_budget);
                // The same on a later day leads nowhere else.
                if seen.insert((present, next.in_charge, is_for_budget, next.way.responsible.clone())) {
                    self.walk(orderer, &next, day, found);
                }
            }
        }
    }

    /// Whether somebody who is there may not decide it.
    fn stops(&self, orderer: Who, way: &Way, present: Who) -> bool {
        let is_own = present == orderer && !self.rules[orderer.company()].releases_own;
        is_own || (way.barred.contains(&present) && !are_for_budgets(&way.releases))
    }

    /// Where it may go on this day once `by` has released it: to any one who has a say on a budget, while few have had one, or to
    /// whoever comes after all of these.
    fn branches(&self, stage: &Stage, by: Who, day: Date) -> Vec<Stage> {
        let mut way = stage.way.clone();
        way.releases.push(Release { in_charge: stage.in_charge, by, is_for_budget: false });
        way.barred.push(by);
        way.barred.extend(&stage.deciders);
        let has_said_yes = |who: Who| way.releases.iter().any(|release| release.by == self.present(who, day));
        let may_be_next = way.responsible.iter().copied().filter(|_| stage.says < MOST_SAYS).map(Some);
        let to = |one: Option<Who>| {
            let mut asked = Way { responsible: one.into_iter().collect(), ..way.clone() };
            let (next, why) = self.onward(&asked, day)?;
            let is_for_budget = why == Why::Budget;
            asked.releases.last_mut()?.is_for_budget = is_for_budget;
            // Once it has gone on for something else, only those are asked for whom somebody has said yes, once they are back.
            let is_left = |other: &Who| one.map_or_else(|| has_said_yes(*other) && !way.barred.contains(other), |one| one != *other);
            asked.responsible = way.responsible.iter().copied().filter(is_left).collect();
            let says = stage.says + usize::from(is_for_budget);
            (is_for_budget == one.is_some()).then_some(Stage { in_charge: next, way: asked, deciders: vec![], says })
        };
        once(None).chain(may_be_next).filter_map(to).collect()
    }

    /// The day on which everybody is back.
    fn last_change(&self) -> Date {
        let last = self.absences.iter().filter(|absence| !absence.is_ended).map(|absence| absence.last).max();
        last.map_or(self.today, |last| last.max(self.today) + 1.day())
    }
}
