//! An order of the plain model, and what can be said of it by itself.

use super::{budgets::Charge, cast::Who, freight::Freight, patience::Wait};
use domain::{ReviewReason, SupplyStatus, Verdict};
use jiff::civil::Date;

#[derive(Clone)]
pub struct Order {
    pub orderer: Who,
    pub in_charge: Option<Who>,
    /// Whether whoever looks after a budget that it exceeds has a say.
    pub asks_responsible: bool,
    pub lines: Vec<Line>,
    /// One each time that it went on.
    pub releases: Vec<Release>,
    /// The last time that it went on.
    pub last_on: Option<WentOn>,
    pub is_withdrawn: bool,
    /// The cost centre that pays for all lines that have none of their own.
    pub centre: Option<usize>,
    /// The other order of the same cart.
    pub other: Option<usize>,
    /// What delivery cost when it was placed.
    pub freight: Freight,
    /// Whether it is delivered free though prices have fallen too low for that before it was handed over.
    pub stays_free: bool,
    /// Since when it waits for whoever is in charge, where the company does not let it wait for ever.
    pub wait: Option<Wait>,
    /// Who was asked as well, as it has waited too long.
    pub asked: Vec<Who>,
    /// How far the supplier is, once it has the order.
    pub supply: Option<SupplyStatus>,
    pub handed_over_on: Option<Date>,
    /// What the audit chain must say.
    pub events: Vec<&'static str>,
}

/// Who released an order so that it went on, and whether they have taken that back.
#[derive(Clone, Copy)]
pub struct WentOn {
    pub by: Who,
    pub is_taken_back: bool,
}

/// Who was in charge and who released it, and whether it went on from there for a budget.
#[derive(Clone, Copy)]
pub struct Release {
    pub in_charge: Who,
    pub by: Who,
    pub is_for_budget: bool,
}

#[derive(Clone)]
pub struct Line {
    /// Where it came into the order, or the one did in whose stead it stands.
    pub place: usize,
    /// Whether its orderer has taken it out, or another one stands in its stead.
    pub is_gone: bool,
    pub article: usize,
    pub quantity: u32,
    /// The cost centre that pays for this line alone.
    pub own: Option<usize>,
    /// As ordered, and as agreed on last.
    pub price: i64,
    pub agreed: i64,
    pub review: Option<ReviewReason>,
    /// Up to how much such lines were released for good, if it needed no release because of that.
    pub freed: Option<i64>,
    pub decided: Option<Decision>,
    /// Whether it was asked again at some time.
    pub is_asked_again: bool,
}

#[derive(Clone, Copy)]
pub struct Decision {
    pub verdict: Verdict,
    pub by: Who,
    /// How often the order had been released and gone on by then; `None` where it was decided further on, or rejected there, before a
    /// change has brought the order back.
    pub level: Option<usize>,
    /// Whatever was decided later has a greater one.
    pub turn: usize,
    pub change: Option<Change>,
    /// Who has rejected it to whom the order had gone on.
    pub overruled_by: Option<Who>,
    /// How often the order had been released by then.
    pub overruled_at: usize,
}

/// What is released instead of what was ordered.
#[derive(Clone, Copy, PartialEq)]
pub struct Change {
    pub quantity: u32,
    /// Another article, at this price.
    pub other: Option<(usize, i64)>,
}

/// Whether it went on for budgets and for nothing else: then having released it bars nobody.
pub fn are_for_budgets(releases: &[Release]) -> bool {
    releases.iter().all(|release| release.is_for_budget)
}

impl Decision {
    /// What holds, and by whom: what was overruled is rejected.
    pub fn stands(self) -> (Verdict, Who) {
        self.overruled_by.map_or((self.verdict, self.by), |by| (Verdict::Rejected, by))
    }
}

impl Line {
    pub fn is_open(&self) -> bool {
        !self.is_gone && self.review.is_some() && self.decided.is_none()
    }

    pub fn goes_out(&self) -> bool {
        match self.decided {
            Some(decision) => decision.stands().0 == Verdict::Released,
            None => self.review.is_none(),
        }
    }

    /// What is delivered if it goes out: an article, the price of a unit, and how many.
    pub fn goods(&self) -> (usize, i64, u32) {
        match self.decided.and_then(|decision| decision.change) {
            None => (self.article, self.agreed, self.quantity),
            Some(Change { quantity, other: None }) => (self.article, self.agreed, quantity),
            Some(Change { quantity, other: Some((article, price)) }) => (article, price, quantity),
        }
    }

    /// What it costs as ordered.
    pub fn net(&self) -> i64 {
        self.price * i64::from(self.quantity)
    }
}

impl Order {
    /// How often it was released and went on.
    pub fn level(&self) -> usize {
        self.releases.len()
    }

    /// The line at this position, there still or not.
    pub fn line(&self, position: u32) -> Option<&Line> {
        self.lines.get(usize::try_from(position).ok()?.checked_sub(1)?)
    }

    /// What is there still, with the positions.
    pub fn present(&self) -> impl Iterator<Item = (u32, &Line)> {
        (1..).zip(&self.lines).filter(|(_, line)| !line.is_gone)
    }

    pub fn open(&self) -> Vec<u32> {
        self.present().filter(|(_, line)| line.is_open()).map(|(position, _)| position).collect()
    }

    /// How many lines wait to be decided again.
    pub fn asked_again(&self) -> usize {
        if self.is_withdrawn { 0 } else { self.lines.iter().filter(|line| line.is_open() && line.is_asked_again).count() }
    }

    /// Whether anything is to be delivered, as it stands.
    pub fn goes_out(&self) -> bool {
        self.present().any(|(_, line)| line.goes_out())
    }

    /// Whether it still waits for somebody, be it only to confirm a release.
    pub fn waits(&self) -> bool {
        !self.is_withdrawn && self.supply.is_none() && (!self.open().is_empty() || self.goes_out())
    }

    pub fn status(&self) -> &'static str {
        match self.supply {
            _ if self.is_withdrawn => "withdrawn",
            Some(SupplyStatus::Received) => "handed_over",
            Some(status) => status.word(),
            None if !self.waits() => "rejected",
            None if self.open().is_empty() || self.present().any(|(_, line)| line.decided.is_some()) => "partly_decided",
            None => "waiting",
        }
    }

    /// Everybody who has released it before it went on, or had decided a line of it by then.
    pub fn releasers(&self) -> Vec<Who> {
        let is_before = |decision: &Decision| decision.level.is_some_and(|level| level < self.level());
        let deciders = self.decisions().filter(is_before).map(|decision| decision.by);
        self.releases.iter().map(|release| release.by).chain(deciders).collect()
    }

    /// Everybody who has decided a line of it since.
    pub fn deciders(&self) -> Vec<Who> {
        self.decisions().filter(|decision| decision.level == Some(self.level())).map(|decision| decision.by).collect()
    }

    fn decisions(&self) -> impl Iterator<Item = Decision> {
        self.present().filter_map(|(_, line)| line.decided)
    }

    /// The lines of which budgets were not enough, if those have a say, in the order in which they were placed.
    pub fn beyond_budgets(&self) -> Vec<&Line> {
        let is_beyond = |line: &&Line| self.asks_responsible && line.review == Some(ReviewReason::OverBudget);
        let mut lines: Vec<_> = self.present().map(|(_, line)| line).filter(is_beyond).collect();
        lines.sort_by_key(|line| line.place);
        lines
    }

    /// What goes to the supplier, in the order in which it was placed.
    pub fn delivered(&self) -> Vec<&Line> {
        let mut lines: Vec<_> = self.present().map(|(_, line)| line).filter(|line| line.goes_out()).collect();
        lines.sort_by_key(|line| line.place);
        lines
    }

    /// What comes of a line into a cart again: what was delivered of it, or what was ordered where nothing was.
    pub fn to_be_had_again(&self, line: &Line) -> (usize, u32) {
        let decision = line.decided.filter(|decision| !self.is_withdrawn && decision.overruled_by.is_none());
        match decision.and_then(|decision| decision.change) {
            None => (line.article, line.quantity),
            Some(Change { quantity, other }) => (other.map_or(line.article, |(other, _)| other), quantity),
        }
    }

    /// The cost centre that pays for a line.
    pub fn payer(&self, line: &Line) -> Option<usize> {
        line.own.or(self.centre)
    }

    /// What it costs as ordered.
    pub fn net(&self) -> i64 {
        self.present().map(|(_, line)| line.net()).sum()
    }

    /// What goes to the supplier costs, line by line.
    pub fn delivered_charges(&self) -> Vec<Charge> {
        let charge = |line: &Line| {
            let (_, price, quantity) = line.goods();
            (self.payer(line), price * i64::from(quantity))
        };
        self.delivered().into_iter().map(charge).collect()
    }

    pub fn delivered_net(&self) -> i64 {
        self.delivered_charges().iter().map(|(_, net)| net).sum()
    }
}
