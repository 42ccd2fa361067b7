//! What must come of each step, written down as plainly as can be: lists in memory, and loops over them.

use super::{
    by_mail::Key,
    cast::{By, CAST, SECOND, Who},
    clock::day_of,
    cost_centres::{Centre, Pays},
    decisions::Choice,
    duty::Absence,
    freight::Freight,
    mails::Mail,
    order::Order,
    patience::Hours,
    standing::Standing,
    step::Step,
    told::DONE,
};
use domain::ApprovalKind;
use jiff::{Timestamp, civil::Date};

/// Prices of the four articles, in Rappen, at the beginning.
pub const PRICES: [i64; 4] = [1250, 990, 4500, 105];

/// Everything that the portal should know.
#[derive(Clone)]
pub struct Model {
    pub people: Vec<Person>,
    /// Of each company.
    pub rules: [Rules; 2],
    pub orders: Vec<Order>,
    pub absences: Vec<Absence>,
    /// All that were ever set.
    pub standing: Vec<Standing>,
    pub centres: Vec<Centre>,
    /// The orders that were handed over, in this order.
    pub handed_over: Vec<usize>,
    /// All that were ever written about orders.
    pub mails: Vec<Mail>,
    /// Which companies let their approvers decide by the keys in mails.
    pub by_mail: [bool; 2],
    /// All keys that ever went out.
    pub keys: Vec<Key>,
    pub now: Timestamp,
    pub today: Date,
    pub prices: [i64; 4],
    pub freight: Freight,
    pub sold: [bool; 4],
    pub carts: usize,
    /// How often somebody has decided something.
    pub turns: usize,
}

#[derive(Clone)]
pub struct Person {
    pub kind: ApprovalKind,
    pub approver: Option<Who>,
    pub is_there: bool,
    /// What they may order without a release.
    pub per_order: Option<i64>,
    pub per_month: Option<i64>,
    /// What they release alone, tax included, and to whom orders go on from them.
    pub release_limit: Option<i64>,
    pub superior: Option<Who>,
    pub cart: Option<Cart>,
    pub form: Option<Form>,
    pub sent: Vec<(Form, usize)>,
}

/// What holds for everybody of a company.
#[derive(Clone)]
pub struct Rules {
    pub uses_limits: bool,
    pub needs_four_eyes: bool,
    pub releases_own: bool,
    pub assortment: [bool; 4],
    pub patience: Hours,
}

#[derive(Clone)]
pub struct Cart {
    pub key: usize,
    pub lines: Vec<(usize, u32)>,
}

/// What somebody saw of their cart, articles, quantities and prices, and what delivery costs, and how they send it.
#[derive(Clone, PartialEq)]
pub struct Form {
    pub key: usize,
    pub lines: Vec<(usize, u32, i64)>,
    pub freight: Freight,
    pub pays: Pays,
    pub is_altered: bool,
    pub is_split: bool,
}

impl Model {
    pub fn new(now: Timestamp) -> Self {
        let kinds = [
            (ApprovalKind::Approver, None),
            (ApprovalKind::Approver, None),
            (ApprovalKind::AlwaysReview, Some(Who(1))),
            (ApprovalKind::AlwaysReview, Some(Who(0))),
            (ApprovalKind::ReviewOutsideAssortment, Some(Who(1))),
            (ApprovalKind::Unrestricted, None),
            (ApprovalKind::Approver, None),
            (ApprovalKind::Approver, None),
            (ApprovalKind::AlwaysReview, Some(Who(SECOND))),
        ];
        let assortment = [true, false, false, false];
        let (uses_limits, needs_four_eyes, releases_own, patience) = (false, false, false, (None, None));
        let rules = Rules { uses_limits, needs_four_eyes, releases_own, assortment, patience };
        Self {
            people: kinds.map(|(kind, approver)| Person::new(kind, approver)).into(),
            rules: [rules.clone(), rules],
            orders: vec![],
            absences: vec![],
            standing: vec![],
            centres: Centre::all(),
            handed_over: vec![],
            mails: vec![],
            by_mail: [false; 2],
            keys: vec![],
            now,
            today: day_of(now),
            prices: PRICES,
            freight: None,
            sold: [true; 4],
            carts: 0,
            turns: 0,
        }
    }

    /// Lets a step happen, and tells how it must come out.
    pub fn apply(&mut self, step: &Step) -> String {
        match step {
            Step::Fill { who, lines, pays } => self.fill(*who, lines, pays),
            Step::Send { who, is_altered, is_split } => self.send(*who, *is_altered, *is_split),
            Step::Order { who, lines, pays, is_split } => self.fill(*who, lines, pays) + ", " + &self.send(*who, false, *is_split),
            Step::Decide { by: By::One(who), order, choices } => self.decide(*who, *order, choices),
            Step::DecideAll { by: By::One(who), order, choice, open } => self.decide(*who, *order, &with(open, *choice)),
            Step::Confirm { by: By::One(who), order, level } => self.confirm(*who, *order, *level),
            Step::TakeBack { by: By::One(who), order, position } => self.take_back(*who, *order, *position),
            Step::Retract { by: By::One(who), order } => self.retract(*who, *order),
            Step::Bulk { by, orders } => {
                let answers: Vec<_> = orders.iter().map(|(order, open)| self.decide(*by, *order, &with(open, Choice::RELEASE))).collect();
                answers.join(", ")
            }
            Step::Withdraw { who, order } => self.withdraw(*who, *order),
            Step::Revise { by: By::One(who), order, wishes } => self.revise(*who, *order, wishes),
            Step::TakeAgain { who, order, lines } => self.take_again(*who, *order, *lines),
            Step::Nudge { .. } => self.nudge(),
            Step::Post => self.post(),
            Step::ByMail { key, order: Some(order), act } => self.act_by_mail(*key, *order, act),
            Step::Reprice { article, price } => self.reprice(*article, *price),
            Step::Sell { article, is_sold } => self.sell(*article, *is_sold),
            Step::Freight(freight) => self.set_freight(*freight),
            Step::Agree { company, article, is_in } => self.agree(*company, *article, *is_in),
            Step::Away { by, away, substitute, first, days } => {
                self.unless_stuck(|model| model.enter(*by, (*away, *substitute), *first, *days))
            }
            Step::Back { by, absence } => self.end(*by, *absence),
            Step::Change { by, who, kind, approver, successor } => {
                self.unless_stuck(|model| model.change(*by, *who, (*kind, *approver), *successor))
            }
            Step::Delete { by, who, successor } => self.unless_stuck(|model| model.delete(*by, *who, *successor)),
            Step::Rule { by, rule } => self.rule(*by, rule),
            Step::Advance { order, to } => self.advance(*order, *to),
            Step::Pass { .. }
            | Step::ByMail { .. }
            | Step::Decide { .. }
            | Step::DecideAll { .. }
            | Step::Confirm { .. }
            | Step::TakeBack { .. }
            | Step::Retract { .. }
            | Step::Revise { .. } => DONE.into(),
        }
    }

    pub fn is_approver(&self, who: Who) -> bool {
        self.people[who.0].is_there && self.people[who.0].kind == ApprovalKind::Approver
    }

    /// Everybody who is an approver of this company, the longest-serving first.
    pub fn approvers(&self, company: usize) -> Vec<Who> {
        (0..CAST.len()).map(Who).filter(|who| who.company() == company && self.is_approver(*who)).collect()
    }
}

impl Person {
    fn new(kind: ApprovalKind, approver: Option<Who>) -> Self {
        let (per_order, per_month, release_limit, superior) = (None, None, None, None);
        let (cart, form, sent) = (None, None, vec![]);
        Self { kind, approver, is_there: true, per_order, per_month, release_limit, superior, cart, form, sent }
    }
}

/// The same for all lines that are open.
pub fn with(open: &[u32], choice: Choice) -> Vec<(u32, Choice)> {
    open.iter().map(|position| (*position, choice)).collect()
}
