//! What people do with carts and orders: in the plain model, and in the store.

use super::{
    cast::{Who, orderer},
    model::{Cart, Form, Model},
    order::{Line, Order},
    step::{Again, Step},
    told::{DONE, NOT_FOUND, Told, told},
    world::World,
};
use crate::ordering::placing;
use domain::{SupplyOrderId, SupplyStatus, Verdict};
use jiff::SignedDuration;
use proptest::{collection::vec, prelude::*};
use store::{AgainLines, Failure, StoreError};

/// Somebody orders, or fills their cart or sends it.
pub fn ordering() -> impl Strategy<Value = Step> {
    let lines = || vec((0..4_usize, 1..4_u32), 1..5);
    prop_oneof![
        4 => (orderer(), lines()).prop_map(|(who, lines)| Step::Order { who, lines }),
        1 => (orderer(), lines()).prop_map(|(who, lines)| Step::Fill { who, lines }),
        2 => (orderer(), any::<bool>()).prop_map(|(who, is_altered)| Step::Send { who, is_altered }),
    ]
}

impl Model {
    pub fn fill(&mut self, who: Who, lines: &[(usize, u32)]) -> String {
        if !self.people[who.0].is_there {
            return "signed out".into();
        }
        for (article, quantity) in lines {
            self.put(who, *article, *quantity);
        }
        let person = &mut self.people[who.0];
        let Some(cart) = person.cart.as_ref().filter(|cart| !cart.lines.is_empty()) else { return "nothing is left".into() };
        let lines = cart.lines.iter().map(|(article, quantity)| (*article, *quantity, self.prices[*article])).collect();
        person.form = Some(Form { key: cart.key, lines, is_altered: false });
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

    pub fn send(&mut self, who: Who, is_altered: bool) -> String {
        let person = &self.people[who.0];
        if !person.is_there {
            return NOT_FOUND.into();
        }
        let Some(form) = person.form.clone() else { return "has no form".into() };
        let form = Form { is_altered, ..form };
        if let Some((sent, order)) = person.sent.iter().find(|(sent, _)| sent.key == form.key) {
            return if *sent == form { format!("order {order}") } else { "refused: KeyReused".into() };
        }
        let Some(cart) = person.cart.as_ref().filter(|cart| !cart.lines.is_empty()) else { return "refused: Empty".into() };
        let present: Vec<_> = cart.lines.iter().map(|(article, quantity)| (*article, *quantity, self.prices[*article])).collect();
        if present != form.lines {
            return "refused: CartChanged".into();
        }
        if present.iter().any(|(article, _, _)| !self.sold[*article]) {
            return "refused: NotSold".into();
        }
        self.place(who, form)
    }

    fn place(&mut self, who: Who, form: Form) -> String {
        let id = self.orders.len();
        let net: i64 = form.lines.iter().map(|(_, quantity, price)| price * i64::from(*quantity)).sum();
        let over = self.over(who, net, None);
        let line = |(place, (article, quantity, _)): (usize, &(usize, u32, i64))| self.ordered(who, place, (*article, *quantity), over);
        let lines: Vec<_> = form.lines.iter().enumerate().map(line).collect();
        let is_freed = lines.iter().any(|line| line.freed.is_some());
        let events = ["order_placed"].into_iter().chain(is_freed.then_some("standing_release_used")).collect();
        let person = &mut self.people[who.0];
        let in_charge = person.approver.filter(|_| lines.iter().any(Line::is_open));
        person.cart = None;
        person.sent.push((form, id));
        let (releases, is_withdrawn, supply, handed_over_on) = (vec![], false, None, None);
        self.orders.push(Order { orderer: who, in_charge, lines, releases, is_withdrawn, supply, handed_over_on, events });
        self.mails.push(("order_received", who));
        match self.deputy(id) {
            Some(deputy) => self.mails.push(("release_wanted", deputy)),
            None => self.hand_over(id),
        }
        format!("order {id}")
    }

    pub fn withdraw(&mut self, who: Who, order: usize) -> String {
        let (deputy, present) = (self.deputy(order), &mut self.orders[order]);
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
        self.mails.push(("order_withdrawn", who));
        let others = [present.in_charge, deputy.filter(|deputy| Some(*deputy) != present.in_charge)];
        self.mails.extend(others.into_iter().flatten().map(|other| ("order_withdrawn", other)));
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
        let order = &mut self.orders[order];
        let Some(present) = order.supply else { return NOT_FOUND.into() };
        if present.next() != Some(to) {
            return format!("refused: {}", present.word());
        }
        order.supply = Some(to);
        order.events.push("supply_advanced");
        self.mails.push(("supply_progress", order.orderer));
        DONE.into()
    }
}

impl World<'_> {
    pub async fn fill(&mut self, who: Who, lines: &[(usize, u32)]) -> String {
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
            // So that the lines have an order.
            self.portal.pass(SignedDuration::from_millis(1));
        }
        let cart = store.cart(orderer).await.expect("a cart");
        if cart.lines.is_empty() {
            return "nothing is left".into();
        }
        self.people[who.0].placing = Some(placing(&cart));
        "filled".into()
    }

    pub async fn send(&mut self, who: Who, is_altered: bool) -> String {
        let person = &self.people[who.0];
        let Some(mut placing) = person.placing.clone() else {
            return if person.is_there { "has no form" } else { NOT_FOUND }.into();
        };
        placing.note = is_altered.then(|| "Anders".into());
        match self.portal.store.place(&person.orderer, placing).await {
            Ok(placed) => {
                if !self.orders.contains(&placed.order_id) {
                    self.orders.push(placed.order_id);
                }
                format!("order {}", self.orders.iter().position(|id| *id == placed.order_id).expect("it is there"))
            }
            other => told(other.map(drop)),
        }
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
