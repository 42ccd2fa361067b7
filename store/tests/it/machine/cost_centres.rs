//! Cost centres and who is to pay: in the plain model, and in the store.

use super::{
    cast::{SECOND, Who},
    model::Model,
    picture::Names,
    told::{DONE, NOT_FOUND, REFUSED, in_short},
    world::World,
};
use domain::{CostCentreId, Rappen};
use proptest::{collection::vec, option, prelude::*};
use store::{Approver, CostCentreData};

/// All cost centres: who looks after them at first, and their numbers. The last one is of the second company.
pub const CENTRES: [(Who, &str); 3] = [(Who(0), "100"), (Who(1), "200"), (Who(SECOND), "100")];

#[derive(Clone)]
pub struct Centre {
    pub company: usize,
    pub approver: Who,
    pub per_year: Option<i64>,
    pub is_archived: bool,
}

/// Which cost centres are to pay: one for the order, and others for the lines of some articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pays {
    pub order: Option<usize>,
    pub own: Vec<(usize, usize)>,
}

impl Pays {
    /// The one that is to pay for the line of this article alone; a line on the cost centre of its order has none of its own.
    pub fn own_of(&self, article: usize) -> Option<usize> {
        let (_, chosen) = self.own.iter().find(|(of, _)| *of == article)?;
        Some(*chosen).filter(|chosen| self.order != Some(*chosen))
    }

    /// What somebody of this company means by it: mostly what is theirs.
    pub fn resolve(&mut self, company: usize) {
        let chosen = self.order.iter_mut().chain(self.own.iter_mut().map(|(_, centre)| centre));
        for centre in chosen.filter(|_| company == 1) {
            *centre = if *centre + 1 == CENTRES.len() { 0 } else { CENTRES.len() - 1 };
        }
    }
}

/// Nobody pays, or one for all, or others for single lines.
pub fn pays() -> impl Strategy<Value = Pays> {
    let own = vec((0..4_usize, centre()), 0..3);
    prop_oneof![
        1 => Just(Pays::default()),
        3 => (option::weighted(0.7, centre()), own).prop_map(|(order, own)| Pays { order, own }),
    ]
}

/// Mostly one of the first company.
pub fn centre() -> impl Strategy<Value = usize> {
    prop_oneof![12 => 0..CENTRES.len() - 1, 1 => Just(CENTRES.len() - 1)]
}

impl Centre {
    /// All of them, as they are at first.
    pub fn all() -> Vec<Self> {
        CENTRES.map(|(approver, _)| Self { company: approver.company(), approver, per_year: None, is_archived: false }).into()
    }

    /// Whether an order can be too much for it.
    pub fn is_limited(&self) -> bool {
        self.per_year.is_some() && !self.is_archived
    }
}

/// What it is called on orders.
pub fn label(centre: usize) -> String {
    format!("{} Empfang", CENTRES[centre].1)
}

impl Model {
    pub fn set_budget(&mut self, by: Who, centre: usize, per_year: Option<i64>, approver: Who) -> String {
        if self.centres[centre].company != by.company() {
            return NOT_FOUND.into();
        }
        if approver.company() != by.company() || !self.is_approver(approver) {
            return REFUSED.into();
        }
        let centre = &mut self.centres[centre];
        (centre.per_year, centre.approver) = (per_year, approver);
        DONE.into()
    }

    pub fn archive(&mut self, by: Who, centre: usize, is_archived: bool) -> String {
        let centre = &mut self.centres[centre];
        if centre.company != by.company() {
            return NOT_FOUND.into();
        }
        centre.is_archived = is_archived;
        DONE.into()
    }

    /// Whether somebody can choose it.
    pub fn can_choose(&self, who: Who, centre: usize) -> bool {
        self.centres[centre].company == who.company() && !self.centres[centre].is_archived
    }
}

/// The cost centres and what is gone of each, as the model says.
pub fn drawn(model: &Model, names: &Names) -> Vec<String> {
    let line = |(at, centre): (usize, &Centre)| {
        let (company, approver, number) = (&names.keys[centre.company], names.user_name(centre.approver), CENTRES[at].1);
        let (used, reserved) = model.year_of(at, None);
        told((company.as_str(), number), (centre.per_year, approver.as_str()), (used, reserved), centre.is_archived)
    };
    model.centres.iter().enumerate().map(line).collect()
}

/// The same, as the store tells an approver of a company.
pub async fn photographed(world: &World<'_>, company: usize, approver: &Approver) -> Vec<String> {
    let rows = world.portal.store.cost_centres(approver).await.expect("cost centres").rows;
    let company = world.names.keys[company].as_str();
    let line = |row: &store::CostCentre| {
        let (per_year, looks_after) = (row.data.per_year.map(|amount| amount.0), row.approver_name.replace(" Muster", ""));
        let gone = (row.usage.used.0, row.usage.reserved.0);
        told((company, row.data.number.as_str()), (per_year, looks_after.as_str()), gone, row.is_archived)
    };
    rows.iter().map(line).collect()
}

fn told(
    (company, number): (&str, &str),
    (per_year, approver): (Option<i64>, &str),
    (used, reserved): (i64, i64),
    is_archived: bool,
) -> String {
    let per_year = per_year.map_or_else(|| "-".into(), |amount| amount.to_string());
    let end = if is_archived { ", archived" } else { "" };
    format!("{company} has {number} of {approver}: {per_year} a year, {used} used, {reserved} reserved{end}")
}

impl World<'_> {
    /// A new cost centre.
    pub async fn found(&self, centre: usize) -> CostCentreId {
        let (who, _) = CENTRES[centre];
        let caller = self.approver(who).expect("an approver at first");
        self.portal.store.save_cost_centre(caller, None, self.data(centre, None, who)).await.expect("a cost centre")
    }

    fn data(&self, centre: usize, per_year: Option<i64>, approver: Who) -> CostCentreData {
        let number = CENTRES[centre].1.into();
        CostCentreData { number, name: "Empfang".into(), per_year: per_year.map(Rappen), approver_id: self.id(approver) }
    }

    pub async fn set_budget(&self, caller: &Approver, centre: usize, per_year: Option<i64>, approver: Who) -> String {
        let data = self.data(centre, per_year, approver);
        in_short(self.portal.store.save_cost_centre(caller, Some(self.centres[centre]), data).await.map(drop))
    }

    pub async fn archive(&self, caller: &Approver, centre: usize, is_archived: bool) -> String {
        in_short(self.portal.store.archive_cost_centre(caller, self.centres[centre], is_archived).await)
    }
}
