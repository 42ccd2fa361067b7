//! The plain model of what people do with carts and orders.

use super::{
    model::{Cart, Form, Line, Model, Order},
    step::{Again, Who},
};
use domain::{ApprovalKind, ReviewReason, SupplyStatus, Verdict};

impl Model {
    pub fn fill(&mut self, who: Who, lines: &[(usize, u32)]) -> String {
        if !self.people[who.0].is_there {
            return "signed out".into();
        }
        for (article, quantity) in lines {
            self.put(who, *article, *quantity);
        }
        let person = &mut self.people[who.0];
        let cart = person.cart.as_ref().expect("something was put in");
        let lines = cart.lines.iter().map(|(article, quantity)| (*article, *quantity, self.prices[*article])).collect();
        person.form = Some(Form { key: cart.key, lines, is_altered: false });
        "filled".into()
    }

    fn put(&mut self, who: Who, article: usize, quantity: u32) {
        self.carts += 1;
        let cart = self.people[who.0].cart.get_or_insert_with(|| Cart { key: self.carts, lines: vec![] });
        match cart.lines.iter_mut().find(|(known, _)| *known == article) {
            Some((_, present)) => *present = quantity,
            None => cart.lines.push((article, quantity)),
        }
    }

    pub fn send(&mut self, who: Who, is_altered: bool) -> String {
        let person = &self.people[who.0];
        if !person.is_there {
            return "not found".into();
        }
        let Some(form) = person.form.clone() else { return "has no form".into() };
        let form = Form { is_altered, ..form };
        if let Some((sent, order)) = person.sent.iter().find(|(sent, _)| sent.key == form.key) {
            return if *sent == form { format!("order {order}") } else { "refused: KeyReused".into() };
        }
        let Some(cart) = &person.cart else { return "refused: Empty".into() };
        let present: Vec<_> = cart.lines.iter().map(|(article, quantity)| (*article, *quantity, self.prices[*article])).collect();
        if present != form.lines {
            return "refused: CartChanged".into();
        }
        self.place(who, form)
    }

    fn place(&mut self, who: Who, form: Form) -> String {
        let id = self.orders.len();
        let person = &mut self.people[who.0];
        let assortment = self.assortments[who.company()];
        let line = |(place, (article, quantity, price)): (usize, &(usize, u32, i64))| {
            let review = match person.kind {
                ApprovalKind::AlwaysReview => Some(ReviewReason::EveryOrder),
                ApprovalKind::ReviewOutsideAssortment if !assortment[*article] => Some(ReviewReason::OutsideAssortment),
                _ => None,
            };
            let (article, quantity, price) = (*article, *quantity, *price);
            Line { place, is_gone: false, article, quantity, price, agreed: price, review, decided: None, is_asked_again: false }
        };
        let lines: Vec<_> = form.lines.iter().enumerate().map(line).collect();
        let waits = lines.iter().any(Line::is_open);
        let in_charge = person.approver.filter(|_| waits);
        person.cart = None;
        person.sent.push((form, id));
        self.orders.push(Order { orderer: who, in_charge, lines, is_withdrawn: false, supply: None, events: vec!["order_placed"] });
        self.mails.push(("order_received", who));
        match self.deputy(id) {
            Some(deputy) => self.mails.push(("release_wanted", deputy)),
            None => self.hand_over(id),
        }
        format!("order {id}")
    }

    fn hand_over(&mut self, order: usize) {
        self.handed_over.push(order);
        self.orders[order].supply = Some(SupplyStatus::Received);
        self.orders[order].events.push("order_handed_over");
    }

    pub fn decide(&mut self, who: Who, order: usize, decisions: &[(u32, Verdict)]) -> String {
        if !self.may_decide(who, order) {
            return "not found".into();
        }
        if decisions.is_empty() {
            return "refused: NothingToDecide".into();
        }
        let mut lines = self.orders[order].lines.clone();
        let mut events = vec![];
        for (position, verdict) in decisions {
            let index = *position as usize - 1;
            if self.orders[order].line(*position).is_some_and(|line| line.is_gone) {
                let present = &self.orders[order];
                return format!("refused: {}", if present.waits() { "Revised" } else { present.status() });
            }
            let Some(before) = self.orders[order].lines.get(index).filter(|line| line.review.is_some()) else { return "not found".into() };
            match (before.decided, lines[index].decided) {
                (Some(standing), _) if standing == (*verdict, who) => continue,
                (Some((_, first)), _) => return format!("refused: decided by {first:?}"),
                _ if !self.orders[order].waits() => return format!("refused: {}", self.orders[order].status()),
                (None, Some(_)) => return format!("refused: decided by {who:?}"),
                (None, None) => lines[index].decided = Some((*verdict, who)),
            }
            events.push("line_decided");
            let today = self.prices[lines[index].article];
            if *verdict == Verdict::Released && lines[index].agreed != today {
                lines[index].agreed = today;
                events.push("price_agreed");
            }
        }
        let is_changed = !events.is_empty();
        self.orders[order].lines = lines;
        self.orders[order].events.extend(events);
        let asked = match self.orders[order].open().is_empty() {
            true if is_changed => self.close(order),
            _ if is_changed => 0,
            _ => self.orders[order].asked_again(),
        };
        format!("{}, {} open, {asked} again", self.orders[order].status(), self.orders[order].open().len())
    }

    pub fn take_back(&mut self, who: Who, order: usize, position: u32) -> String {
        let may_decide = self.may_decide(who, order);
        let present = &mut self.orders[order];
        let (status, waits) = (present.status(), present.waits());
        let line = present.lines.get_mut(position as usize - 1).filter(|line| may_decide && (line.is_gone || line.review.is_some()));
        let Some(line) = line else { return "not found".into() };
        match line.decided {
            _ if line.is_gone => "refused: Gone".into(),
            _ if !waits => format!("refused: {status}"),
            Some((_, by)) if by != who => format!("refused: decided by {by:?}"),
            Some(_) => {
                line.decided = None;
                line.agreed = line.price;
                present.events.push("decision_taken_back");
                "done".into()
            }
            None => "refused: Gone".into(),
        }
    }

    /// Nothing is open any more; gives how many lines are asked again.
    pub fn close(&mut self, order: usize) -> usize {
        let orderer = self.orders[order].orderer;
        let asked = self.ask_again(order);
        if asked > 0 {
            let deputy = self.deputy(order).expect("somebody is in charge");
            self.mails.push(("asked_again", deputy));
        } else if self.orders[order].present().any(|(_, line)| line.goes_out()) {
            self.settle(order);
            self.hand_over(order);
            self.mails.push(("handed_over", orderer));
        } else {
            self.orders[order].events.push("order_rejected");
            self.mails.push(("order_rejected", orderer));
        }
        asked
    }

    /// What has become dearer by more than two percent since it was agreed on, and would go out.
    fn ask_again(&mut self, order: usize) -> usize {
        let (prices, order) = (self.prices, &mut self.orders[order]);
        let is_dearer = |line: &&mut Line| !line.is_gone && line.goes_out() && prices[line.article] * 100 > line.agreed * 102;
        let mut asked = 0;
        for line in order.lines.iter_mut().filter(is_dearer) {
            line.decided = None;
            line.is_asked_again = true;
            line.review = line.review.or(Some(ReviewReason::PriceRose));
            order.events.push("line_asked_again");
            asked += 1;
        }
        asked
    }

    /// All that goes out takes today's prices.
    fn settle(&mut self, order: usize) {
        let (prices, order) = (self.prices, &mut self.orders[order]);
        let is_moved = |line: &&mut Line| !line.is_gone && line.goes_out() && line.agreed != prices[line.article];
        for line in order.lines.iter_mut().filter(is_moved) {
            line.agreed = prices[line.article];
            order.events.push("price_agreed");
        }
    }

    pub fn withdraw(&mut self, who: Who, order: usize) -> String {
        let (deputy, present) = (self.deputy(order), &mut self.orders[order]);
        if present.orderer != who || !self.people[who.0].is_there {
            return "not found".into();
        }
        if present.is_withdrawn {
            return "done".into();
        }
        if !present.waits() {
            return format!("refused: {}", present.status());
        }
        present.is_withdrawn = true;
        present.events.push("order_withdrawn");
        self.mails.push(("order_withdrawn", who));
        let others = [present.in_charge, deputy.filter(|deputy| Some(*deputy) != present.in_charge)];
        self.mails.extend(others.into_iter().flatten().map(|other| ("order_withdrawn", other)));
        "done".into()
    }

    pub fn take_again(&mut self, who: Who, order: usize, wanted: Again) -> String {
        if !self.people[who.0].is_there {
            return "signed out".into();
        }
        let present = &self.orders[order];
        if present.orderer != who || present.waits() {
            return "not found".into();
        }
        let is_wanted = |(position, line): &(u32, &Line)| match wanted {
            Again::All => true,
            Again::Rejected => line.decided.is_some_and(|(verdict, _)| verdict == Verdict::Rejected),
            Again::One(wanted) => *position == wanted,
        };
        let mut lines: Vec<_> = present.present().filter(is_wanted).map(|(_, line)| (line.article, line.quantity)).collect();
        if lines.is_empty() {
            return "not found".into();
        }
        // What comes into the cart at once stands there by the articles' ids.
        lines.sort_unstable();
        for (article, quantity) in &lines {
            let there = self.people[who.0].cart.as_ref().and_then(|cart| cart.lines.iter().find(|(known, _)| known == article));
            let there = there.map_or(0, |(_, quantity)| *quantity);
            self.put(who, *article, there.max(*quantity));
        }
        format!("{} taken", lines.len())
    }

    pub fn advance(&mut self, order: usize, to: SupplyStatus) -> String {
        let order = &mut self.orders[order];
        let Some(present) = order.supply else { return "not found".into() };
        if present.next() != Some(to) {
            return format!("refused: {}", present.word());
        }
        order.supply = Some(to);
        order.events.push("supply_advanced");
        self.mails.push(("supply_progress", order.orderer));
        "done".into()
    }
}
