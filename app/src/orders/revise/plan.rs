//! What is to come of an order that is changed, from what is typed so far: reckoned by the rules by which the store plans it, in the same
//! steps (`store/src/orders/revise/plan.rs`).

use super::api::{Offered, RevisionData, Terms};
use crate::{show::Line, text};
use domain::{
    ArticleId, Charges, CostCentreId, Frames, Language, Rappen, Totals,
    order::{LineState, Step, step},
    review::reason_again,
    revision::{Revision, RevisionFault, Standing},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is typed and ticked so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The quantities of lines, by their positions. What is not named stays as it is.
    pub quantities: BTreeMap<u32, u32>,
    /// What comes along from the cart.
    pub added: BTreeSet<ArticleId>,
}

/// What is to come of the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it is to cost as it is ordered.
    pub totals: Totals,
    /// What would be handed over of it costs, by what pays for it: without what is rejected.
    pub charges: Charges,
    /// What limits it.
    pub frames: Frames,
    lines: Vec<Planned>,
}

/// Where a line stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among the lines of the order, at this position.
    Order(u32),
    /// In the cart.
    Cart(ArticleId),
}

/// A line as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Planned {
    place: Place,
    name: String,
    state: LineState,
}

/// A line that comes, in the stead of another one or from the cart.
struct Coming<'d> {
    place: Place,
    name: &'d str,
    terms: Terms,
    quantity: u32,
    payer: Option<CostCentreId>,
}

impl Plan {
    /// What is wished for.
    ///
    /// # Errors
    /// Why the order cannot be like that. One in which nothing is changed stays as it is.
    pub fn of(data: &RevisionData, wish: &Wish) -> Result<Self, RevisionFault> {
        let along: Vec<_> = data.offered.iter().filter(|offered| wish.added.contains(&offered.article)).collect();
        let revision = revision(data, wish, &along)?;
        let gone: Vec<_> = revision.gone().collect();
        let kept: Vec<_> = data.order.lines.iter().filter(|line| !gone.contains(&line.position)).collect();
        let coming = coming(data, &revision, &along);
        let charges = at_stake(data, &kept, &coming);
        let budget = |id| data.frames.budgets.iter().find(|budget| budget.cost_centre == id).map(|budget| budget.frame);
        let frames = data.frames.of_order(&charges, budget);
        let lines = planned(data, (&kept, &coming), &frames, &charges);
        Ok(Self { totals: totals(data, &kept, &coming), charges, frames, lines })
    }

    /// What is known of a line that stands or comes.
    pub fn state(&self, place: Place) -> Option<LineState> {
        self.lines.iter().find(|line| line.place == place).map(|line| line.state)
    }

    /// Whether somebody still has to decide.
    pub fn waits(&self) -> bool {
        self.step() == Step::Wait
    }

    /// What will happen to the order, in a sentence.
    pub fn sentence(&self, l: Language, approver: &str) -> String {
        let open: Vec<_> = self.lines.iter().filter(|line| line.state.is_open()).collect();
        let is_decided = self.lines.iter().any(|line| line.state.verdict.is_some());
        match (self.step(), &open[..]) {
            (Step::Reject, _) => text::revise::is_rejected(l).into(),
            // Whoever has decided may have to pass it on.
            (Step::HandOver, _) if is_decided => text::revise::goes_unless_confirmed(l).into(),
            (Step::HandOver, _) => text::revise::goes_at_once(l).into(),
            (Step::Wait, open) if open.len() == self.lines.len() => text::revise::waits_for_all(l, approver),
            (Step::Wait, [line]) => text::revise::waits_for_one(l, approver, &line.name),
            (Step::Wait, open) => text::revise::waits_for_some(l, approver, open.len()),
        }
    }

    fn step(&self) -> Step {
        step(&states(&self.lines))
    }
}

/// What becomes of the lines; nothing where nothing is changed.
fn revision(data: &RevisionData, wish: &Wish, along: &[&Offered]) -> Result<Revision, RevisionFault> {
    let present: Vec<_> = data.order.lines.iter().map(|line| Standing { position: line.position, quantity: line.quantity }).collect();
    let taken = present.iter().map(|line| line.position).max().unwrap_or_default();
    let wished: Vec<_> = wish.quantities.iter().map(|(position, quantity)| Standing { position: *position, quantity: *quantity }).collect();
    let added: Vec<_> = along.iter().map(|offered| offered.quantity).collect();
    match Revision::of(&present, taken, &wished, &added) {
        Err(RevisionFault::NothingChanged) => Ok(Revision::default()),
        revision => revision,
    }
}

fn coming<'d>(data: &'d RevisionData, revision: &Revision, along: &[&'d Offered]) -> Vec<Coming<'d>> {
    let instead = |(gone, new): &(Standing, Standing)| {
        let line = data.order.lines.iter().find(|line| line.position == gone.position)?;
        let (terms, payer) = (data.terms(gone.position)?, data.order.payer(line.cost_centre.as_ref()));
        Some(Coming { place: Place::Order(gone.position), name: &line.name, terms, quantity: new.quantity, payer })
    };
    let added = along.iter().map(|offered| Coming {
        place: Place::Cart(offered.article),
        name: &offered.name,
        terms: offered.terms,
        quantity: offered.quantity,
        payer: data.order.payer(offered.cost_centre.as_ref()),
    });
    revision.changed.iter().filter_map(instead).chain(added).collect()
}

fn totals(data: &RevisionData, kept: &[&Line], coming: &[Coming<'_>]) -> Totals {
    let kept = kept.iter().map(|line| (line.price, line.quantity));
    Totals::delivered(data.order.freight, kept.chain(coming.iter().map(|line| (line.terms.price, line.quantity))))
}

fn at_stake(data: &RevisionData, kept: &[&Line], coming: &[Coming<'_>]) -> Charges {
    let kept = kept.iter().filter_map(|line| Some((data.order.payer(line.cost_centre.as_ref()), line.if_released()?.total())));
    Charges::of(kept.chain(coming.iter().map(|line| (line.payer, line.net()))))
}

/// The lines as they are to be: what stays with the decisions on it, what comes judged as if it were placed now.
fn planned(data: &RevisionData, (kept, coming): (&[&Line], &[Coming<'_>]), frames: &Frames, charges: &Charges) -> Vec<Planned> {
    let over = frames.over(charges);
    let stays = |line: &&Line| Planned { place: Place::Order(line.position), name: line.name.clone(), state: line.state() };
    let comes = |line: &Coming<'_>| {
        let review = line.terms.review(data.approval, line.quantity, over.reason(line.payer));
        Planned { place: line.place, name: line.name.to_owned(), state: LineState { review, verdict: None } }
    };
    let mut lines: Vec<_> = kept.iter().map(stays).chain(coming.iter().map(comes)).collect();
    if step(&states(&lines)) == Step::HandOver {
        for (line, planned) in kept.iter().zip(&mut lines) {
            if let Some((_, cause)) = data.asked_again.iter().find(|(position, _)| *position == line.position) {
                planned.state = LineState { review: line.review.or(reason_again(*cause)), verdict: None };
            }
        }
    }
    lines
}

fn states(lines: &[Planned]) -> Vec<LineState> {
    lines.iter().map(|line| line.state).collect()
}

impl Coming<'_> {
    /// What it costs.
    const fn net(&self) -> Rappen {
        self.terms.price.times(self.quantity)
    }
}

#[cfg(test)]
mod tests;
