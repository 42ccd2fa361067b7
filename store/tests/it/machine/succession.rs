//! Contacts who get another Freigabeart or go, and whoever takes over from them: in the plain model, and in the store.

use super::{
    cast::{Who, approver, orderer},
    duty::Absence,
    model::Model,
    order::Order,
    step::Step,
    told::{DONE, NOT_FOUND, REFUSED, in_short},
    world::World,
};
use crate::ordering::contact_data;
use domain::ApprovalKind;
use proptest::{option, prelude::*, sample::select};

/// A contact gets another Freigabeart, or goes.
pub fn administering() -> impl Strategy<Value = Step> {
    let kind = prop_oneof![2 => Just(ApprovalKind::Approver), 1 => select(ApprovalKind::ALL)];
    prop_oneof![
        2 => (approver(), orderer(), kind, approver(), option::of(approver()))
            .prop_map(|(by, who, kind, approver, successor)| Step::Change { by, who, kind, approver, successor }),
        1 => (approver(), approver(), option::of(approver())).prop_map(|(by, who, successor)| Step::Delete { by, who, successor }),
    ]
}

impl Model {
    pub fn change(&mut self, by: Who, who: Who, (kind, approver): (ApprovalKind, Who), successor: Option<Who>) -> String {
        if !self.may_administer(by, who) {
            return NOT_FOUND.into();
        }
        let is_reviewed = matches!(kind, ApprovalKind::AlwaysReview | ApprovalKind::ReviewOutsideAssortment);
        if is_reviewed && (approver == who || approver.company() != by.company() || !self.is_approver(approver)) {
            return REFUSED.into();
        }
        if self.is_approver(who) && kind != ApprovalKind::Approver && !self.let_go(who, successor) {
            return REFUSED.into();
        }
        let person = &mut self.people[who.0];
        person.kind = kind;
        if kind == ApprovalKind::Approver {
            (person.per_order, person.per_month) = (None, None);
        }
        // Whoever has limits keeps whoever decides beyond them.
        person.approver = if is_reviewed { Some(approver) } else { person.approver.filter(|_| person.is_limited()) };
        if !is_reviewed {
            self.end_standing_of(who);
        }
        DONE.into()
    }

    pub fn delete(&mut self, by: Who, who: Who, successor: Option<Who>) -> String {
        if !self.may_administer(by, who) {
            return NOT_FOUND.into();
        }
        if self.is_approver(who) && !self.let_go(who, successor) {
            return REFUSED.into();
        }
        self.people[who.0].is_there = false;
        self.end_standing_of(who);
        DONE.into()
    }

    fn may_administer(&self, by: Who, who: Who) -> bool {
        self.is_approver(by) && by.company() == who.company() && self.people[who.0].is_there
    }

    /// Whether an approver can go, and if so, what moves to the successor.
    fn let_go(&mut self, who: Who, successor: Option<Who>) -> bool {
        let company = who.company();
        let needed = if self.rules[company].needs_four_eyes { 2 } else { 1 };
        if self.approvers(company).len() <= needed {
            return false;
        }
        let contacts: Vec<_> =
            (0..self.people.len()).filter(|at| self.people[*at].is_there && self.people[*at].approver == Some(who)).collect();
        let orders: Vec<_> =
            (0..self.orders.len()).filter(|at| self.orders[*at].waits() && self.orders[*at].in_charge == Some(who)).collect();
        let stands_in = self.coming_absences().iter().any(|at| self.absences[*at].substitute == who);
        let looks_after = self.centres.iter().any(|centre| centre.approver == who);
        let is_needed = looks_after || !contacts.is_empty() || !orders.is_empty() || stands_in || !self.below(who).is_empty();
        let fits = |next: Who| next != who && next.company() == company && self.is_approver(next);
        let successor = successor.filter(|next| is_needed && fits(*next));
        if is_needed && successor.is_none_or(|next| orders.iter().any(|at| self.is_barred(next, *at))) {
            return false;
        }
        if !self.hand_on_ranks(who, successor) {
            return false;
        }
        self.hand_on_absences(who, successor);
        for at in contacts {
            self.people[at].approver = successor;
        }
        for centre in self.centres.iter_mut().filter(|centre| centre.approver == who) {
            centre.approver = successor.unwrap_or(who);
        }
        for at in orders {
            self.hand_on_order(at, successor);
        }
        true
    }

    fn hand_on_order(&mut self, order: usize, successor: Option<Who>) {
        let present = &mut self.orders[order];
        present.in_charge = successor;
        present.events.push("approver_changed");
        let wanted = wanted_of(present);
        self.ask(wanted, order);
    }

    /// Nobody stands in for whoever goes; for whom they stood in, the successor does, if that can be.
    fn hand_on_absences(&mut self, who: Who, successor: Option<Who>) {
        let theirs: Vec<_> = self
            .coming_absences()
            .into_iter()
            .filter(|at| [self.absences[*at].away, self.absences[*at].substitute].contains(&who))
            .collect();
        for at in &theirs {
            self.absences[*at].is_ended = true;
        }
        for at in theirs {
            let Some(substitute) = successor.filter(|_| self.absences[at].substitute == who) else { continue };
            let next = Absence { substitute, is_ended: false, ..self.absences[at] };
            if self.fits(&next) {
                self.absences[at] = next;
            }
        }
    }
}

/// What whoever is in charge now is asked for.
fn wanted_of(order: &Order) -> &'static str {
    match (order.level(), order.open().is_empty()) {
        (0, _) => "release_wanted",
        (_, true) => "confirmation_wanted",
        (_, false) => "asked_again",
    }
}

impl World<'_> {
    pub async fn change(&mut self, by: Who, who: Who, (kind, approver): (ApprovalKind, Who), successor: Option<Who>) -> String {
        let Some(caller) = self.approver(by) else { return NOT_FOUND.into() };
        let name = self.names.user_name(who);
        let data = contact_data(&name, kind, Some(self.id(approver)));
        let successor = successor.map(|successor| self.id(successor));
        let answer = in_short(self.portal.store.edit_contact(caller, self.id(who), data, successor).await);
        if answer == DONE {
            let orderer = self.portal.orderer(&name).await;
            // Whoever was an approver goes on as if they still were.
            self.people[who.0].approver = orderer.approver().or(self.people[who.0].approver.take());
            self.people[who.0].orderer = orderer;
        }
        answer
    }

    pub async fn delete(&mut self, by: Who, who: Who, successor: Option<Who>) -> String {
        let Some(caller) = self.approver(by) else { return NOT_FOUND.into() };
        let successor = successor.map(|successor| self.id(successor));
        let answer = in_short(self.portal.store.delete_contact(caller, self.id(who), successor).await);
        self.people[who.0].is_there &= answer != DONE;
        answer
    }
}
