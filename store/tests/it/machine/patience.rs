//! Orders that wait too long: in the plain model, and in the store.

use super::{
    cast::Who,
    clock::worked,
    model::Model,
    told::{DONE, told},
    world::World,
};
use domain::{Nudge, Patience};
use futures::future::join;
use jiff::{SignedDuration, Timestamp};
use proptest::{option, prelude::*};
use store::Approver;

/// After how many working hours whoever is to decide is reminded, and somebody else is asked as well.
pub type Hours = (Option<u16>, Option<u16>);

/// A turn of whoever is in charge.
#[derive(Clone)]
pub struct Wait {
    counts_from: Timestamp,
    is_reminded: bool,
    is_escalated: bool,
}

/// Mostly so few that they pass.
pub fn hours() -> impl Strategy<Value = Hours> {
    (option::weighted(0.8, 1..6_u16), option::weighted(0.8, 1..8_u16))
        .prop_map(|(remind, more)| (remind, more.map(|more| remind.unwrap_or_default() + more)))
}

impl Model {
    /// What waits begins a new turn, unless nothing has changed.
    pub fn set_patience(&mut self, company: usize, hours: Hours) -> String {
        if self.rules[company].patience != hours {
            self.rules[company].patience = hours;
            for order in 0..self.orders.len() {
                if self.orders[order].orderer.company() == company && self.orders[order].waits() {
                    self.begin_turn(order);
                }
            }
        }
        DONE.into()
    }

    /// Asks whoever is in charge from now on; whoever was asked before has nothing to do with it any more.
    pub fn ask(&mut self, kind: &'static str, order: usize) {
        self.orders[order].asked.clear();
        self.begin_turn(order);
        self.write_to_deputy(kind, order);
    }

    pub fn begin_turn(&mut self, order: usize) {
        let company = self.orders[order].orderer.company();
        let is_endless = self.rules[company].patience == (None, None);
        let new = Wait { counts_from: self.now, is_reminded: false, is_escalated: false };
        self.orders[order].wait = (!is_endless).then_some(new);
    }

    /// Somebody has done something about it: what is still to be done counts from now.
    pub fn defer(&mut self, order: usize) {
        let now = self.now;
        if let Some(wait) = &mut self.orders[order].wait {
            wait.counts_from = now;
        }
    }

    /// Everything that is due is done.
    pub fn nudge(&mut self) -> String {
        let mut done = 0;
        for order in 0..self.orders.len() {
            while let Some(nudge) = self.due(order) {
                self.do_nudge(order, nudge);
                done += 1;
            }
        }
        format!("{done} done")
    }

    fn due(&self, order: usize) -> Option<Nudge> {
        let present = &self.orders[order];
        let wait = present.wait.as_ref().filter(|_| present.waits())?;
        let (remind, escalate) = self.rules[present.orderer.company()].patience;
        let passed = worked(wait.counts_from, self.now);
        let is_due = |hours: Option<u16>| hours.is_some_and(|hours| passed >= SignedDuration::from_hours(hours.into()));
        if is_due(remind) && !wait.is_reminded {
            Some(Nudge::Reminder)
        } else if is_due(escalate) && !wait.is_escalated {
            Some(Nudge::Escalation)
        } else {
            None
        }
    }

    fn do_nudge(&mut self, order: usize, nudge: Nudge) {
        let asked = self.can_help(order);
        let Some(wait) = &mut self.orders[order].wait else { return };
        if nudge == Nudge::Reminder {
            wait.is_reminded = true;
            self.orders[order].events.push("overdue_reminded");
            self.write_to_deputy("release_overdue", order);
            return;
        }
        wait.is_escalated = true;
        self.orders[order].events.extend((!asked.is_empty()).then_some("order_escalated"));
        for who in asked {
            if !self.orders[order].asked.contains(&who) {
                self.orders[order].asked.push(who);
            }
            self.write("release_escalated", self.present(who, self.today), order);
        }
    }

    /// Who is asked as well: the next one above whoever is in charge who can decide it or is represented by somebody who can, has
    /// not released it and does not have it already; where there is none, every other approver who is there and can.
    fn can_help(&self, order: usize) -> Vec<Who> {
        let Some(in_charge) = self.orders[order].in_charge else { return vec![] };
        let there = |who: Who| self.present(who, self.today);
        let releasers = self.orders[order].releasers();
        let can = |who: Who| self.is_approver(who) && !self.is_barred(who, order) && !releasers.contains(&who);
        let helps = |who: Who| can(who) && can(there(who)) && ![in_charge, there(in_charge)].contains(&there(who));
        match self.superiors(in_charge).into_iter().find(|who| helps(*who)) {
            Some(superior) => vec![superior],
            None => self.approvers(in_charge.company()).into_iter().filter(|who| there(*who) == *who && helps(*who)).collect(),
        }
    }

    /// Who was asked as well and hears of it today, or who stands in for them.
    pub fn asked_today(&self, order: usize) -> Vec<Who> {
        let has_it = [self.orders[order].in_charge, self.deputy(order)];
        let mut all = vec![];
        for one in self.orders[order].asked.iter().copied().filter(|one| self.is_approver(*one)) {
            let present = self.present(one, self.today);
            let there = if self.may_decide(present, order) { present } else { one };
            if self.may_decide(there, order) && !has_it.contains(&Some(there)) && !all.contains(&there) {
                all.push(there);
            }
        }
        all
    }
}

/// How often the portal looks at most until nothing is due any more.
const ROUNDS: usize = 4;

impl World<'_> {
    pub async fn set_patience(&self, caller: &Approver, (remind_after, escalate_after): Hours) -> String {
        told(self.portal.store.set_patience(caller, Patience { remind_after, escalate_after }).await)
    }

    /// Two servers do whatever is due, both at once.
    pub async fn nudge(&self) -> String {
        let (store, mut done) = (&self.portal.store, 0);
        for _ in 0..ROUNDS {
            let all = store.due_waits(1000).await.expect("a list");
            let ours: Vec<_> = all.into_iter().filter(|due| self.orders.contains(&due.order_id())).collect();
            if ours.is_empty() {
                return format!("{done} done");
            }
            for due in ours {
                let (one, other) = join(store.nudge(due), store.nudge(due)).await;
                done += [one, other].into_iter().filter(|is_done| *is_done.as_ref().expect("looked at")).count();
            }
        }
        "never done".into()
    }
}
