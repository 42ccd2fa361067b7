//! What the cart costs, what of it needs a release, and who decides. Each row looks at this: it is reckoned once for all of them.

use super::{
    api::CartLine,
    cost_centre::Means,
    state::{CartState, Head, ShownLine, kept},
};
use crate::{
    locale::language,
    show::{Bar, bars},
    text,
};
use domain::{ApprovalKind, Charges, CostCentreId, Over, ReviewReason, Totals, charge::payer};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// How an order of the cart would be controlled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    approval: ApprovalKind,
    /// The cost centre of the order.
    chosen: Option<CostCentreId>,
    over: Over,
}

impl Control {
    /// How the orders of somebody are controlled for whom nothing is too much.
    #[cfg(test)]
    pub fn of(approval: ApprovalKind) -> Self {
        Self { approval, chosen: None, over: Over::default() }
    }

    /// Why a line needs a release, if it does.
    pub fn review(&self, line: &CartLine) -> Option<ReviewReason> {
        line.review(self.approval, self.over.reason(self.payer(line)))
    }

    /// The cost centre that pays for a line, if one does.
    pub fn payer(&self, line: &CartLine) -> Option<CostCentreId> {
        payer(line.cost_centre, self.chosen)
    }
}

/// All that is reckoned of the cart.
#[derive(Clone, Copy)]
pub struct Reckoned {
    totals: Memo<Totals>,
    charges: Memo<Charges>,
    control: Memo<Control>,
    decider: Memo<Option<String>>,
}

impl Reckoned {
    /// Of these lines, with the cost centre that is chosen for the order.
    pub fn of(lines: RwSignal<Vec<ShownLine>>, head: RwSignal<Head>, chosen: RwSignal<Option<CostCentreId>>) -> Self {
        let totals = Memo::new(move |_| {
            let freight = head.with(|head| head.freight);
            lines.with(|lines| Totals::delivered(freight, kept(lines).map(|line| (line.price, line.quantity))))
        });
        let charges = Memo::new(move |_| {
            let chosen = chosen.get();
            let cost = |line: &CartLine| (payer(line.cost_centre, chosen), line.price.times(line.quantity));
            lines.with(|lines| Charges::of(kept(lines).map(cost)))
        });
        let control = Memo::new(move |_| {
            let (charges, chosen) = (charges.get(), chosen.get());
            head.with(|Head { approval, means, .. }| Control {
                approval: *approval,
                chosen,
                over: means.frames_for(&charges).over(&charges),
            })
        });
        let decider = Memo::new(move |_| {
            let in_turn: Vec<_> = control.with(|control| control.over.in_turn().collect());
            head.with(|head| head.approver.clone().or_else(|| one_after_the_other(&head.means.responsible(&in_turn))))
        });
        Self { totals, charges, control, decider }
    }
}

impl CartState {
    /// What the lines cost that would be ordered.
    pub fn totals(self) -> Totals {
        self.reckoned().totals.get()
    }

    /// How the order would be controlled.
    pub fn control(self) -> Control {
        self.reckoned().control.get()
    }

    /// Why a line needs a release, if it does.
    pub fn review(self, line: &CartLine) -> Option<ReviewReason> {
        self.reckoned().control.with(|control| control.review(line))
    }

    /// Who releases what needs it: the caller's approver, else whoever looks after the budgets that are exceeded, one after the other.
    pub fn decider(self) -> String {
        self.reckoned().decider.get().unwrap_or_else(|| text::cart::your_approver(language()).into())
    }

    /// The cost centre of a line, where it is not that of the order.
    pub fn own_cost_centre(self, line: &CartLine) -> Option<String> {
        let own = line.cost_centre.filter(|own| self.reckoned().control.with(|control| control.chosen != Some(*own)))?;
        self.head().with(|head| head.means.label(own))
    }

    /// What limits the order.
    pub fn bars(self) -> Vec<Bar> {
        let charges = self.reckoned().charges.get();
        self.head().with(|Head { means, .. }| bars(language(), &means.frames_for(&charges), &charges, |payer| means.label(payer)))
    }

    /// Whether something would be ordered for which no cost centre pays.
    pub fn is_unpaid(self) -> bool {
        self.reckoned().charges.with(Charges::are_unpaid)
    }
}

/// By whom something is released that several release in turn.
fn one_after_the_other(names: &[&str]) -> Option<String> {
    let names = names.iter().map(|name| (*name).to_owned());
    names.reduce(|first, next| text::cart::and_then(language(), first, next))
}

impl Means {
    /// Who looks after these cost centres, each once.
    fn responsible(&self, cost_centres: &[CostCentreId]) -> Vec<&str> {
        let mut asked = BTreeSet::new();
        let centres = cost_centres.iter().filter_map(|id| self.cost_centre(*id));
        centres.filter(|centre| asked.insert(centre.approver_id)).map(|centre| centre.approver.as_str()).collect()
    }

    fn label(&self, cost_centre: CostCentreId) -> Option<String> {
        self.cost_centre(cost_centre).map(|centre| centre.label.clone())
    }
}
