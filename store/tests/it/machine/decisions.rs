//! Deciding lines, and confirming what somebody else has released: in the plain model, and in the store.

use super::{
    cast::{Who, approver, by},
    model::Model,
    order::{Change, Decision, Line, Order},
    step::{Step, order, verdict},
    told::{NOT_FOUND, told},
    world::World,
};
use domain::{Rappen, Verdict};
use proptest::{collection::vec, option, prelude::*};
use std::fmt;
use store::{DecideRefusal, Decided, Failure, Instead, LineDecision, Seen};

/// What somebody makes of a line.
#[derive(Clone, Copy)]
pub struct Choice {
    pub verdict: Verdict,
    /// How many are released, if that was chosen.
    pub quantity: Option<u32>,
    /// Which article is released instead of the ordered one, if one is.
    pub other: Option<usize>,
}

impl Choice {
    pub const RELEASE: Self = Self::of(Verdict::Released);
    pub const REJECT: Self = Self::of(Verdict::Rejected);

    const fn of(verdict: Verdict) -> Self {
        Self { verdict, quantity: None, other: None }
    }
}

impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.verdict.word())?;
        self.quantity.map_or(Ok(()), |quantity| write!(f, " {quantity} of it"))?;
        self.other.map_or(Ok(()), |other| write!(f, " as article {other}"))
    }
}

/// Somebody decides, confirms, or takes a decision or a release back.
pub fn deciding() -> impl Strategy<Value = Step> {
    let choices = vec((1..7_u32, choice()), 0..4);
    prop_oneof![
        3 => (by(), order(), choices).prop_map(|(by, order, choices)| Step::Decide { by, order, choices }),
        3 => (by(), order(), choice()).prop_map(|(by, order, choice)| Step::DecideAll { by, order, choice, open: vec![] }),
        2 => (by(), order(), 0..2_usize).prop_map(|(by, order, level)| Step::Confirm { by, order, level }),
        2 => (by(), order(), 1..5_u32).prop_map(|(by, order, position)| Step::TakeBack { by, order, position }),
        2 => (by(), order()).prop_map(|(by, order)| Step::Retract { by, order }),
        1 => (approver(), vec(order(), 1..4)).prop_map(|(by, orders)| {
            Step::Bulk { by, orders: orders.into_iter().map(|order| (order, vec![])).collect() }
        }),
    ]
}

fn choice() -> impl Strategy<Value = Choice> {
    let changed = (option::of(0..4_u32), option::of(0..4_usize));
    prop_oneof![
        4 => verdict().prop_map(Choice::of),
        1 => changed.prop_map(|(quantity, other)| Choice { verdict: Verdict::Released, quantity, other }),
    ]
}

impl Model {
    pub fn decide(&mut self, who: Who, order: usize, choices: &[(u32, Choice)]) -> String {
        if !self.sees(who, order) {
            return NOT_FOUND.into();
        }
        if choices.is_empty() {
            return "refused: NothingToDecide".into();
        }
        self.turns += 1;
        let mut after = self.orders[order].clone();
        for (position, choice) in choices {
            if let Err(refusal) = self.decide_line(who, (order, &mut after), *position, *choice) {
                return refusal;
            }
        }
        let is_changed = after.events.len() > self.orders[order].events.len();
        self.orders[order] = after;
        if is_changed {
            self.defer(order);
        }
        let asked = if is_changed { self.follow_up(order, Some(who)) } else { self.orders[order].asked_again() };
        self.answer(order, asked)
    }

    /// Makes a decision in `after`, as the order was before all of them; what stands already is no error.
    fn decide_line(&self, who: Who, (order, after): (usize, &mut Order), position: u32, choice: Choice) -> Result<(), String> {
        let before = &self.orders[order];
        let line = before.line(position).filter(|line| line.is_gone || line.review.is_some()).ok_or(NOT_FOUND)?;
        if line.is_gone {
            return Err(format!("refused: {}", if before.waits() { "Revised" } else { before.status() }));
        }
        let new = &mut after.lines[position as usize - 1];
        if self.overrules(who, order, (line, choice)) {
            if let Some(standing) = new.decided.as_mut().filter(|standing| standing.overruled_by.is_none()) {
                standing.overruled_by = Some(who);
                (standing.overruled_at, standing.turn) = (before.level(), self.turns);
                after.events.push("line_overruled");
            }
            return Ok(());
        }
        if let Some(standing) = line.decided {
            let is_same = self.is_as((line, standing), who, choice);
            return if is_same { Ok(()) } else { Err(decided_by(standing.stands().1)) };
        }
        let change = self.check(who, order, (line, choice))?;
        if new.decided.is_some() {
            return Err(decided_by(who));
        }
        let (verdict, level) = (choice.verdict, Some(before.level()));
        new.decided = Some(Decision { verdict, by: who, level, turn: self.turns, change, overruled_by: None, overruled_at: 0 });
        after.events.push(match change {
            None => "line_decided",
            Some(Change { other: None, .. }) => "line_lowered",
            Some(Change { other: Some(_), .. }) => "line_replaced",
        });
        let today = self.prices[line.article];
        if verdict == Verdict::Released && choice.other.is_none() && line.agreed != today {
            new.agreed = today;
            after.events.push("price_agreed");
        }
        Ok(())
    }

    /// Whoever an order has gone on to rejects what was released before.
    pub fn overrules(&self, who: Who, order: usize, (line, choice): (&Line, Choice)) -> bool {
        let present = &self.orders[order];
        let was_released = |decision: Decision| decision.level < Some(present.level()) && decision.stands().0 == Verdict::Released;
        let is_later = present.waits() && self.may_decide(who, order);
        is_later && choice.verdict == Verdict::Rejected && line.decided.is_some_and(was_released)
    }

    /// Whether the same person has decided the same.
    fn is_as(&self, (line, standing): (&Line, Decision), who: Who, choice: Choice) -> bool {
        let quantity = choice.quantity.unwrap_or(line.quantity);
        let wanted = Change { quantity, other: choice.other.map(|other| (other, self.prices[other])) };
        let present = standing.change.unwrap_or(Change { quantity: line.quantity, other: None });
        standing.stands() == (choice.verdict, who) && (choice.verdict == Verdict::Rejected || wanted == present)
    }

    /// Whether a line that is open can be decided so, and what that changes of it.
    fn check(&self, who: Who, order: usize, (line, choice): (&Line, Choice)) -> Result<Option<Change>, String> {
        let present = &self.orders[order];
        if !present.waits() {
            return Err(format!("refused: {}", present.status()));
        }
        if !self.may_decide(who, order) {
            return Err(NOT_FOUND.into());
        }
        if choice.verdict == Verdict::Rejected {
            return Ok(None);
        }
        let assortment = self.rules[who.company()].assortment;
        match choice.other {
            None if !self.sold[line.article] => return Err("refused: NotSold".into()),
            Some(other) if other == line.article || !self.sold[other] || !assortment[other] => {
                return Err("refused: NotInAssortment".into());
            }
            _ => {}
        }
        let quantity = choice.quantity.unwrap_or(line.quantity);
        if quantity == 0 || quantity > line.quantity {
            return Err("refused: QuantityOutOfRange".into());
        }
        let other = choice.other.map(|other| (other, self.prices[other]));
        Ok((quantity < line.quantity || other.is_some()).then_some(Change { quantity, other }))
    }

    pub fn confirm(&mut self, who: Who, order: usize, level: usize) -> String {
        if !self.sees(who, order) {
            return NOT_FOUND.into();
        }
        let present = &self.orders[order];
        match present.releases.get(level) {
            Some(release) if release.by == who => return self.answer(order, 0),
            Some(release) => return decided_by(release.by),
            None if !present.waits() => return format!("refused: {}", present.status()),
            None if level == 0 || !self.may_decide(who, order) => return NOT_FOUND.into(),
            None if !present.open().is_empty() => return "refused: LineChanged".into(),
            None => {}
        }
        self.orders[order].events.push("release_confirmed");
        let asked = self.release(order, Some(who));
        self.answer(order, asked)
    }

    fn answer(&self, order: usize, asked: usize) -> String {
        let order = &self.orders[order];
        format!("{}, {} open, {asked} again", order.status(), order.open().len())
    }
}

pub fn decided_by(who: Who) -> String {
    format!("refused: decided by {who:?}")
}

impl World<'_> {
    pub async fn decide(&self, by: Who, order: usize, choices: &[(u32, Choice)]) -> String {
        let Some(approver) = self.approver(by) else { return NOT_FOUND.into() };
        let order = self.orders[order];
        // Whoever sees the order decides on what they see.
        let seen = self.portal.store.order_for_release(approver, order).await.map(|order| order.lines).unwrap_or_default();
        let seal = |position: u32| seen.iter().find(|line| line.position == position).map(|line| line.seal.clone());
        let decision = |(position, choice): &(u32, Choice)| self.decision(*position, *choice).as_seen(seal(*position));
        let decisions: Vec<_> = choices.iter().map(decision).collect();
        self.decided(self.portal.store.decide(approver, order, decisions).await)
    }

    fn decision(&self, position: u32, choice: Choice) -> LineDecision {
        let Choice { verdict, quantity, other } = choice;
        if verdict == Verdict::Rejected {
            return LineDecision::reject(position, None, Some(format!("Grund {position}")));
        }
        let article = other.map(|other| Seen { id: self.offers[other].id, price: Rappen(self.offers[other].price) });
        LineDecision { instead: Instead { quantity, article }, ..LineDecision::release(position) }
    }

    pub async fn confirm(&self, by: Who, order: usize, level: usize) -> String {
        let Some(approver) = self.approver(by) else { return NOT_FOUND.into() };
        let level = u32::try_from(level).expect("few releases");
        self.decided(self.portal.confirm(approver, self.orders[order], level).await)
    }

    pub fn decided(&self, result: Result<Decided, Failure<DecideRefusal>>) -> String {
        match result {
            Ok(Decided { status, open_lines, asked_again }) => format!("{}, {open_lines} open, {asked_again} again", status.word()),
            Err(Failure::Refused(DecideRefusal::AlreadyDecided { by, .. })) => format!("refused: decided by {}", self.named(&by)),
            other => told(other.map(drop)),
        }
    }
}
