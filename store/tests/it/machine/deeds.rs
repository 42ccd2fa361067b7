//! What people do with carts and orders: in the plain model, and in the store.

use super::{
    cast::Who,
    cost_centres::Pays,
    model::{Cart, Form, Model},
    order::Line,
    step::Again,
    told::{DONE, NOT_FOUND, Told, told},
    world::World,
};
use crate::ordering::placing;
use domain::{SupplyOrderId, SupplyStatus, Verdict};
use jiff::SignedDuration;
use store::{AgainLines, Failure, StoreError};

/// What passes after each line that is put into a cart, so that the lines have an order.
const LINE: SignedDuration = SignedDuration::from_millis(1);

impl Model {
    pub fn fill(&mut self, who: Who, lines: &[(usize, u32)], pays: &Pays) -> String {
        if !self.people[who.0].is_there {
            return "signed out".into();
        }
        for (article, quantity) in lines {
            self.put(who, *article, *quantity);
            // As in the store.
            self.now += LINE;
        }
        let person = &mut self.people[who.0];
        let Some(cart) = person.cart.as_ref().filter(|cart| !cart.lines.is_empty()) else { return "nothing is left".into() };
        let lines = cart.lines.iter().map(|(article, quantity)| (*article, *quantity, self.prices[*article])).collect();
        person.form = Some(Form { key: cart.key, lines, freight: self.freight, pays: pays.clone(), is_altered: false, is_split: false });
        "filled".into()
    }

    /// Whether so many are in the cart now; what is sold no more is not put in.
    fn put(&mut self, who: Who, article: usize, quantity: u32) -> bool {
        let is_sold = self.sold[article];
        let there = self.people[who.0].cart.iter_mut().flat_map(|cart| &mut cart.lines).find(|(known, _)| *known == article);
        match there {
            Some((_, present)) => *present = quantity,
            None if is_sold => self.cart_of(who).lines.push((article, quantity)),
            None => return false,
        }
        true
    }

    /// Somebody's cart, which is there from now on.
    fn cart_of(&mut self, who: Who) -> &mut Cart {
        self.carts += 1;
        self.people[who.0].cart.get_or_insert_with(|| Cart { key: self.carts, lines: vec![] })
    }

    pub fn withdraw(&mut self, who: Who, order: usize) -> String {
        let (deputy, asked, present) = (self.deputy(order), self.asked_today(order), &mut self.orders[order]);
        if present.orderer != who || !self.people[who.0].is_there {
            return NOT_FOUND.into();
        }
        if present.is_withdrawn {
            return DONE.into();
        }
        if !present.waits() {
            return format!("refused: {}", present.status());
        }
        present.is_withdrawn = true;
        present.events.push("order_withdrawn");
        let others = [present.in_charge, deputy.filter(|deputy| Some(*deputy) != present.in_charge)];
        for to in [who].into_iter().chain(others.into_iter().flatten()).chain(asked) {
            self.write("order_withdrawn", to, order);
        }
        DONE.into()
    }

    pub fn take_again(&mut self, who: Who, order: usize, wanted: Again) -> String {
        if !self.people[who.0].is_there {
            return "signed out".into();
        }
        let present = &self.orders[order];
        if present.orderer != who || present.waits() {
            return NOT_FOUND.into();
        }
        let is_wanted = |(position, line): &(u32, &Line)| match wanted {
            Again::All => true,
            Again::Rejected => line.decided.is_some_and(|decision| decision.stands().0 == Verdict::Rejected),
            Again::One(wanted) => *position == wanted,
        };
        let mut lines: Vec<_> = present.present().filter(is_wanted).map(|(_, line)| present.to_be_had_again(line)).collect();
        if lines.is_empty() {
            return NOT_FOUND.into();
        }
        // What comes into the cart at once stands there by the articles' ids.
        lines.sort_unstable();
        self.cart_of(who);
        let mut taken = 0;
        for (article, _) in &lines {
            let (article, same) = (*article, lines.iter().filter(|(other, _)| other == article));
            // One article may stand there in the place of several.
            let quantity: u32 = same.map(|(_, quantity)| quantity).sum();
            let there = self.cart_of(who).lines.iter().find(|(known, _)| *known == article).map_or(0, |(_, quantity)| *quantity);
            taken += usize::from(self.put(who, article, there.max(quantity)));
        }
        format!("{taken} taken")
    }

    pub fn advance(&mut self, order: usize, to: SupplyStatus) -> String {
        let present = &mut self.orders[order];
        let Some(status) = present.supply else { return NOT_FOUND.into() };
        if status.next() != Some(to) {
            return format!("refused: {}", status.word());
        }
        present.supply = Some(to);
        present.events.push("supply_advanced");
        self.write("supply_progress", self.orders[order].orderer, order);
        DONE.into()
    }
}

impl World<'_> {
    pub async fn fill(&mut self, who: Who, lines: &[(usize, u32)], pays: &Pays) -> String {
        if !self.people[who.0].is_there {
            return "signed out".into();
        }
        let (store, orderer) = (&self.portal.store, &self.people[who.0].orderer);
        for (article, quantity) in lines {
            match store.set_cart_quantity(orderer, self.offers[*article].id, *quantity).await {
                // What is sold no more is not put in.
                Ok(()) | Err(Failure::Store(StoreError::NotFound)) => {}
                Err(other) => return other.told(),
            }
            self.portal.pass(LINE);
        }
        let cart = store.cart(orderer).await.expect("a cart");
        if cart.lines.is_empty() {
            return "nothing is left".into();
        }
        self.people[who.0].placing = Some(self.charged(placing(&cart), pays));
        "filled".into()
    }

    pub async fn withdraw(&self, who: Who, order: usize) -> String {
        told(self.portal.store.withdraw(&self.people[who.0].orderer, self.orders[order]).await)
    }

    pub async fn take_again(&self, who: Who, order: usize, lines: Again) -> String {
        let person = &self.people[who.0];
        if !person.is_there {
            return "signed out".into();
        }
        let lines = match lines {
            Again::All => AgainLines::All,
            Again::Rejected => AgainLines::Rejected,
            Again::One(position) => AgainLines::One(position),
        };
        match self.portal.store.take_again(&person.orderer, self.orders[order], lines).await {
            Ok(answer) => format!("{} taken", answer.taken.len()),
            other => told(other.map(drop)),
        }
    }

    pub async fn advance(&self, order: usize, to: SupplyStatus) -> String {
        let order = self.orders[order];
        // The supplier gets nowhere with the id of what is not released.
        let id = self.portal.peek.supply_order_of(order).await.unwrap_or(SupplyOrderId(order.0));
        told(self.portal.store.advance(&self.portal.supplier, id, to).await)
    }
}
