//! What can happen, drawn at random. Numbers of people, orders and absences are read modulo how many there are: whatever is left
//! out of a sequence, the rest of it still means something, so that shrinking needs to know nothing of the rules.

use super::{model::PRICES, revision::revising};
use domain::{ApprovalKind, SupplyStatus, Verdict};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::fmt;

/// Everybody of two companies: the last two are of the second one.
pub const CAST: [&str; 8] = ["boss", "zwei", "drei", "immer", "aussen", "frei", "boss", "immer"];
/// Where the second company begins.
pub const SECOND: usize = 6;

/// Somebody of the cast or, beyond it, one of those who are approvers of the first company at that time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who(pub usize);

impl Who {
    /// The number of the company.
    pub const fn company(self) -> usize {
        if self.0 < SECOND { 0 } else { 1 }
    }
}

impl fmt::Debug for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match CAST.get(self.0) {
            Some(name) => write!(f, "{name}{}", ["", " of the others"][self.company()]),
            None => write!(f, "approver {}", self.0 - CAST.len()),
        }
    }
}

/// Who decides.
#[derive(Clone, Copy)]
pub enum By {
    InCharge,
    Deputy,
    Orderer,
    One(Who),
}

impl fmt::Debug for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InCharge => f.write_str("whoever is in charge"),
            Self::Deputy => f.write_str("whoever stands in"),
            Self::Orderer => f.write_str("whoever ordered"),
            Self::One(who) => who.fmt(f),
        }
    }
}

/// What is taken into the cart again.
#[derive(Clone, Copy, Debug)]
pub enum Again {
    All,
    Rejected,
    One(u32),
}

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Step {
    /// Somebody puts articles into the cart and looks at it.
    Fill {
        who: Who,
        lines: Vec<(usize, u32)>,
    },
    /// Somebody sends the form as they saw it last, be it old or sent before, or with another note.
    Send {
        who: Who,
        is_altered: bool,
    },
    /// Both at once.
    Order {
        who: Who,
        lines: Vec<(usize, u32)>,
    },
    /// Somebody decides some lines; a line can be named twice, or not be there.
    Decide {
        by: By,
        order: usize,
        lines: Vec<(u32, Verdict)>,
    },
    /// Somebody decides all lines that are open.
    DecideAll {
        by: By,
        order: usize,
        verdict: Verdict,
        open: Vec<u32>,
    },
    /// Somebody takes the decision on a line back that stands there, if one does.
    TakeBack {
        by: By,
        order: usize,
        position: u32,
    },
    /// Somebody releases all open lines of several orders.
    Bulk {
        by: Who,
        orders: Vec<(usize, Vec<u32>)>,
    },
    Withdraw {
        who: Who,
        order: usize,
    },
    /// Somebody changes an order: another quantity of some lines, 0 for none.
    Revise {
        by: By,
        order: usize,
        wishes: Vec<(u32, u32)>,
    },
    TakeAgain {
        who: Who,
        order: usize,
        lines: Again,
    },
    /// Hours pass.
    Pass {
        hours: i64,
    },
    Reprice {
        article: usize,
        price: i64,
    },
    Agree {
        company: usize,
        article: usize,
        is_in: bool,
    },
    /// Somebody enters that an approver is away, from so many days after today, for so many days.
    Away {
        by: Who,
        away: Who,
        substitute: Who,
        first: i64,
        days: i64,
    },
    Back {
        by: Who,
        absence: usize,
    },
    /// A contact gets another Freigabeart.
    Change {
        by: Who,
        who: Who,
        kind: ApprovalKind,
        approver: Who,
        successor: Option<Who>,
    },
    Delete {
        by: Who,
        who: Who,
        successor: Option<Who>,
    },
    /// The supplier makes a step with what came of an order.
    Advance {
        order: usize,
        to: SupplyStatus,
    },
}

/// A sequence of no more steps than `most`.
pub fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    vec(step(), most / 4..=most)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => ordering(),
        9 => deciding(),
        2 => (who(), order()).prop_map(|(who, order)| Step::Withdraw { who, order }),
        4 => revising(),
        1 => (who(), order(), again()).prop_map(|(who, order, lines)| Step::TakeAgain { who, order, lines }),
        2 => (1..40_i64).prop_map(|hours| Step::Pass { hours }),
        2 => (0..4_usize, price()).prop_map(|(article, price)| Step::Reprice { article, price }),
        1 => (0..2_usize, 0..4_usize, any::<bool>()).prop_map(|(company, article, is_in)| Step::Agree { company, article, is_in }),
        6 => administering(),
        2 => (order(), select(SupplyStatus::ALL)).prop_map(|(order, to)| Step::Advance { order, to }),
    ]
}

fn ordering() -> impl Strategy<Value = Step> {
    let lines = || vec((0..4_usize, 1..4_u32), 1..5);
    prop_oneof![
        4 => (orderer(), lines()).prop_map(|(who, lines)| Step::Order { who, lines }),
        1 => (orderer(), lines()).prop_map(|(who, lines)| Step::Fill { who, lines }),
        2 => (orderer(), any::<bool>()).prop_map(|(who, is_altered)| Step::Send { who, is_altered }),
    ]
}

fn deciding() -> impl Strategy<Value = Step> {
    let lines = vec((1..7_u32, verdict()), 0..4);
    prop_oneof![
        3 => (by(), order(), lines).prop_map(|(by, order, lines)| Step::Decide { by, order, lines }),
        3 => (by(), order(), verdict()).prop_map(|(by, order, verdict)| Step::DecideAll { by, order, verdict, open: vec![] }),
        2 => (by(), order(), 1..5_u32).prop_map(|(by, order, position)| Step::TakeBack { by, order, position }),
        1 => (approver(), vec(order(), 1..4)).prop_map(|(by, orders)| {
            Step::Bulk { by, orders: orders.into_iter().map(|order| (order, vec![])).collect() }
        }),
    ]
}

fn administering() -> impl Strategy<Value = Step> {
    let kind = prop_oneof![2 => Just(ApprovalKind::Approver), 1 => select(ApprovalKind::ALL)];
    prop_oneof![
        3 => (approver(), approver(), approver(), -1..2_i64, 0..3_i64)
            .prop_map(|(by, away, substitute, first, days)| Step::Away { by, away, substitute, first, days }),
        1 => (approver(), 0..9_usize).prop_map(|(by, absence)| Step::Back { by, absence }),
        4 => (approver(), orderer(), kind, approver(), option::of(approver()))
            .prop_map(|(by, who, kind, approver, successor)| Step::Change { by, who, kind, approver, successor }),
        2 => (approver(), approver(), option::of(approver())).prop_map(|(by, who, successor)| Step::Delete { by, who, successor }),
    ]
}

/// Mostly those whose orders are reviewed at first, since there is more to see then.
fn orderer() -> impl Strategy<Value = Who> {
    prop_oneof![3 => select(vec![Who(2), Who(3), Who(4)]), 1 => who()]
}

/// Mostly one who is an approver.
fn approver() -> impl Strategy<Value = Who> {
    prop_oneof![6 => (CAST.len()..CAST.len() + 4).prop_map(Who), 1 => who()]
}

/// Mostly of the first company, since most happens there.
fn who() -> impl Strategy<Value = Who> {
    prop_oneof![6 => 0..SECOND, 1 => SECOND..CAST.len()].prop_map(Who)
}

fn by() -> impl Strategy<Value = By> {
    prop_oneof![5 => Just(By::InCharge), 3 => Just(By::Deputy), 3 => Just(By::Orderer), 2 => who().prop_map(By::One)]
}

/// Mostly whoever ordered.
pub fn by_orderer() -> impl Strategy<Value = By> {
    prop_oneof![8 => Just(By::Orderer), 1 => who().prop_map(By::One)]
}

pub fn order() -> impl Strategy<Value = usize> {
    0..8_usize
}

/// Any price, or one that is so near to a first one that it may be borne.
fn price() -> impl Strategy<Value = i64> {
    prop_oneof![1 => 1..5000_i64, 1 => (select(PRICES.to_vec()), 97..=104_i64).prop_map(|(price, percent)| price * percent / 100)]
}

fn verdict() -> impl Strategy<Value = Verdict> {
    select(Verdict::ALL)
}

fn again() -> impl Strategy<Value = Again> {
    prop_oneof![Just(Again::All), Just(Again::Rejected), (1..5_u32).prop_map(Again::One)]
}
