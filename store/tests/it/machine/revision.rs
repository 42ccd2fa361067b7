//! Orders that are changed while they wait: in the plain model, and in the store.

use super::{
    budgets::Charge,
    cast::{Who, by_orderer},
    model::Model,
    order::{Line, Order},
    retract::PASSED_ON,
    step::{Step, order},
    told::{NOT_FOUND, Told, told},
    world::World,
};
use domain::ReviewReason;
use proptest::{collection::vec, prelude::*};
use store::{ReviseRefusal, RevisedLine, Revising};

/// A line that comes: its place, how many of which article, and the cost centre that it has of its own.
struct Coming {
    place: usize,
    goods: (usize, u32),
    own: Option<usize>,
}

/// Somebody changes quantities of an order, of lines that are there, were there, or never were.
pub fn revising() -> impl Strategy<Value = Step> {
    (by_orderer(), order(), vec((1..7_u32, 0..4_u32), 1..4)).prop_map(|(by, order, wishes)| Step::Revise { by, order, wishes })
}

impl Told for ReviseRefusal {
    fn told(&self) -> String {
        match self {
            Self::Closed(status) => status.word().into(),
            other => format!("{other:?}"),
        }
    }
}

impl Model {
    pub fn revise(&mut self, who: Who, order: usize, wishes: &[(u32, u32)]) -> String {
        let present = &self.orders[order];
        if present.orderer != who || !self.people[who.0].is_there {
            return NOT_FOUND.into();
        }
        if !present.waits() {
            return format!("refused: {}", present.status());
        }
        let has_gone_on = present.level() > 0;
        let (gone, coming) = match self.plan(order, wishes) {
            Ok(plan) => plan,
            Err(refusal) => return refusal,
        };
        let before = has_gone_on.then(|| (self.clone(), self.dead_ends()));
        let status = self.take_over(order, &gone, &coming);
        match before {
            Some((before, known)) if !self.dead_ends().is_subset(&known) => {
                *self = before;
                PASSED_ON.into()
            }
            _ => status,
        }
    }

    /// The positions of the lines that go, and what comes in their stead.
    fn plan(&self, order: usize, wishes: &[(u32, u32)]) -> Result<(Vec<u32>, Vec<Coming>), String> {
        let present = &self.orders[order];
        let (mut gone, mut coming) = (vec![], vec![]);
        for (position, quantity) in wishes {
            let is_named_once = wishes.iter().filter(|(named, _)| named == position).count() == 1;
            let line = present.line(*position).filter(|line| !line.is_gone && is_named_once).ok_or(NOT_FOUND)?;
            if line.quantity != *quantity {
                gone.push(*position);
                let new = Coming { place: line.place, goods: (line.article, *quantity), own: line.own };
                coming.extend((*quantity > 0).then_some(new));
            }
        }
        if gone.is_empty() {
            Err("refused: Fault(NothingChanged)".into())
        } else if coming.is_empty() && gone.len() == present.present().count() {
            Err("refused: Fault(NothingLeft)".into())
        } else if coming.iter().any(|line| !self.sold[line.goods.0]) {
            Err("refused: NotSold".into())
        } else {
            Ok((gone, coming))
        }
    }

    fn take_over(&mut self, order: usize, gone: &[u32], coming: &[Coming]) -> String {
        let who = self.orders[order].orderer;
        let over = self.over(who, &self.at_stake(order, gone, coming), Some(order));
        let centre = self.orders[order].centre;
        let new = |line: &Coming| {
            let ordered = self.ordered(who, line.place, line.goods, over.reason(line.own.or(centre)));
            Line { own: line.own, ..ordered }
        };
        let new: Vec<_> = coming.iter().map(new).collect();
        let is_over_budget = new.iter().any(|line| line.review == Some(ReviewReason::OverBudget));
        let has_none = self.people[who.0].approver.is_none();
        let present = &mut self.orders[order];
        present.asks_responsible |= has_none && is_over_budget;
        for position in gone {
            present.lines[*position as usize - 1].is_gone = true;
        }
        present.events.push("order_revised");
        if present.level() > 0 {
            self.bring_back(order);
        }
        let present = &mut self.orders[order];
        present.events.extend(new.iter().any(|line| line.freed.is_some()).then_some("standing_release_used"));
        present.lines.extend(new);
        self.defer(order);
        let told: Vec<_> = self.deputy(order).into_iter().chain(self.asked_today(order)).collect();
        let is_open = !self.orders[order].open().is_empty();
        let asked = self.follow_up(order, self.orders[order].releaser());
        self.tell_of_change(told, order, is_open || asked > 0);
        self.orders[order].status().into()
    }

    /// It comes back to whoever decided first, or to whoever decides for its orderer now where they may not any more. What was decided and
    /// rejected further on stands, and bars nobody.
    fn bring_back(&mut self, order: usize) {
        let present = &self.orders[order];
        let own = self.people[present.orderer.0].approver;
        let is_own = |who: Who| who == present.orderer && !self.rules[who.company()].releases_own;
        let mut before = present.releases.first().map(|release| release.in_charge).into_iter().chain(own);
        let first = before.find(|who| self.is_approver(*who) && !is_own(*who)).or(present.in_charge);
        let present = &mut self.orders[order];
        present.in_charge = first;
        present.releases.clear();
        present.last_on = present.last_on.filter(|last| last.is_taken_back);
        for decision in present.lines.iter_mut().filter_map(|line| line.decided.as_mut()) {
            let is_of_further_on = decision.level > Some(0) || decision.overruled_by.is_some();
            decision.level = decision.level.filter(|_| !is_of_further_on);
            decision.overruled_at = 0;
        }
        present.events.push("order_came_back");
        present.asked.clear();
        self.begin_turn(order);
    }

    /// What would be handed over of the lines that are left, and what those cost that come, which are ordered as if they were placed now.
    fn at_stake(&self, order: usize, gone: &[u32], coming: &[Coming]) -> Vec<Charge> {
        let present = &self.orders[order];
        let left = present.present().filter(|(position, _)| !gone.contains(position));
        let left = left.map(|(_, line)| (present.payer(line), self.net_today(line)));
        let new = |Coming { goods: (article, quantity), own, .. }: &Coming| {
            (own.or(present.centre), self.prices[*article] * i64::from(*quantity))
        };
        left.chain(coming.iter().map(new)).collect()
    }
}

impl Order {
    /// Who counts as having released it: the last one to decide where it is. Where all that was decided was set aside, it is whoever is in
    /// charge, for nobody's limit is used by a word about something else.
    fn releaser(&self) -> Option<Who> {
        let decisions: Vec<_> = self.present().filter_map(|(_, line)| line.decided).collect();
        if decisions.is_empty() {
            return None;
        }
        let here = decisions.iter().filter(|decision| decision.level.is_some());
        here.max_by_key(|decision| decision.turn).map(|decision| decision.stands().1).or(self.in_charge)
    }
}

impl World<'_> {
    pub async fn revise(&self, who: Who, order: usize, wishes: &[(u32, u32)]) -> String {
        let (orderer, id) = (&self.people[who.0].orderer, self.orders[order]);
        let shown = self.portal.store.revisable(orderer, id).await;
        let (version, level, today) = shown.map_or((1, 0, vec![]), |shown| (shown.order.version, shown.order.level, shown.today));
        let price = |position| today.iter().find(|(of, _)| *of == position).map_or(domain::Rappen(0), |(_, line)| line.price);
        let line = |(position, quantity): &(u32, u32)| RevisedLine { position: *position, quantity: *quantity, price: price(*position) };
        let lines = wishes.iter().map(line).collect();
        let revising = Revising { version, level, lines, added: vec![], seen: String::new(), note: None };
        match self.portal.store.revise(orderer, id, revising).await {
            Ok(status) => status.word().into(),
            other => told(other.map(drop)),
        }
    }
}
