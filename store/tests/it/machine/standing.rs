//! What is released for good: in the plain model, and in the store.

use super::{
    cast::Who,
    hierarchy::with_tax,
    model::Model,
    order::Line,
    told::{DONE, NOT_FOUND, REFUSED, in_short},
    world::World,
};
use domain::{ApprovalKind, Rappen, ReviewReason};
use store::{Approver, StandingRelease};

/// Lines of an article are released up to a sum: those of one orderer, or everybody's of a company.
#[derive(Clone)]
pub struct Standing {
    pub company: usize,
    pub article: usize,
    pub orderer: Option<Who>,
    pub up_to: i64,
    pub is_ended: bool,
}

impl Model {
    pub fn release_for_good(&mut self, by: Who, article: usize, orderer: Option<Who>, up_to: i64) -> String {
        let company = by.company();
        let is_reviewed = |who: Who| {
            let person = &self.people[who.0];
            let is_reviewed = matches!(person.kind, ApprovalKind::AlwaysReview | ApprovalKind::ReviewOutsideAssortment);
            who.company() == company && person.is_there && is_reviewed
        };
        let is_known = orderer.is_none_or(is_reviewed);
        let is_above_limit = self.people[by.0].release_limit.is_some_and(|limit| with_tax(up_to) > limit);
        if !is_known || up_to <= 0 || self.rules[company].needs_four_eyes || is_above_limit {
            return REFUSED.into();
        }
        let new = Standing { company, article, orderer, up_to, is_ended: false };
        let mut in_force = self.standing.iter_mut().filter(|one| !one.is_ended);
        match in_force.find(|one| (one.company, one.article, one.orderer) == (company, article, orderer)) {
            Some(before) if before.up_to == up_to => return DONE.into(),
            Some(before) => before.is_ended = true,
            None => {}
        }
        self.standing.push(new);
        DONE.into()
    }

    pub fn end_standing(&mut self, by: Who, at: usize) -> String {
        if self.standing[at].company != by.company() {
            return NOT_FOUND.into();
        }
        self.standing[at].is_ended = true;
        DONE.into()
    }

    /// What holds for somebody alone ends once their orders are reviewed no more.
    pub fn end_standing_of(&mut self, who: Who) {
        for one in self.standing.iter_mut().filter(|one| one.orderer == Some(who)) {
            one.is_ended = true;
        }
    }

    /// Up to how much somebody may order of an article at a time; nothing where two people release each order.
    fn allowance(&self, who: Who, article: usize) -> Option<i64> {
        let is_about = |one: &&Standing| one.company == who.company() && one.article == article && one.orderer.is_none_or(|one| one == who);
        let in_force = self.standing.iter().filter(|one| !one.is_ended && !self.rules[one.company].needs_four_eyes);
        in_force.filter(is_about).map(|one| one.up_to).max()
    }

    /// A line as it is ordered now, which is too much if there is a reason `over`.
    pub fn ordered(&self, who: Who, place: usize, (article, quantity): (usize, u32), over: Option<ReviewReason>) -> Line {
        let (kind, price) = (self.people[who.0].kind, self.prices[article]);
        let is_agreed = self.rules[who.company()].assortment[article];
        let own = match kind {
            ApprovalKind::AlwaysReview => Some(ReviewReason::EveryOrder),
            ApprovalKind::ReviewOutsideAssortment if !is_agreed => Some(ReviewReason::OutsideAssortment),
            _ => None,
        };
        let allowance = self.allowance(who, article);
        let is_free = allowance.is_some_and(|up_to| price * i64::from(quantity) <= up_to);
        let beyond = over.filter(|_| kind != ApprovalKind::Approver);
        let review = own.filter(|_| !is_free).or(beyond);
        let freed = allowance.filter(|_| own.is_some() && review.is_none());
        let (is_gone, is_asked_again, own, decided) = (false, false, None, None);
        Line { place, is_gone, article, quantity, own, price, agreed: price, review, freed, decided, is_asked_again }
    }
}

impl World<'_> {
    pub async fn release_for_good(&mut self, caller: &Approver, article: usize, orderer: Option<Who>, up_to: i64) -> String {
        let (article, orderer) = (self.offers[article].id, orderer.map(|who| self.id(who)));
        let release = StandingRelease { article, orderer, up_to: Rappen(up_to) };
        let answer = in_short(self.portal.store.set_standing_release(caller, release).await);
        if answer == DONE {
            let rows = self.portal.store.standing_releases(caller, None, u32::MAX).await.expect("a list");
            self.standing.extend(rows.iter().map(|row| row.id).find(|id| !self.standing.contains(id)));
        }
        answer
    }
}
