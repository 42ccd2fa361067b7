//! Who decides: approvers, and whoever stands in for them; in the plain model, and in the store.

use super::{
    cast::{Who, approver},
    model::Model,
    order::are_for_budgets,
    step::Step,
    told::{DONE, NOT_FOUND, REFUSED, in_short, told},
    world::World,
};
use jiff::{ToSpan, civil::Date};
use proptest::prelude::*;

/// Somebody enters that an approver is away, or that they are back.
pub fn being_away() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (approver(), approver(), approver(), -1..2_i64, 0..3_i64)
            .prop_map(|(by, away, substitute, first, days)| Step::Away { by, away, substitute, first, days }),
        1 => (approver(), 0..9_usize).prop_map(|(by, absence)| Step::Back { by, absence }),
    ]
}

#[derive(Clone)]
pub struct Absence {
    pub away: Who,
    pub substitute: Who,
    pub first: Date,
    pub last: Date,
    pub is_ended: bool,
}

impl Model {
    /// Whoever is in charge, whoever stands in for them on this day, whoever stands in for those, and so on.
    pub fn chain(&self, in_charge: Who, day: Date) -> Vec<Who> {
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

    /// Who is there in the place of an approver.
    pub fn present(&self, who: Who, day: Date) -> Who {
        self.chain(who, day).pop().unwrap_or(who)
    }

    /// Nobody decides what they have ordered themselves, unless their company lets them, and nobody confirms their own release, unless
    /// that is for one more budget.
    pub fn is_barred(&self, who: Who, order: usize) -> bool {
        let order = &self.orders[order];
        let is_own = order.orderer == who && !self.rules[who.company()].releases_own;
        is_own || (order.releasers().contains(&who) && !are_for_budgets(&order.releases))
    }

    /// Whoever is in charge, or was asked as well and is an approver still, or stands in for one of them.
    pub fn may_decide(&self, who: Who, order: usize) -> bool {
        let asked = self.orders[order].asked.iter().copied().filter(|asked| self.is_approver(*asked));
        let mut all = self.orders[order].in_charge.into_iter().chain(asked);
        let is_in_chain = all.any(|one| self.chain(one, self.today).contains(&who));
        self.is_approver(who) && is_in_chain && !self.is_barred(who, order)
    }

    /// Who may read it as an approver: whoever has released it may read on.
    pub fn sees(&self, who: Who, order: usize) -> bool {
        self.may_decide(who, order) || (self.is_approver(who) && self.orders[order].releasers().contains(&who))
    }

    /// Who hears of the order today: whoever is in charge, or whoever stands in, if they may decide it.
    pub fn deputy(&self, order: usize) -> Option<Who> {
        let in_charge = self.orders[order].in_charge?;
        let present = self.present(in_charge, self.today);
        Some(if self.is_barred(present, order) { in_charge } else { present })
    }

    /// The present absences and those to come.
    pub fn coming_absences(&self) -> Vec<usize> {
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
        if self.coming_absences().iter().any(same) {
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
    pub fn fits(&self, new: &Absence) -> bool {
        let overlaps = |at: usize| {
            let other = &self.absences[at];
            other.away == new.away && other.first <= new.last && new.first <= other.last
        };
        let mut days = new.first.max(self.today).series(1.day()).take_while(|day| *day <= new.last);
        let is_circle = days.any(|day| self.chain(new.substitute, day).contains(&new.away));
        new.away != new.substitute && new.last >= self.today && !self.coming_absences().into_iter().any(overlaps) && !is_circle
    }

    pub fn end(&mut self, by: Who, absence: usize) -> String {
        if !self.is_approver(by) || self.absences[absence].away.company() != by.company() {
            return NOT_FOUND.into();
        }
        self.absences[absence].is_ended = true;
        DONE.into()
    }
}

impl World<'_> {
    pub async fn enter(&mut self, by: Who, (away, substitute): (Who, Who), first: i64, days: i64) -> String {
        let Some(caller) = self.approver(by) else { return NOT_FOUND.into() };
        let first = self.today() + first.days();
        let absence = domain::Absence { approver: self.id(away), substitute: self.id(substitute), first, last: first + days.days() };
        let answer = in_short(self.portal.store.enter_absence(caller, absence).await);
        if answer == DONE {
            let rows = self.portal.store.absences(caller).await.expect("a list").rows;
            self.absences.extend(rows.iter().map(|row| row.id).find(|id| !self.absences.contains(id)));
        }
        answer
    }

    pub async fn end(&self, by: Who, absence: usize) -> String {
        let Some(caller) = self.approver(by) else { return NOT_FOUND.into() };
        told(self.portal.store.end_absence(caller, self.absences[absence]).await)
    }
}
