//! Orders that nobody who is there could decide, in the plain model: every order is followed through every day on which somebody is
//! away, as one that is above every limit.

use super::{
    cast::Who,
    hierarchy::Way,
    model::Model,
    told::{DONE, REFUSED},
};
use domain::ApprovalKind;
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

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
        let way = |releases, barred| Way { total: i64::MAX, releases, barred };
        for order in self.orders.iter().filter(|order| order.waits()) {
            self.follow((order.orderer, order.in_charge), way(order.releases.clone(), order.releasers()), &mut found);
        }
        for (at, person) in self.people.iter().enumerate().filter(|(_, person)| person.is_there) {
            self.follow((Who(at), person.approver), way(vec![], vec![]), &mut found);
            // Of whoever has no approver, what goes beyond a budget goes to whoever looks after that.
            let has_none = person.approver.is_none() && person.kind != ApprovalKind::Approver;
            for centre in self.centres.iter().filter(|one| has_none && one.company == Who(at).company() && one.is_limited()) {
                self.follow((Who(at), Some(centre.approver)), way(vec![], vec![]), &mut found);
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
            if way.barred.contains(&present) {
                found.insert((orderer, in_charge, present));
                continue;
            }
            let mut way = way.clone();
            way.releases.push((in_charge, present));
            way.barred.push(present);
            let next = self.onward(&way, day);
            // The same on a later day leads nowhere else.
            if let Some(next) = next.filter(|next| seen.insert((present, *next))) {
                self.walk(orderer, (next, way), day, found);
            }
        }
    }

    /// The day on which everybody is back.
    fn last_change(&self) -> Date {
        let last = self.absences.iter().filter(|absence| !absence.is_ended).map(|absence| absence.last).max();
        last.map_or(self.today, |last| last.max(self.today) + 1.day())
    }
}
