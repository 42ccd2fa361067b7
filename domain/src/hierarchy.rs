//! How far the release of an order goes: whoever looks after a budget that it exceeds, approvers with limits and superiors, and four eyes
//! where a customer wants them.
//!
//! An orderer's own approver decides on every budget: they answer for what this person orders. Where an orderer has none, whoever looks
//! after a budget that is exceeded ([`Over`](crate::Over)) has a say: the one whose budget is exceeded by most decides the lines, and then
//! the order goes on to each of the others, who confirms or rejects single lines of what was released. A person is asked once, however
//! many budgets they look after, and not at all once nothing of what exceeds theirs would be delivered. Only then do limits and four eyes
//! count, with all who have released it by then. A budget wants a say, and no second pair of eyes: whoever stands in for the one who looks
//! after it says yes for them, also where they have released it before ([`Why::Budget`]), and is not asked for the same twice.

mod escalation;

use crate::{id::ContactId, money::Rappen};
use serde::{Deserialize, Serialize};

/// How much an approver releases alone, and who releases what is above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The approver.
    pub approver: ContactId,
    /// What an order may cost, tax included, that they release alone; no limit without it.
    pub limit: Option<Rappen>,
    /// To whom an order goes on from them. Whoever has a limit has a superior.
    pub superior: Option<ContactId>,
}

/// Why a rank cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankFault {
    /// Nobody could release what is above the limit.
    SuperiorMissing,
    /// What is above the limit would come back to the same approver.
    Circle,
}

impl Rank {
    /// An approver of whom nothing is said: no limit, and no superior.
    #[must_use]
    pub const fn free(approver: ContactId) -> Self {
        Self { approver, limit: None, superior: None }
    }

    /// Checks a rank beside those of the others. Along superiors every limit must end with somebody who has none; where an order
    /// goes on from there, for a second pair of eyes only, it may go back down.
    ///
    /// # Errors
    /// [`RankFault`].
    pub fn check(&self, others: &[Self]) -> Result<(), RankFault> {
        let Some(superior) = self.superior else {
            return if self.limit.is_some() { Err(RankFault::SuperiorMissing) } else { Ok(()) };
        };
        if superior == self.approver || (self.limit.is_some() && self.comes_back(others, superior)) {
            return Err(RankFault::Circle);
        }
        Ok(())
    }

    /// Whether the limits lead from `next` back to this approver.
    fn comes_back(&self, others: &[Self], next: ContactId) -> bool {
        let above = |rank: &Self| rank.limit.and(rank.superior);
        let step = |present: &ContactId| others.iter().find(|rank| rank.approver == *present).and_then(above);
        // There are no circles among the others; were there one, it would be left after each rank was passed once.
        std::iter::successors(Some(next), step).take(others.len() + 1).any(|present| present == self.approver)
    }
}

/// A release of a whole order: who was in charge, and who released it, which may be whoever stood in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// Who was in charge.
    pub in_charge: ContactId,
    /// Who released it.
    pub by: ContactId,
}

/// Why an order goes on to somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// Whoever has released it is no approver any more, and whoever is in charge in their stead has not said so far that it may go.
    Left,
    /// It exceeds a budget that they look after. Whoever stands in for them may have released it before.
    Budget,
    /// It costs more than this, the greatest limit of those who have released it.
    Limit(Rappen),
    /// The customer wants two people to release each order.
    FourEyes,
}

/// To whom an order goes on, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Onward {
    /// Who is in charge next.
    pub to: ContactId,
    /// Why.
    pub why: Why,
}

/// What is known of an order whose lines are decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What is to be delivered costs, tax included.
    pub total: Rappen,
    /// Who has released it, the first first.
    pub releases: Vec<Release>,
    /// Whom it cannot go to: whoever has decided on it already, and whoever has ordered it.
    pub barred: Vec<ContactId>,
    /// Who looks after the budgets that it exceeds, in the order in which they have their say; nobody where its orderer has an approver of
    /// their own. Whoever has had it may be among them.
    pub responsible: Vec<ContactId>,
}

/// The approvers of a customer, the longest-serving first, and the rule of four eyes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hierarchy {
    /// Each approver.
    pub ranks: Vec<Rank>,
    /// Whether two people release each order that needs a release.
    pub needs_four_eyes: bool,
}

/// Whether a release is the last word on an order that exceeds nobody else's budget, whoever gives it: where two people are not needed,
/// and whoever is in charge releases any amount alone, so that whoever stands in for them does too.
#[must_use]
pub const fn is_last_word(limit_in_charge: Option<Rappen>, needs_four_eyes: bool) -> bool {
    limit_in_charge.is_none() && !needs_four_eyes
}

impl Hierarchy {
    /// To whom an order goes on after its last release; `None` when it is the supplier's turn.
    ///
    /// Who stands in for somebody releases as much as they do, or as much as themselves, whichever is more. The release of somebody
    /// who is no approver any more stands, and reaches no further: nobody knows how far it would. Where it is the last one, as they
    /// left before the order was decided to its end, it is first for whoever took over to say that it goes, whatever it costs: the
    /// reach of somebody who has not decided is nobody else's to use. Whoever is left out because they have ordered it, or have seen it
    /// already, is passed over. Where nobody is left above, the last word is spoken: no order gets stuck.
    #[must_use]
    pub fn onward(&self, way: &Way) -> Option<Onward> {
        let last = way.releases.last()?;
        if self.rank(last.by).is_none() && self.may(last.in_charge, &way.barred) {
            return Some(Onward { to: last.in_charge, why: Why::Left });
        }
        if let Some(to) = self.next_responsible(way) {
            return Some(Onward { to, why: Why::Budget });
        }
        let above = self.above(last.in_charge, &way.barred);
        let by_limit = self.exceeded(way).zip(above).map(|(limit, to)| Onward { to, why: Why::Limit(limit) });
        by_limit.or_else(|| {
            // Who stood in for somebody who looks after another budget may have released it twice.
            let is_alone = way.releases.iter().all(|release| release.by == last.by);
            let second = above.or_else(|| self.anybody_else(&way.barred)).filter(|_| self.needs_four_eyes && is_alone);
            second.map(|to| Onward { to, why: Why::FourEyes })
        })
    }

    /// All to whom an order will go on if each of them releases it themselves.
    #[must_use]
    pub fn stages(&self, mut way: Way) -> Vec<Onward> {
        let mut stages = Vec::new();
        while let Some(next) = self.onward(&way) {
            stages.push(next);
            way.releases.push(Release { in_charge: next.to, by: next.to });
            way.barred.push(next.to);
        }
        stages
    }

    fn rank(&self, approver: ContactId) -> Option<&Rank> {
        self.ranks.iter().find(|rank| rank.approver == approver)
    }

    /// The first who has not yet had their say on a budget: they were not in charge so far, and may still release it.
    fn next_responsible(&self, way: &Way) -> Option<ContactId> {
        let was_asked = |who: ContactId| way.releases.iter().any(|release| release.in_charge == who);
        way.responsible.iter().copied().find(|who| !was_asked(*who) && self.may(*who, &way.barred))
    }

    /// The greatest limit of those who have released the order and are approvers still, if it costs more.
    fn exceeded(&self, way: &Way) -> Option<Rappen> {
        let who = way.releases.iter().flat_map(|release| [release.in_charge, release.by]);
        let limits: Option<Vec<_>> = who.filter_map(|who| self.rank(who)).map(|rank| rank.limit).collect();
        limits?.into_iter().max().filter(|limit| *limit < way.total)
    }

    /// The first one above `from` who may still release it.
    fn above(&self, from: ContactId, barred: &[ContactId]) -> Option<ContactId> {
        self.superiors(from).find(|superior| self.may(*superior, barred))
    }

    /// Everybody above `from`, the next first.
    fn superiors(&self, from: ContactId) -> impl Iterator<Item = ContactId> {
        let step = |present: &ContactId| self.rank(*present).and_then(|rank| rank.superior);
        // Beyond limits the way may go round.
        std::iter::successors(step(&from), step).take(self.ranks.len()).filter(move |superior| *superior != from)
    }

    fn anybody_else(&self, barred: &[ContactId]) -> Option<ContactId> {
        self.ranks.iter().map(|rank| rank.approver).find(|approver| self.may(*approver, barred))
    }

    fn may(&self, who: ContactId, barred: &[ContactId]) -> bool {
        self.rank(who).is_some() && !barred.contains(&who)
    }
}

#[cfg(test)]
mod tests;
