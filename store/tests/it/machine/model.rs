//! What must come of each step, written down as plainly as can be: lists in memory, and loops over them.

use super::step::{By, CAST, Step, Who};
use domain::{ApprovalKind, ReviewReason, SupplyStatus, Verdict};
use jiff::civil::Date;

/// Prices of the four articles, in Rappen, at the beginning.
pub const PRICES: [i64; 4] = [1250, 990, 4500, 105];

/// Everything that the portal should know.
#[derive(Clone)]
pub struct Model {
    pub people: Vec<Person>,
    pub orders: Vec<Order>,
    pub absences: Vec<Absence>,
    /// The orders that were handed over, in this order.
    pub handed_over: Vec<usize>,
    /// Mails about orders, as `kind to name`.
    pub mails: Vec<(&'static str, Who)>,
    pub today: Date,
    pub prices: [i64; 4],
    pub assortments: [[bool; 4]; 2],
    pub carts: usize,
}

#[derive(Clone)]
pub struct Person {
    pub kind: ApprovalKind,
    pub approver: Option<Who>,
    pub is_there: bool,
    pub cart: Option<Cart>,
    pub form: Option<Form>,
    pub sent: Vec<(Form, usize)>,
}

#[derive(Clone)]
pub struct Cart {
    pub key: usize,
    pub lines: Vec<(usize, u32)>,
}

/// What somebody saw of their cart: articles, quantities, prices.
#[derive(Clone, PartialEq)]
pub struct Form {
    pub key: usize,
    pub lines: Vec<(usize, u32, i64)>,
    pub is_altered: bool,
}

#[derive(Clone)]
pub struct Order {
    pub orderer: Who,
    pub in_charge: Option<Who>,
    pub lines: Vec<Line>,
    pub is_withdrawn: bool,
    /// How far the supplier is, once it has the order.
    pub supply: Option<SupplyStatus>,
    /// What the audit chain must say.
    pub events: Vec<&'static str>,
}

#[derive(Clone, PartialEq)]
pub struct Line {
    /// Where it came into the order, or the one did in whose stead it stands.
    pub place: usize,
    /// Whether its orderer has taken it out, or another one stands in its stead.
    pub is_gone: bool,
    pub article: usize,
    pub quantity: u32,
    /// As ordered, and as agreed on last.
    pub price: i64,
    pub agreed: i64,
    pub review: Option<ReviewReason>,
    pub decided: Option<(Verdict, Who)>,
    /// Whether it was asked again at some time.
    pub is_asked_again: bool,
}

#[derive(Clone)]
pub struct Absence {
    pub away: Who,
    pub substitute: Who,
    pub first: Date,
    pub last: Date,
    pub is_ended: bool,
}

impl Line {
    pub fn is_open(&self) -> bool {
        !self.is_gone && self.review.is_some() && self.decided.is_none()
    }

    pub fn goes_out(&self) -> bool {
        match self.decided {
            Some((verdict, _)) => verdict == Verdict::Released,
            None => self.review.is_none(),
        }
    }
}

impl Order {
    pub fn open(&self) -> Vec<u32> {
        (1..).zip(&self.lines).filter(|(_, line)| line.is_open()).map(|(position, _)| position).collect()
    }

    /// How many lines wait to be decided again.
    pub fn asked_again(&self) -> usize {
        if self.is_withdrawn { 0 } else { self.lines.iter().filter(|line| line.is_open() && line.is_asked_again).count() }
    }

    /// Whether it still waits for somebody.
    pub fn waits(&self) -> bool {
        !self.is_withdrawn && !self.open().is_empty()
    }

    pub fn status(&self) -> &'static str {
        match self.supply {
            _ if self.is_withdrawn => "withdrawn",
            Some(SupplyStatus::Received) => "handed_over",
            Some(status) => status.word(),
            None if !self.waits() => "rejected",
            None if self.present().any(|(_, line)| line.decided.is_some()) => "partly_decided",
            None => "waiting",
        }
    }
}

impl Model {
    pub fn new(today: Date) -> Self {
        let kinds = [
            (ApprovalKind::Approver, None),
            (ApprovalKind::Approver, None),
            (ApprovalKind::AlwaysReview, Some(Who(1))),
            (ApprovalKind::AlwaysReview, Some(Who(0))),
            (ApprovalKind::ReviewOutsideAssortment, Some(Who(1))),
            (ApprovalKind::Unrestricted, None),
            (ApprovalKind::Approver, None),
            (ApprovalKind::AlwaysReview, Some(Who(6))),
        ];
        let person = |(kind, approver)| Person { kind, approver, is_there: true, cart: None, form: None, sent: vec![] };
        Self {
            people: kinds.map(person).into(),
            orders: vec![],
            absences: vec![],
            handed_over: vec![],
            mails: vec![],
            today,
            prices: PRICES,
            assortments: [[false; 4]; 2],
            carts: 0,
        }
    }

    /// The step with everybody and everything that it names; nothing where there is no such thing yet.
    pub fn resolve(&self, step: &Step) -> Option<Step> {
        let mut step = step.clone();
        let count = self.orders.len();
        match &mut step {
            Step::Decide { order, .. }
            | Step::DecideAll { order, .. }
            | Step::TakeBack { order, .. }
            | Step::Withdraw { order, .. }
            | Step::Revise { order, .. }
            | Step::TakeAgain { order, .. }
            | Step::Advance { order, .. } => *order = order.checked_rem(count)?,
            Step::Bulk { orders, .. } => {
                for (order, open) in orders {
                    *order = order.checked_rem(count)?;
                    *open = self.orders[*order].open();
                }
            }
            Step::Back { absence, .. } => *absence = absence.checked_rem(self.absences.len())?,
            _ => {}
        }
        self.resolve_decider(&mut step);
        self.resolve_approvers(&mut step);
        Some(step)
    }

    fn resolve_approvers(&self, step: &mut Step) {
        let approvers = self.approvers(0);
        let settle = |who: &mut Who| {
            if let Some(number) = who.0.checked_sub(CAST.len()) {
                *who = approvers[number % approvers.len()];
            }
        };
        match step {
            Step::Bulk { by, .. } | Step::Back { by, .. } => settle(by),
            Step::Away { by, away, substitute, .. } => [by, away, substitute].into_iter().for_each(settle),
            Step::Change { by, who, approver, successor, .. } => [by, who, approver].into_iter().chain(successor).for_each(settle),
            Step::Delete { by, who, successor } => [by, who].into_iter().chain(successor).for_each(settle),
            _ => {}
        }
    }

    fn resolve_decider(&self, step: &mut Step) {
        if let Step::Decide { by, order, .. }
        | Step::DecideAll { by, order, .. }
        | Step::TakeBack { by, order, .. }
        | Step::Revise { by, order, .. } = step
        {
            *by = By::One(self.decider(*by, *order));
        }
        if let Step::DecideAll { order, open, .. } = step {
            *open = self.orders[*order].open();
        }
    }

    fn decider(&self, by: By, order: usize) -> Who {
        let orderer = self.orders[order].orderer;
        match by {
            By::InCharge => self.orders[order].in_charge.unwrap_or(orderer),
            By::Deputy => self.deputy(order).unwrap_or(orderer),
            By::Orderer => orderer,
            By::One(who) => who,
        }
    }

    /// Lets a step happen, and tells how it must come out.
    pub fn apply(&mut self, step: &Step) -> String {
        match step {
            Step::Fill { who, lines } => self.fill(*who, lines),
            Step::Send { who, is_altered } => self.send(*who, *is_altered),
            Step::Order { who, lines } => self.fill(*who, lines) + ", " + &self.send(*who, false),
            Step::Decide { by: By::One(who), order, lines } => self.decide(*who, *order, lines),
            Step::DecideAll { by: By::One(who), order, verdict, open } => self.decide(*who, *order, &with(open, *verdict)),
            Step::TakeBack { by: By::One(who), order, position } => self.take_back(*who, *order, *position),
            Step::Bulk { by, orders } => {
                let answers: Vec<_> = orders.iter().map(|(order, open)| self.decide(*by, *order, &with(open, Verdict::Released))).collect();
                answers.join(", ")
            }
            Step::Withdraw { who, order } => self.withdraw(*who, *order),
            Step::Revise { by: By::One(who), order, wishes } => self.revise(*who, *order, wishes),
            Step::TakeAgain { who, order, lines } => self.take_again(*who, *order, *lines),
            Step::Reprice { article, price } => {
                self.prices[*article] = *price;
                "done".into()
            }
            Step::Agree { company, article, is_in } => {
                self.assortments[*company][*article] = *is_in;
                "done".into()
            }
            Step::Away { by, away, substitute, first, days } => {
                self.unless_stuck(|model| model.enter(*by, (*away, *substitute), *first, *days))
            }
            Step::Back { by, absence } => self.end(*by, *absence),
            Step::Change { by, who, kind, approver, successor } => {
                self.unless_stuck(|model| model.change(*by, *who, (*kind, *approver), *successor))
            }
            Step::Delete { by, who, successor } => self.unless_stuck(|model| model.delete(*by, *who, *successor)),
            Step::Advance { order, to } => self.advance(*order, *to),
            Step::Pass { .. } | Step::Decide { .. } | Step::DecideAll { .. } | Step::TakeBack { .. } | Step::Revise { .. } => "done".into(),
        }
    }

    pub fn is_approver(&self, who: Who) -> bool {
        self.people[who.0].is_there && self.people[who.0].kind == ApprovalKind::Approver
    }

    /// Everybody who is an approver of this company.
    pub fn approvers(&self, company: usize) -> Vec<Who> {
        (0..CAST.len()).map(Who).filter(|who| who.company() == company && self.is_approver(*who)).collect()
    }
}

fn with(open: &[u32], verdict: Verdict) -> Vec<(u32, Verdict)> {
    open.iter().map(|position| (*position, verdict)).collect()
}
