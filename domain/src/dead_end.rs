//! Orders that nobody could decide: found before the rule is saved that would bring them about.

use crate::{
    absence::{Absence, deputy},
    hierarchy::{Hierarchy, Release, Way, Why},
    id::ContactId,
    money::Rappen,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// Everything that rules who may decide an order on which day.
#[derive(Clone, Debug)]
pub struct Rules {
    /// How far a release goes.
    pub hierarchy: Hierarchy,
    /// Whether approvers may release what they have ordered themselves.
    pub releases_own: bool,
    /// The absences that are not over.
    pub absences: Vec<Absence>,
    /// The present day.
    pub today: Date,
}

/// Orders that are alike: those that wait, or those that somebody may place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Case {
    /// Who orders.
    pub orderer: ContactId,
    /// Who is in charge.
    pub in_charge: ContactId,
    /// Who has released it, where it has gone on already: in charge, and by whom.
    pub releases: Vec<(ContactId, ContactId)>,
    /// Everybody who has released it, or decided on one of its lines before it went on.
    pub people: Vec<ContactId>,
    /// Everybody who has decided on one of its lines since: where it goes on from here, it is nothing that they would confirm.
    pub deciders: Vec<ContactId>,
    /// Who may have a say on budgets that it exceeds.
    pub responsible: Vec<ContactId>,
    /// Whether it has gone on to whoever is in charge because of budgets alone.
    pub is_for_budget: bool,
}

/// Why somebody may not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bar {
    /// They have ordered it themselves.
    Ordered,
    /// They have released it already.
    Released,
}

/// Orders that nobody who is there may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DeadEnd {
    /// Who orders.
    pub orderer: ContactId,
    /// Who is in charge when it gets stuck.
    pub in_charge: ContactId,
    /// Who is there to decide it, and may not: whoever is in charge, or stands in for them.
    pub present: ContactId,
    /// Why not.
    pub bar: Bar,
    /// The first day on which that is so.
    pub from: Date,
}

impl DeadEnd {
    /// Whether both are the same, perhaps from another day on.
    #[must_use]
    pub fn is_as(&self, other: &Self) -> bool {
        *self == Self { from: self.from, ..*other }
    }
}

impl Rules {
    /// Where orders get stuck, from this day on, each once and with the first day.
    ///
    /// An order may be released on one day and confirmed on another, with other people there. So each stage is looked at on each day
    /// on which somebody else is there or would get it next, and what follows from it on that day and later ones. The order is looked at
    /// as one above every limit: a smaller one goes a part of the same way. Of those who may have a say on budgets it is looked at as one
    /// in which any of them have it, one after the other: no more than three of them, since it takes no more to get stuck than the
    /// last one, from whom it goes on, and whoever has released it before. Once it goes on for something else, only those are asked
    /// after all for whom somebody has said yes while they were away, and who are back: what exceeds the budgets of the others is
    /// rejected, or is not in it.
    #[must_use]
    pub fn dead_ends<'c>(&self, cases: impl IntoIterator<Item = &'c Case>) -> Vec<DeadEnd> {
        let days = self.days();
        let is_approver = |who: ContactId| self.hierarchy.ranks.iter().any(|rank| rank.approver == who);
        let mut known = HashMap::new();
        let mut found = Vec::new();
        for case in cases {
            // Whoever is no approver decides for nobody: all of theirs go the same ways.
            let orderer = if is_approver(case.orderer) { case.orderer } else { ContactId(Uuid::nil()) };
            let alike = Case { orderer, ..case.clone() };
            let ends = known.entry(alike).or_insert_with_key(|case| self.follow(case, &days));
            for end in &*ends {
                note(&mut found, DeadEnd { orderer: case.orderer, ..*end });
            }
        }
        found
    }

    /// Where orders of one kind get stuck.
    fn follow(&self, case: &Case, days: &[Date]) -> Vec<DeadEnd> {
        let release = |(in_charge, by): &(ContactId, ContactId)| Release { in_charge: *in_charge, by: *by };
        let own = (!self.releases_own).then_some(case.orderer);
        let barred = own.into_iter().chain(case.people.iter().copied()).collect();
        let releases = case.releases.iter().map(release).collect();
        let way = Way { total: Rappen(i64::MAX), releases, barred, responsible: Vec::new() };
        let Case { in_charge, is_for_budget, responsible, deciders, .. } = case.clone();
        let mut found = Vec::new();
        self.walk(case, &Stage { in_charge, is_for_budget, way, deciders, responsible, says: 1 }, days, &mut found);
        found
    }

    /// Today, and the days on which somebody goes away or comes back.
    fn days(&self) -> Vec<Date> {
        let changes = self.absences.iter().flat_map(|absence| [Some(absence.first), absence.last.tomorrow().ok()]).flatten();
        let mut days: Vec<_> = changes.filter(|day| *day > self.today).chain([self.today]).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Follows an order that has come to a stage on the first of these days.
    fn walk(&self, case: &Case, stage: &Stage, days: &[Date], found: &mut Vec<DeadEnd>) {
        let (mut seen, in_charge) = (Vec::new(), stage.in_charge);
        for (at, from) in days.iter().enumerate() {
            let present = deputy(&self.absences, in_charge, *from);
            if self.bars(case, stage, present) {
                let bar = if present == case.orderer { Bar::Ordered } else { Bar::Released };
                note(found, DeadEnd { orderer: case.orderer, in_charge, present, bar, from: *from });
                continue;
            }
            for next in self.after(stage, present, *from) {
                let place = (present, next.in_charge, next.says, next.responsible.clone());
                if !seen.contains(&place) {
                    seen.push(place);
                    // Each release bars one more person, or takes one who has a say on a budget, so the way ends.
                    self.walk(case, &next, &days[at..], found);
                }
            }
        }
    }

    /// Whether `who` may not decide it there.
    fn bars(&self, case: &Case, stage: &Stage, who: ContactId) -> bool {
        let is_own = who == case.orderer && !self.releases_own;
        is_own || (!stage.is_for_budget && stage.way.barred.contains(&who))
    }

    /// Where it may go on this day once `by` has released it there.
    fn after(&self, stage: &Stage, by: ContactId, on: Date) -> Vec<Stage> {
        let present = |who| deputy(&self.absences, who, on);
        let mut way = stage.way.clone();
        way.releases.push(Release { in_charge: stage.in_charge, by });
        way.barred.extend(std::iter::once(by).chain(stage.deciders.iter().copied()));
        let has_said_yes = |who: ContactId| way.releases.iter().any(|release| release.by == present(who));
        let to = |one: Option<ContactId>| {
            let way = Way { responsible: one.into_iter().collect(), ..way.clone() };
            let onward = self.hierarchy.onward_today(&way, present)?;
            // Budgets come first, and whoever has no say any more changes nothing.
            let is_budget = onward.why == Why::Budget;
            let is_left = |other: &ContactId| one.map_or_else(|| has_said_yes(*other) && !way.barred.contains(other), |one| one != *other);
            let responsible = stage.responsible.iter().copied().filter(is_left).collect();
            let is_for_budget = is_budget && (stage.is_for_budget || stage.way.releases.is_empty());
            let says = stage.says + usize::from(is_budget);
            let next = Stage { in_charge: onward.to, is_for_budget, way, deciders: Vec::new(), responsible, says };
            (is_budget == one.is_some()).then_some(next)
        };
        let somebody = stage.responsible.iter().copied().filter(|_| stage.says < MOST_SAYS).map(Some);
        std::iter::once(None).chain(somebody).filter_map(to).collect()
    }
}

/// So many people have a say on budgets of an order that is looked at, from where it is on.
const MOST_SAYS: usize = 3;

/// How far an order has come.
struct Stage {
    in_charge: ContactId,
    /// Whether it has come there because of budgets alone: then nobody is barred who has released it.
    is_for_budget: bool,
    way: Way,
    /// Who has decided on its lines there so far.
    deciders: Vec<ContactId>,
    /// Who may have a say on budgets after that.
    responsible: Vec<ContactId>,
    /// How many have had one, whoever is in charge among them.
    says: usize,
}

fn note(found: &mut Vec<DeadEnd>, new: DeadEnd) {
    match found.iter_mut().find(|known| known.is_as(&new)) {
        Some(known) => known.from = known.from.min(new.from),
        None => found.push(new),
    }
}

#[cfg(test)]
mod tests;
