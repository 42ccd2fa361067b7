//! Sending the cart as one order or, where only some lines need a release, as two: in the plain model, and in the store.

use super::{
    cast::{Who, orderer},
    cost_centres::{Pays, pays},
    model::{Form, Model},
    order::{Line, Order},
    step::Step,
    told::{NOT_FOUND, told},
    world::World,
};
use proptest::{bool::weighted, collection::vec, prelude::*};
use store::{Placed, Placing};

/// Somebody orders, or fills their cart or sends it.
pub fn ordering() -> impl Strategy<Value = Step> {
    let lines = || vec((0..4_usize, 1..4_u32), 1..5);
    let is_split = || weighted(0.4);
    prop_oneof![
        4 => (orderer(), lines(), pays(), is_split()).prop_map(|(who, lines, pays, is_split)| Step::Order { who, lines, pays, is_split }),
        1 => (orderer(), lines(), pays()).prop_map(|(who, lines, pays)| Step::Fill { who, lines, pays }),
        2 => (orderer(), any::<bool>(), is_split()).prop_map(|(who, is_altered, is_split)| Step::Send { who, is_altered, is_split }),
    ]
}

impl Model {
    pub fn send(&mut self, who: Who, is_altered: bool, is_split: bool) -> String {
        let person = &self.people[who.0];
        if !person.is_there {
            return NOT_FOUND.into();
        }
        let Some(form) = person.form.clone() else { return "has no form".into() };
        let form = Form { is_altered, is_split, ..form };
        if let Some((sent, order)) = person.sent.iter().find(|(sent, _)| sent.key == form.key) {
            return if *sent == form { format!("order {order}") } else { "refused: KeyReused".into() };
        }
        let Some(cart) = person.cart.as_ref().filter(|cart| !cart.lines.is_empty()) else { return "refused: Empty".into() };
        let present: Vec<_> = cart.lines.iter().map(|(article, quantity)| (*article, *quantity, self.prices[*article])).collect();
        if present != form.lines {
            return "refused: CartChanged".into();
        }
        if form.freight != self.freight {
            return "refused: FreightChanged".into();
        }
        if present.iter().any(|(article, _, _)| !self.sold[*article]) {
            return "refused: NotSold".into();
        }
        if form.pays.order.is_some_and(|centre| !self.can_choose(who, centre)) {
            return "refused: UnknownCostCentre".into();
        }
        if present.iter().filter_map(|(article, _, _)| form.pays.own_of(*article)).any(|centre| !self.can_choose(who, centre)) {
            return "refused: UnknownLineCostCentre".into();
        }
        self.place(who, form)
    }

    fn place(&mut self, who: Who, form: Form) -> String {
        let pays = &form.pays;
        let payer = |article: usize| pays.own_of(article).or(pays.order);
        let charges: Vec<_> = form.lines.iter().map(|(article, quantity, price)| (payer(*article), price * i64::from(*quantity))).collect();
        let over = self.over(who, &charges, None);
        let line = |(article, quantity, _): &(usize, u32, i64)| {
            let line = self.ordered(who, 0, (*article, *quantity), over.reason(payer(*article)));
            Line { own: pays.own_of(*article), ..line }
        };
        let lines: Vec<_> = form.lines.iter().map(line).collect();
        let in_charge = self.people[who.0].approver.or_else(|| over.furthest().map(|centre| self.centres[centre].approver));
        let (waiting, free): (Vec<_>, Vec<_>) = lines.iter().cloned().partition(Line::is_open);
        let centre = pays.order;
        let id = if form.is_split && !waiting.is_empty() && !free.is_empty() {
            let at_once = self.take_in(who, (free, centre), None);
            let id = self.take_in(who, (waiting, centre), in_charge);
            for (one, other) in [(at_once, id), (id, at_once)] {
                self.orders[one].other = Some(other);
                self.orders[one].events.push("order_split");
            }
            id
        } else {
            let in_charge = in_charge.filter(|_| !waiting.is_empty());
            self.take_in(who, (lines, centre), in_charge)
        };
        let person = &mut self.people[who.0];
        person.cart = None;
        person.sent.push((form, id));
        format!("order {id}")
    }

    /// A new order, which goes at once if nobody is in charge of it.
    fn take_in(&mut self, orderer: Who, (lines, centre): (Vec<Line>, Option<usize>), in_charge: Option<Who>) -> usize {
        let id = self.orders.len();
        let lines: Vec<_> = lines.into_iter().enumerate().map(|(place, line)| Line { place, ..line }).collect();
        let is_freed = lines.iter().any(|line| line.freed.is_some());
        let asks_responsible = in_charge.is_some() && self.people[orderer.0].approver.is_none();
        let events = ["order_placed"].into_iter().chain(is_freed.then_some("standing_release_used")).collect();
        self.orders.push(Order {
            orderer,
            in_charge,
            asks_responsible,
            lines,
            releases: vec![],
            is_withdrawn: false,
            centre,
            other: None,
            freight: self.freight,
            stays_free: false,
            last_on: None,
            wait: None,
            asked: vec![],
            supply: None,
            handed_over_on: None,
            events,
        });
        self.write("order_received", orderer, id);
        match in_charge {
            Some(_) => self.ask("release_wanted", id),
            None => self.hand_over(id),
        }
        id
    }
}

impl World<'_> {
    /// What somebody sends who sees this form and says who is to pay.
    pub fn charged(&self, form: Placing, pays: &Pays) -> Placing {
        let own = pays.own.iter().map(|(article, centre)| (self.offers[*article].id, self.centres[*centre]));
        Placing { cost_centre: pays.order.map(|centre| self.centres[centre]), line_cost_centres: own.collect(), ..form }
    }

    pub async fn send(&mut self, who: Who, is_altered: bool, is_split: bool) -> String {
        let person = &self.people[who.0];
        let Some(mut placing) = person.placing.clone() else {
            return if person.is_there { "has no form" } else { NOT_FOUND }.into();
        };
        placing.note = is_altered.then(|| "Anders".into());
        let store = &self.portal.store;
        let placed = if is_split { store.place_split(&person.orderer, placing).await } else { store.place(&person.orderer, placing).await };
        match placed {
            Ok(placed) => format!("order {}", self.note(who, placed).await),
            other => told(other.map(drop)),
        }
    }

    /// The number of an order in this sequence, and of the other one of its cart before it, if they are new.
    async fn note(&mut self, who: Who, Placed { order_id, .. }: Placed) -> usize {
        if let Some(at) = self.orders.iter().position(|id| *id == order_id) {
            return at;
        }
        let order = self.portal.store.order(&self.people[who.0].orderer, order_id).await.expect("their own order");
        self.orders.extend(order.other_part.map(|other| other.id));
        self.orders.push(order_id);
        self.orders.len() - 1
    }
}
