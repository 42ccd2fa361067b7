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

/// So many people release an order because of budgets that is looked at.
const MOST_SAYS: usize = 3;

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
            let responsible = self.responsible(order).into_iter().map(|(who, _)| who).collect();
            let way = Way { total: i64::MAX, releases: order.releases.clone(), barred: order.releasers(), responsible };
            self.follow((order.orderer, order.in_charge), way, &mut found);
        }
        let new = |responsible| Way { total: i64::MAX, releases: vec![], barred: vec![], responsible };
        for (at, person) in self.people.iter().enumerate().filter(|(_, person)| person.is_there) {
            self.follow((Who(at), person.approver), new(vec![]), &mut found);
            // Of whoever has no approver, what goes beyond budgets goes to those who look after them, first to any of them.
            let has_none = person.approver.is_none() && person.kind != ApprovalKind::Approver;
            let budgets = self.centres.iter().filter(|one| has_none && one.company == Who(at).company() && one.is_limited());
            let responsible: Vec<_> = budgets.map(|centre| centre.approver).collect();
            for one in &responsible {
                self.follow((Who(at), Some(*one)), new(responsible.clone()), &mut found);
            }
        }
        found
    }

    fn follow(&self, (orderer, in_charge): (Who, Option<Who>), mut way: Way, found: &mut BTreeSet<DeadEnd>) {
        if !self.rules[orderer.company()].releases_own {
            way.barred.push(orderer);
        }
        if let Some(in_charge) = in_charge {
            self.walk(orderer, (in_charge, way), self.today, found);
        }
    }

    /// From this day on, whoever is there that day releases it and it goes on, or it is stuck.
    fn walk(&self, orderer: Who, (in_charge, way): (Who, Way), from: Date, found: &mut BTreeSet<DeadEnd>) {
        let (mut seen, last) = (BTreeSet::new(), self.last_change());
        for day in from.series(1.day()).take_while(|day| *day <= last) {
            let present = self.present(in_charge, day);
            if self.stops(orderer, &way, present) {
                found.insert((orderer, in_charge, present));
                continue;
            }
            for (next, way) in self.branches(&way, (in_charge, present), day) {
                let is_for_budget = way.releases.last().is_some_and(|release| release.is_for_budget);
                // The same on a later day leads nowhere else.
                if seen.insert((present, next, is_for_budget)) {
                    self.walk(orderer, (next, way), day, found);
                }
            }
        }
    }

    /// Whether somebody who is there may not decide it.
    fn stops(&self, orderer: Who, way: &Way, present: Who) -> bool {
        let is_own = present == orderer && !self.rules[orderer.company()].releases_own;
        is_own || (way.barred.contains(&present) && !are_for_budgets(&way.releases))
    }

    /// Where it may go on this day once `by` has released it: to any one who has a say on a budget, while few have released it, or to
    /// whoever comes after all of these.
    fn branches(&self, way: &Way, (in_charge, by): (Who, Who), day: Date) -> Vec<(Who, Way)> {
        let mut way = way.clone();
        way.releases.push(Release { in_charge, by, is_for_budget: false });
        way.barred.push(by);
        let may_be_next = way.responsible.iter().copied().filter(|_| way.releases.len() < MOST_SAYS).map(Some);
        let to = |one: Option<Who>| {
            let mut asked = Way { responsible: one.into_iter().collect(), ..way.clone() };
            let (next, why) = self.onward(&asked, day)?;
            let is_for_budget = why == Why::Budget;
            asked.releases.last_mut()?.is_for_budget = is_for_budget;
            // Once it has gone on for something else, no budget has a say any more.
            asked.responsible = way.responsible.iter().copied().filter(|other| one.is_some_and(|one| one != *other)).collect();
            (is_for_budget == one.is_some()).then_some((next, asked))
        };
        once(None).chain(may_be_next).filter_map(to).collect()
    }

    /// The day on which everybody is back.
    fn last_change(&self) -> Date {
        let last = self.absences.iter().filter(|absence| !absence.is_ended).map(|absence| absence.last).max();
        last.map_or(self.today, |last| last.max(self.today) + 1.day())
    }
}
