//! What comes of an order once nothing of it is open, in the plain model: it goes on to somebody else, or to the supplier, unless
//! something has to be decided again.

use super::{
    budgets::Charge,
    cast::{By, Who},
    decisions::Choice,
    hierarchy::{Way, Why, with_tax},
    model::Model,
    order::{Line, Order, Release, WentOn},
    step::Step,
};
use domain::{ReviewReason, SupplyStatus};

impl Model {
    /// What follows from decisions and changes; gives how many lines are asked again. `by` has released what was to be released.
    pub fn follow_up(&mut self, order: usize, by: Option<Who>) -> usize {
        let present = &self.orders[order];
        let (orderer, level) = (present.orderer, present.level());
        let is_decided_since = present.present().any(|(_, line)| line.decided.is_some_and(|decision| decision.level == Some(level)));
        if !present.open().is_empty() {
            return 0;
        }
        if !present.goes_out() {
            self.orders[order].events.push("order_rejected");
            self.write("order_rejected", orderer, order);
            return 0;
        }
        // What has gone on waits to be confirmed.
        if level > 0 && !is_decided_since {
            return 0;
        }
        self.release(order, by)
    }

    /// Nothing is open any more, and somebody has released it, if anybody had to.
    pub fn release(&mut self, order: usize, by: Option<Who>) -> usize {
        if let Some((by, next)) = by.and_then(|by| Some((by, self.goes_on(order, by)?))) {
            self.pass_on(order, by, next);
            return 0;
        }
        let asked = self.settle(order);
        if asked > 0 {
            self.write_to_deputy("asked_again", order);
            return asked;
        }
        if let Some(by) = by.filter(|_| self.orders[order].level() > 0) {
            self.orders[order].sign(by, false);
        }
        self.hand_over(order);
        self.write("handed_over", self.orders[order].orderer, order);
        0
    }

    /// To whom it goes on, and why, if `by` releases it.
    fn goes_on(&self, order: usize, by: Who) -> Option<(Who, Why)> {
        let present = &self.orders[order];
        let release = Release { in_charge: present.in_charge?, by, is_for_budget: false };
        let releases = present.releases.iter().copied().chain([release]).collect();
        // What was decided further on before it came back was decided of something else.
        let here = present.present().filter_map(|(_, line)| line.decided).filter(|decision| decision.level.is_some());
        let deciders = here.map(|decision| decision.stands().1);
        let orderer = (!self.rules[by.company()].releases_own).then_some(present.orderer);
        let barred = deciders.chain(present.releasers()).chain([by]).chain(orderer).collect();
        let responsible = self.responsible(present).into_iter().filter(|(_, line)| self.would_go(line)).map(|(who, _)| who).collect();
        let way = Way { total: with_tax(self.net_if_released(present)), releases, barred, responsible };
        self.onward(&way, self.today)
    }

    fn pass_on(&mut self, order: usize, by: Who, (next, why): (Who, Why)) {
        let present = &mut self.orders[order];
        present.sign(by, why == Why::Budget);
        present.in_charge = Some(next);
        present.last_on = Some(WentOn { by, is_taken_back: false });
        present.events.push("order_passed_on");
        self.ask("confirmation_wanted", order);
    }

    pub fn hand_over(&mut self, order: usize) {
        self.handed_over.push(order);
        let present = &mut self.orders[order];
        present.supply = Some(SupplyStatus::Received);
        present.handed_over_on = Some(self.today);
        present.events.push("order_handed_over");
    }

    /// What is too dear by now, or cannot be had any more, is asked again; if nothing is, all that goes out takes today's prices, which
    /// bring about no freight.
    fn settle(&mut self, order: usize) -> usize {
        let reasons: Vec<_> = self.orders[order].lines.iter().map(|line| self.asks_again(line)).collect();
        let (prices, present) = (self.prices, &mut self.orders[order]);
        let freight = present.delivered_freight();
        for (line, reason) in present.lines.iter_mut().zip(&reasons).filter(|(_, reason)| reason.is_some()) {
            line.decided = None;
            line.is_asked_again = true;
            line.review = line.review.or(*reason);
            present.events.push("line_asked_again");
        }
        let asked = reasons.iter().flatten().count();
        for line in present.lines.iter_mut().filter(|line| asked == 0 && !line.is_gone && line.goes_out()) {
            let (article, agreed, _) = line.goods();
            if agreed != prices[article] {
                *price_of(line) = prices[article];
                present.events.push("price_agreed");
            }
        }
        present.stays_free = asked == 0 && present.delivered_freight() > freight;
        asked
    }

    /// Why a line that would go out has to be decided again first, if it has.
    fn asks_again(&self, line: &Line) -> Option<ReviewReason> {
        if line.is_gone || !line.goes_out() {
            return None;
        }
        let (article, agreed, quantity) = line.goods();
        let today = self.prices[article];
        let outgrows = line.review.is_none() && line.freed.is_some_and(|up_to| today * i64::from(quantity) > up_to);
        if !self.sold[article] {
            Some(ReviewReason::Unavailable)
        } else if is_too_dear(agreed, today) || (today != agreed && outgrows) {
            Some(ReviewReason::PriceRose)
        } else {
            None
        }
    }

    /// What it would cost today if everything were released that is open and can be had, line by line.
    pub fn charges_if_released(&self, order: &Order) -> Vec<Charge> {
        let lines = order.present().map(|(_, line)| line).filter(|line| self.would_go(line));
        lines.map(|line| (order.payer(line), self.net_today(line))).collect()
    }

    fn would_go(&self, line: &Line) -> bool {
        if line.is_open() { self.sold[line.article] } else { line.goes_out() }
    }

    fn net_if_released(&self, order: &Order) -> i64 {
        self.charges_if_released(order).iter().map(|(_, net)| net).sum()
    }

    /// What a line would cost today if it were released: what was agreed on where today's price is not to be had for that.
    pub fn net_today(&self, line: &Line) -> i64 {
        if line.is_open() {
            return self.prices[line.article] * i64::from(line.quantity);
        }
        let (article, agreed, quantity) = line.goods();
        let today = self.prices[article];
        let price = if self.sold[article] && !is_too_dear(agreed, today) { today } else { agreed };
        if line.goes_out() { price * i64::from(quantity) } else { 0 }
    }

    /// What whoever is to decide can do so that an order goes on: release what can be had, reject all else, or confirm.
    pub fn last_word(&self, order: usize) -> Option<Step> {
        let present = &self.orders[order];
        let by = By::One(self.deputy(order).filter(|_| present.waits())?);
        let choice = |line: &Line| if self.sold[line.article] { Choice::RELEASE } else { Choice::REJECT };
        let open = present.present().filter(|(_, line)| line.is_open());
        let choices: Vec<_> = open.map(|(position, line)| (position, choice(line))).collect();
        Some(if choices.is_empty() { Step::Confirm { by, order, level: present.level() } } else { Step::Decide { by, order, choices } })
    }
}

impl Order {
    /// Whoever was in charge has released it, or somebody has in their place.
    fn sign(&mut self, by: Who, is_for_budget: bool) {
        self.releases.extend(self.in_charge.map(|in_charge| Release { in_charge, by, is_for_budget }));
    }
}

/// Two percent more are borne.
fn is_too_dear(agreed: i64, today: i64) -> bool {
    today * 100 > agreed * 102
}

/// What a unit of what is delivered of a line costs.
fn price_of(line: &mut Line) -> &mut i64 {
    let other = line.decided.as_mut().and_then(|decision| decision.change.as_mut()?.other.as_mut());
    other.map_or(&mut line.agreed, |(_, price)| price)
}
