//! Orders that nobody could decide: found before the rule is saved that would bring them about.

use crate::{
    absence::{Absence, deputy},
    hierarchy::{Hierarchy, Release, Way},
    id::ContactId,
    money::Rappen,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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
    /// Everybody who has released it or decided on one of its lines since.
    pub people: Vec<ContactId>,
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
    /// on which somebody else is there or would get it next, and what follows from it on that day and later ones. The order is looked at as one above every
    /// limit: a smaller one goes a part of the same way.
    #[must_use]
    pub fn dead_ends<'c>(&self, cases: impl IntoIterator<Item = &'c Case>) -> Vec<DeadEnd> {
        let days = self.days();
        let mut found = Vec::new();
        for case in cases {
            let release = |(in_charge, by): &(ContactId, ContactId)| Release { in_charge: *in_charge, by: *by };
            let own = (!self.releases_own).then_some(case.orderer);
            let barred = own.into_iter().chain(case.people.iter().copied()).collect();
            let way = Way { total: Rappen(i64::MAX), releases: case.releases.iter().map(release).collect(), barred };
            self.walk(case, (case.in_charge, way), &days, &mut found);
        }
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

    /// Follows an order that has come to `in_charge` on the first of these days.
    fn walk(&self, case: &Case, (in_charge, way): (ContactId, Way), days: &[Date], found: &mut Vec<DeadEnd>) {
        let mut seen = Vec::new();
        for (at, from) in days.iter().enumerate() {
            let present = deputy(&self.absences, in_charge, *from);
            if way.barred.contains(&present) {
                let bar = if present == case.orderer { Bar::Ordered } else { Bar::Released };
                note(found, DeadEnd { orderer: case.orderer, in_charge, present, bar, from: *from });
                continue;
            }
            let mut way = way.clone();
            way.releases.push(Release { in_charge, by: present });
            way.barred.push(present);
            let next = self.hierarchy.onward_today(&way, |who| deputy(&self.absences, who, *from)).map(|onward| onward.to);
            if seen.contains(&(present, next)) {
                continue;
            }
            seen.push((present, next));
            // Each release bars one more person, so the way ends.
            if let Some(next) = next {
                self.walk(case, (next, way), &days[at..], found);
            }
        }
    }
}

fn note(found: &mut Vec<DeadEnd>, new: DeadEnd) {
    match found.iter_mut().find(|known| known.is_as(&new)) {
        Some(known) => known.from = known.from.min(new.from),
        None => found.push(new),
    }
}

#[cfg(test)]
mod tests;
