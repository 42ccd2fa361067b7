//! How far a release goes, in the plain model: budgets, limits and superiors, four eyes, and own orders.

use super::{
    cast::Who,
    model::Model,
    order::{Order, Release},
    told::{DONE, REFUSED},
};
use jiff::civil::Date;

/// How far an order has come.
#[derive(Clone)]
pub struct Way {
    /// What it costs, tax included.
    pub total: i64,
    /// One each time that somebody released it.
    pub releases: Vec<Release>,
    /// To whom it does not go.
    pub barred: Vec<Who>,
    /// Who looks after the budgets that it exceeds and has a say, in the order of its lines.
    pub responsible: Vec<Who>,
}

/// Why an order goes on.
#[derive(Clone, Copy, PartialEq)]
pub enum Why {
    Left,
    Budget,
    Limit,
    FourEyes,
}

/// With the tax of 8.1 percent, rounded half up.
pub fn with_tax(net: i64) -> i64 {
    net + (net * 81 + 500) / 1000
}

impl Model {
    /// To whom an order goes on, and why, if it does: to nobody in whose place there is only somebody on this day who may not decide it,
    /// while somebody else would get it for the same reason; and for a budget to nobody in whose place somebody has released it.
    pub fn onward(&self, way: &Way, day: Date) -> Option<(Who, Why)> {
        let company = way.releases.last()?.in_charge.company();
        let has_said_yes = |who: Who| way.releases.iter().any(|release| release.by == self.present(who, day));
        let mut left = way.clone();
        left.responsible.retain(|who| !has_said_yes(*who));
        let (next, why) = self.next(&left, &way.barred)?;
        let represented_in_vain = self.approvers(company).into_iter().filter(|who| way.barred.contains(&self.present(*who, day)));
        let narrow: Vec<_> = way.barred.iter().copied().chain(represented_in_vain).collect();
        let better = self.next(&left, &narrow).filter(|(_, other)| *other == why);
        Some(better.unwrap_or((next, why)))
    }

    /// To whom an order goes on that goes to nobody of `barred`: first to whoever has it from somebody who left and released it, then to
    /// each who looks after a budget and was not in charge yet, then because of a limit, or else for a second pair of eyes, where all
    /// releases are of the same person.
    fn next(&self, way: &Way, barred: &[Who]) -> Option<(Who, Why)> {
        let last = *way.releases.last()?;
        if !self.is_approver(last.by) && !barred.contains(&last.in_charge) {
            return Some((last.in_charge, Why::Left));
        }
        let was_in_charge = |who: Who| way.releases.iter().any(|release| release.in_charge == who);
        let responsible = way.responsible.iter().copied().find(|who| !was_in_charge(*who) && !barred.contains(who));
        if let Some(responsible) = responsible {
            return Some((responsible, Why::Budget));
        }
        let above = self.superiors(last.in_charge).into_iter().find(|who| !barred.contains(who));
        if let Some(superior) = above.filter(|_| self.is_above_limits(way)) {
            return Some((superior, Why::Limit));
        }
        let is_alone = way.releases.iter().all(|release| release.by == last.by);
        let needs_second = self.rules[last.in_charge.company()].needs_four_eyes && is_alone;
        let anybody = || self.approvers(last.in_charge.company()).into_iter().find(|who| !barred.contains(who));
        above.or_else(anybody).filter(|_| needs_second).map(|who| (who, Why::FourEyes))
    }

    /// Whether all who have released it or were in charge have limits, and the greatest is not enough.
    fn is_above_limits(&self, way: &Way) -> bool {
        let people = way.releases.iter().flat_map(|release| [release.in_charge, release.by]);
        let limits: Vec<_> = people.filter(|who| self.is_approver(*who)).map(|who| self.people[who.0].release_limit).collect();
        let greatest = limits.iter().flatten().max();
        limits.iter().all(Option::is_some) && greatest.is_some_and(|limit| *limit < way.total)
    }

    /// Everybody above somebody, the next first.
    pub fn superiors(&self, who: Who) -> Vec<Who> {
        let mut above = vec![];
        let mut present = who;
        while let Some(next) = self.people[present.0].superior.filter(|next| *next != who && !above.contains(next)) {
            above.push(next);
            present = next;
        }
        above
    }

    pub fn rank(&mut self, by: Who, who: Who, (limit, superior): (Option<i64>, Option<Who>)) -> String {
        let is_ours = |one: Who| one.company() == by.company() && self.is_approver(one);
        let is_known = is_ours(who) && superior.is_none_or(is_ours);
        let person = &self.people[who.0];
        let is_as_before = (person.release_limit, person.superior) == (limit, superior);
        if is_known && (is_as_before || self.fits_rank(who, limit, superior)) {
            self.people[who.0].release_limit = limit;
            self.people[who.0].superior = superior;
            DONE.into()
        } else {
            REFUSED.into()
        }
    }

    /// Whether somebody is above whoever has a limit, and nothing that is above it ever comes back.
    fn fits_rank(&self, who: Who, limit: Option<i64>, superior: Option<Who>) -> bool {
        let Some(superior) = superior else { return limit.is_none() };
        superior != who && (limit.is_none() || !self.limits_lead(superior, who))
    }

    /// Whether what is above the limits of `from`, and of whoever comes next, comes to `to`.
    fn limits_lead(&self, from: Who, to: Who) -> bool {
        let mut passed = vec![];
        let mut present = Some(from);
        while let Some(one) = present.filter(|one| *one != to && !passed.contains(one)) {
            passed.push(one);
            present = self.people[one.0].release_limit.and(self.people[one.0].superior);
        }
        present == Some(to)
    }

    pub fn demand_four_eyes(&mut self, company: usize, is_demanded: bool) -> String {
        if is_demanded && self.approvers(company).len() < 2 {
            return REFUSED.into();
        }
        self.rules[company].needs_four_eyes = is_demanded;
        DONE.into()
    }

    pub fn allow_own_releases(&mut self, company: usize, is_allowed: bool) -> String {
        let waits_for_orderer = |order: &Order| order.waits() && order.in_charge == Some(order.orderer);
        if !is_allowed && self.orders.iter().filter(|order| order.orderer.company() == company).any(waits_for_orderer) {
            return REFUSED.into();
        }
        self.rules[company].releases_own = is_allowed;
        DONE.into()
    }

    /// From whom orders go on to this approver.
    pub fn below(&self, who: Who) -> Vec<Who> {
        (0..self.people.len()).map(Who).filter(|one| self.people[one.0].superior == Some(who)).collect()
    }

    /// Whoever goes has no rank any more. From those below, orders go on to the successor, and from there to whoever stood above; whether
    /// that can be.
    pub fn hand_on_ranks(&mut self, who: Who, successor: Option<Who>) -> bool {
        let (below, above) = (self.below(who), self.people[who.0].superior);
        for one in &below {
            let next = if Some(*one) == successor { above.filter(|above| above != one) } else { successor };
            self.people[one.0].superior = next;
        }
        self.people[who.0].release_limit = None;
        self.people[who.0].superior = None;
        below.iter().all(|one| self.fits_rank(*one, self.people[one.0].release_limit, self.people[one.0].superior))
    }
}
