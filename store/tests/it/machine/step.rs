//! What can happen, drawn at random. Numbers of people, orders and absences are read modulo how many there are: whatever is left
//! out of a sequence, the rest of it still means something, so that shrinking needs to know nothing of the rules.

use super::{
    by_mail::{Act, reading_mails},
    cast::{By, Who, who},
    cost_centres::Pays,
    decisions::{Choice, deciding},
    duty::being_away,
    freight::Freight,
    offer::supplying,
    placing::ordering,
    revision::revising,
    rule::{Rule, ruling},
    succession::administering,
};
use domain::{ApprovalKind, SupplyStatus, Verdict};
use proptest::{collection::vec, prelude::*, sample::select};

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
    /// Somebody puts articles into the cart, looks at it, and says who is to pay.
    Fill {
        who: Who,
        lines: Vec<(usize, u32)>,
        pays: Pays,
    },
    /// Somebody sends the form as they saw it last, be it old or sent before, or with another note; what needs no release is to go at
    /// once if it `is_split`.
    Send {
        who: Who,
        is_altered: bool,
        is_split: bool,
    },
    /// Both at once.
    Order {
        who: Who,
        lines: Vec<(usize, u32)>,
        pays: Pays,
        is_split: bool,
    },
    /// Somebody decides some lines; a line can be named twice, or not be there.
    Decide {
        by: By,
        order: usize,
        choices: Vec<(u32, Choice)>,
    },
    /// Somebody decides all lines that are open.
    DecideAll {
        by: By,
        order: usize,
        choice: Choice,
        open: Vec<u32>,
    },
    /// Somebody confirms a release, from a page of how many releases ago; how often it had been released by then, once that is known.
    Confirm {
        by: By,
        order: usize,
        level: usize,
    },
    /// Somebody takes the decision on a line back that stands there, if one does.
    TakeBack {
        by: By,
        order: usize,
        position: u32,
    },
    /// Somebody takes the release back by which the order went on the last time.
    Retract {
        by: By,
        order: usize,
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
    /// Hours pass, and the portal looks at what has waited too long.
    Nudge {
        hours: i64,
    },
    /// The mails go out that were written since they last did, with their keys.
    Post,
    /// Somebody opens the link of a mail and does something there, with the order of the mail or with another one.
    ByMail {
        key: usize,
        order: Option<usize>,
        act: Act,
    },
    Reprice {
        article: usize,
        price: i64,
    },
    /// An article is sold no more, or again.
    Sell {
        article: usize,
        is_sold: bool,
    },
    /// The supplier sets what delivery costs.
    Freight(Freight),
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
    /// Somebody sets a rule.
    Rule {
        by: Who,
        rule: Rule,
    },
    /// The supplier makes a step with what came of an order.
    Advance {
        order: usize,
        to: SupplyStatus,
    },
}

/// A sequence of no more steps than `most`, after some in which rules are set.
pub fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let joined = |(rules, steps): (Vec<Step>, Vec<Step>)| rules.into_iter().chain(steps).collect::<Vec<_>>();
    (vec(ruling(), 0..12), vec(step(), most / 4..=most)).prop_map(joined)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => ordering(),
        10 => deciding(),
        3 => taking_back(),
        4 => revising(),
        6 => waiting(),
        5 => reading_mails(),
        7 => supplying(),
        2 => being_away(),
        4 => administering(),
        6 => ruling(),
    ]
}

/// Somebody takes an order back, or into the cart again.
fn taking_back() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (who(), order()).prop_map(|(who, order)| Step::Withdraw { who, order }),
        1 => (who(), order(), again()).prop_map(|(who, order, lines)| Step::TakeAgain { who, order, lines }),
    ]
}

fn waiting() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => hours().prop_map(|hours| Step::Pass { hours }),
        2 => (0..30_i64).prop_map(|hours| Step::Nudge { hours }),
    ]
}

pub fn order() -> impl Strategy<Value = usize> {
    0..8_usize
}

/// Mostly less than two days, and now and then enough for another month to begin.
fn hours() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 1..40_i64, 1 => 100..400_i64]
}

pub fn verdict() -> impl Strategy<Value = Verdict> {
    select(Verdict::ALL)
}

fn again() -> impl Strategy<Value = Again> {
    prop_oneof![Just(Again::All), Just(Again::Rejected), (1..5_u32).prop_map(Again::One)]
}
