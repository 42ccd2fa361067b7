//! What the cart costs, what of it needs a release, and who decides. Each row looks at this: it is reckoned once for all of them.

use super::{
    api::{CartLine, Outlook},
    cost_centre::Means,
    state::{CartState, Head, ShownLine, kept},
};
use crate::{
    locale::language,
    show::{Bar, bars},
    text,
    ui::set_if_other,
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

/// What follows from the lines of the cart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reckoning {
    totals: Totals,
    charges: Charges,
    control: Control,
    outlook: Option<Outlook>,
    decider: Option<String>,
}

impl Reckoning {
    fn of(lines: &[ShownLine], head: &Head, chosen: Option<CostCentreId>) -> Self {
        let cost = |line: &CartLine| (payer(line.cost_centre, chosen), line.price.times(line.quantity));
        let charges = Charges::of(kept(lines).map(cost));
        let over = head.means.frames_for(&charges).over(&charges);
        let in_turn: Vec<_> = over.in_turn().collect();
        let outlook = head.outlook.clone().filter(|outlook| head.approver.is_some() || outlook.budgets == in_turn);
        let decider = head.approver.clone().or_else(|| one_after_the_other(&head.means.asked(outlook.as_ref(), &in_turn)));
        Self {
            totals: Totals::delivered(head.freight, kept(lines).map(|line| (line.price, line.quantity))),
            charges,
            control: Control { approval: head.approval, chosen, over },
            outlook,
            decider,
        }
    }
}

/// All that is reckoned of the cart. Each part is told of only when it is another: each of two hundred rows looks at some of them, and
/// none of these has to ask whether something has changed for it while a quantity is typed.
#[derive(Clone, Copy)]
pub struct Reckoned {
    totals: RwSignal<Totals>,
    charges: RwSignal<Charges>,
    control: RwSignal<Control>,
    outlook: RwSignal<Option<Outlook>>,
    decider: RwSignal<Option<String>>,
}

impl Reckoned {
    /// Of these lines, with the cost centre that is chosen for the order.
    pub fn of(lines: &[ShownLine], head: &Head, chosen: Option<CostCentreId>) -> Self {
        let Reckoning { totals, charges, control, outlook, decider } = Reckoning::of(lines, head, chosen);
        Self {
            totals: RwSignal::new(totals),
            charges: RwSignal::new(charges),
            control: RwSignal::new(control),
            outlook: RwSignal::new(outlook),
            decider: RwSignal::new(decider),
        }
    }

    /// Reckons anew, once something of that has changed.
    pub fn reckon(self, lines: &[ShownLine], head: &Head, chosen: Option<CostCentreId>) {
        let Reckoning { totals, charges, control, outlook, decider } = Reckoning::of(lines, head, chosen);
        set_if_other(&self.totals, &totals);
        set_if_other(&self.charges, &charges);
        set_if_other(&self.control, &control);
        set_if_other(&self.outlook, &outlook);
        set_if_other(&self.decider, &decider);
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

    /// What is to come of the order, where somebody may have to release it. Where budgets are exceeded, and others than the server knows
    /// of, it has not said so yet.
    pub fn outlook(self) -> Option<Outlook> {
        self.reckoned().outlook.get()
    }

    /// Who releases what needs it: the caller's approver, else whoever is asked because of the budgets that are exceeded, one after the
    /// other.
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
    /// Who is asked, one after the other, because of budgets that are exceeded: as the server says, or as far as is known before it does.
    fn asked<'a>(&'a self, outlook: Option<&'a Outlook>, in_turn: &[CostCentreId]) -> Vec<&'a str> {
        let by_server = |outlook: &'a Outlook| std::iter::once(&outlook.in_charge).chain(&outlook.then).map(String::as_str).collect();
        outlook.map_or_else(|| self.responsible(in_turn), by_server)
    }

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
