//! The plain model of who decides: approvers, whoever stands in for them, and whoever takes over.

use super::{
    model::{Absence, Model},
    step::Who,
};
use domain::ApprovalKind;
use jiff::{ToSpan, civil::Date};

const NOT_FOUND: &str = "not found";
const REFUSED: &str = "refused";
const DONE: &str = "done";

impl Model {
    /// Whoever is in charge, whoever stands in for them on this day, whoever stands in for those, and so on.
    fn chain(&self, in_charge: Who, day: Date) -> Vec<Who> {
        let mut chain = vec![in_charge];
        loop {
            let last = chain[chain.len() - 1];
            let is_away = |absence: &&Absence| !absence.is_ended && absence.away == last && absence.first <= day && day <= absence.last;
            match self.absences.iter().find(is_away) {
                Some(absence) if !chain.contains(&absence.substitute) => chain.push(absence.substitute),
                _ => return chain,
            }
        }
    }

    /// Nobody decides what they have ordered themselves.
    pub fn may_decide(&self, who: Who, order: usize) -> bool {
        let order = &self.orders[order];
        let is_in_chain = order.in_charge.is_some_and(|in_charge| self.chain(in_charge, self.today).contains(&who));
        self.is_approver(who) && is_in_chain && order.orderer != who
    }

    /// Who hears of the order today.
    pub fn deputy(&self, order: usize) -> Option<Who> {
        let order = &self.orders[order];
        let in_charge = order.in_charge?;
        let last = self.chain(in_charge, self.today).pop().unwrap_or(in_charge);
        Some(if last == order.orderer { in_charge } else { last })
    }

    /// What waits for somebody in whose place only whoever has ordered it is there, on the present day or one to come.
    fn dead_ends(&self) -> Vec<(Who, Who)> {
        let last_day = self.absences.iter().map(|absence| absence.last).max().unwrap_or(self.today).max(self.today);
        let mut found = Vec::new();
        for order in self.orders.iter().filter(|order| order.waits()) {
            let Some(in_charge) = order.in_charge else { continue };
            let mut days = self.today.series(1.day()).take_while(|day| *day <= last_day);
            if days.any(|day| self.chain(in_charge, day).last() == Some(&order.orderer)) {
                found.push((order.orderer, in_charge));
            }
        }
        found
    }

    /// What is done, unless it leaves orders that nobody could decide and that could be decided before.
    pub fn unless_stuck(&mut self, act: impl FnOnce(&mut Self) -> String) -> String {
        let (before, known) = (self.clone(), self.dead_ends());
        let answer = act(self);
        if self.dead_ends().iter().all(|end| known.contains(end)) {
            return answer;
        }
        *self = before;
        REFUSED.into()
    }

    /// The present absences and those to come.
    fn standing(&self) -> Vec<usize> {
        let mut standing: Vec<_> =
            (0..self.absences.len()).filter(|at| !self.absences[*at].is_ended && self.absences[*at].last >= self.today).collect();
        standing.sort_by_key(|at| (self.absences[*at].first, *at));
        standing
    }

    pub fn enter(&mut self, by: Who, (away, substitute): (Who, Who), first: i64, days: i64) -> String {
        let first = self.today + first.days();
        let last = first + days.days();
        if !self.is_approver(by) {
            return NOT_FOUND.into();
        }
        if [away, substitute].iter().any(|who| who.company() != by.company() || !self.is_approver(*who)) {
            return REFUSED.into();
        }
        let same = |at: &usize| {
            let absence = &self.absences[*at];
            (absence.away, absence.substitute, absence.first, absence.last) == (away, substitute, first, last)
        };
        if self.standing().iter().any(same) {
            return DONE.into();
        }
        let new = Absence { away, substitute, first, last, is_ended: false };
        if !self.fits(&new) {
            return REFUSED.into();
        }
        self.absences.push(new);
        DONE.into()
    }

    /// Whether somebody is there on each of its days, and nobody is away twice.
    fn fits(&self, new: &Absence) -> bool {
        let overlaps = |at: usize| {
            let other = &self.absences[at];
            other.away == new.away && other.first <= new.last && new.first <= other.last
        };
        let mut days = new.first.max(self.today).series(1.day()).take_while(|day| *day <= new.last);
        let is_circle = days.any(|day| self.chain(new.substitute, day).contains(&new.away));
        new.away != new.substitute && new.last >= self.today && !self.standing().into_iter().any(overlaps) && !is_circle
    }

    pub fn end(&mut self, by: Who, absence: usize) -> String {
        if !self.is_approver(by) || self.absences[absence].away.company() != by.company() {
            return NOT_FOUND.into();
        }
        self.absences[absence].is_ended = true;
        DONE.into()
    }

    pub fn change(&mut self, by: Who, who: Who, (kind, approver): (ApprovalKind, Who), successor: Option<Who>) -> String {
        if !self.may_administer(by, who) {
            return NOT_FOUND.into();
        }
        let is_reviewed = matches!(kind, ApprovalKind::AlwaysReview | ApprovalKind::ReviewOutsideAssortment);
        if is_reviewed && (approver == who || approver.company() != by.company() || !self.is_approver(approver)) {
            return REFUSED.into();
        }
        if self.is_approver(who) && kind != ApprovalKind::Approver && !self.let_go(who, successor) {
            return REFUSED.into();
        }
        self.people[who.0].kind = kind;
        self.people[who.0].approver = is_reviewed.then_some(approver);
        DONE.into()
    }

    pub fn delete(&mut self, by: Who, who: Who, successor: Option<Who>) -> String {
        if !self.may_administer(by, who) {
            return NOT_FOUND.into();
        }
        if self.is_approver(who) && !self.let_go(who, successor) {
            return REFUSED.into();
        }
        self.people[who.0].is_there = false;
        DONE.into()
    }

    fn may_administer(&self, by: Who, who: Who) -> bool {
        self.is_approver(by) && by.company() == who.company() && self.people[who.0].is_there
    }

    /// Whether an approver can go, and if so, what moves to the successor.
    fn let_go(&mut self, who: Who, successor: Option<Who>) -> bool {
        if self.approvers(who.company()) == [who] {
            return false;
        }
        let contacts: Vec<_> =
            (0..self.people.len()).filter(|at| self.people[*at].is_there && self.people[*at].approver == Some(who)).collect();
        let orders: Vec<_> =
            (0..self.orders.len()).filter(|at| self.orders[*at].waits() && self.orders[*at].in_charge == Some(who)).collect();
        let stands_in = self.standing().iter().any(|at| self.absences[*at].substitute == who);
        let is_needed = !contacts.is_empty() || !orders.is_empty() || stands_in;
        let fits = |next: Who| next != who && next.company() == who.company() && self.is_approver(next);
        let successor = successor.filter(|next| is_needed && fits(*next));
        if is_needed && successor.is_none_or(|next| orders.iter().any(|at| self.orders[*at].orderer == next)) {
            return false;
        }
        self.hand_on_absences(who, successor);
        for at in contacts {
            self.people[at].approver = successor;
        }
        for at in orders {
            self.orders[at].in_charge = successor;
            self.orders[at].events.push("approver_changed");
            self.mails.extend(self.deputy(at).map(|deputy| ("release_wanted", deputy)));
        }
        true
    }

    /// Nobody stands in for whoever goes; for whom they stood in, the successor does, if that can be.
    fn hand_on_absences(&mut self, who: Who, successor: Option<Who>) {
        let theirs: Vec<_> =
            self.standing().into_iter().filter(|at| [self.absences[*at].away, self.absences[*at].substitute].contains(&who)).collect();
        for at in &theirs {
            self.absences[*at].is_ended = true;
        }
        for at in theirs {
            let Some(substitute) = successor.filter(|_| self.absences[at].substitute == who) else { continue };
            let next = Absence { substitute, is_ended: false, ..self.absences[at] };
            if self.fits(&next) {
                self.absences[at] = next;
            }
        }
    }
}
