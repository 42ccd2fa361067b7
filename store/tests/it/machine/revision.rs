//! Orders that are changed while they wait: in the plain model, and in the store.

use super::{
    model::{Line, Model, Order},
    step::{By, Step, Who, by_orderer, order},
    told::{Told, told},
    world::World,
};
use domain::{ApprovalKind, ReviewReason};
use proptest::{collection::vec, prelude::*};
use store::{ReviseRefusal, RevisedLine, Revising};

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
            return "not found".into();
        }
        if !present.waits() {
            return format!("refused: {}", present.status());
        }
        let mut lines = present.lines.clone();
        for (at, (position, quantity)) in wishes.iter().enumerate() {
            let is_named = wishes[..at].iter().any(|(earlier, _)| earlier == position);
            let Some(line) = present.line(*position).filter(|line| !line.is_gone && !is_named) else { return "not found".into() };
            if line.quantity != *quantity {
                lines[*position as usize - 1].is_gone = true;
                lines.extend((*quantity > 0).then(|| self.instead(who, line, *quantity)));
            }
        }
        if lines == present.lines {
            return "refused: Fault(NothingChanged)".into();
        }
        if lines.iter().all(|line| line.is_gone) {
            return "refused: Fault(NothingLeft)".into();
        }
        self.take_over(order, lines)
    }

    /// The line is ordered anew, as if it were placed now.
    fn instead(&self, who: Who, line: &Line, quantity: u32) -> Line {
        let review = match self.people[who.0].kind {
            ApprovalKind::AlwaysReview => Some(ReviewReason::EveryOrder),
            ApprovalKind::ReviewOutsideAssortment if !self.assortments[who.company()][line.article] => {
                Some(ReviewReason::OutsideAssortment)
            }
            _ => None,
        };
        let price = self.prices[line.article];
        Line { quantity, price, agreed: price, review, decided: None, is_asked_again: false, ..line.clone() }
    }

    fn take_over(&mut self, order: usize, lines: Vec<Line>) -> String {
        self.orders[order].lines = lines;
        self.orders[order].events.push("order_revised");
        self.mails.extend(self.deputy(order).map(|deputy| ("order_revised", deputy)));
        if !self.orders[order].waits() {
            self.close(order);
        }
        self.orders[order].status().into()
    }
}

impl Order {
    /// The line at this position, there still or not.
    pub fn line(&self, position: u32) -> Option<&Line> {
        self.lines.get(usize::try_from(position).ok()?.checked_sub(1)?)
    }

    /// What is there still, with the positions.
    pub fn present(&self) -> impl Iterator<Item = (u32, &Line)> {
        (1..).zip(&self.lines).filter(|(_, line)| !line.is_gone)
    }

    /// What goes to the supplier, in the order in which it was placed.
    pub fn delivered(&self) -> Vec<&Line> {
        let mut lines: Vec<_> = self.present().map(|(_, line)| line).filter(|line| line.goes_out()).collect();
        lines.sort_by_key(|line| line.place);
        lines
    }
}

impl World<'_> {
    pub async fn revise(&self, by: By, order: usize, wishes: &[(u32, u32)]) -> String {
        let By::One(who) = by else { return "done".into() };
        let (orderer, id) = (self.orderer(who), self.id_of(order));
        let shown = self.portal.store.revisable(orderer, id).await;
        let (version, prices) = shown.map_or((1, vec![]), |shown| (shown.order.version, shown.prices));
        let price = |position| prices.iter().find(|(of, _)| *of == position).map_or(domain::Rappen(0), |(_, price)| *price);
        let line = |(position, quantity): &(u32, u32)| RevisedLine { position: *position, quantity: *quantity, price: price(*position) };
        let lines = wishes.iter().map(line).collect();
        let revising = Revising { version, lines, added: vec![], seen: String::new(), note: None };
        match self.portal.store.revise(orderer, id, revising).await {
            Ok(status) => status.word().into(),
            other => told(other.map(drop)),
        }
    }
}
