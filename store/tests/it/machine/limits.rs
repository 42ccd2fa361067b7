//! What somebody may order without a release, in the plain model.

use super::{
    cast::Who,
    model::{Model, Person},
    told::{DONE, NOT_FOUND, REFUSED},
};
use domain::{ApprovalKind, ReviewReason};

/// What an order may cost, and a month.
pub type Limits = (Option<i64>, Option<i64>);

impl Person {
    pub fn is_limited(&self) -> bool {
        self.per_order.is_some() || self.per_month.is_some()
    }
}

impl Model {
    pub fn limit(&mut self, by: Who, who: Who, limits: Limits, in_charge: Option<Who>) -> String {
        let person = &self.people[who.0];
        if who.company() != by.company() || !person.is_there {
            return NOT_FOUND.into();
        }
        let are_none = limits == (None, None);
        if !are_none && !person.is_limited() && !self.rules[who.company()].uses_limits {
            return REFUSED.into();
        }
        let other = in_charge.filter(|one| *one != who && one.company() == who.company() && self.is_approver(*one));
        let in_charge = match person.kind {
            ApprovalKind::Approver => return if are_none { DONE } else { REFUSED }.into(),
            ApprovalKind::AlwaysReview | ApprovalKind::ReviewOutsideAssortment => person.approver,
            ApprovalKind::Unrestricted if are_none => None,
            ApprovalKind::Unrestricted if other.is_none() => return REFUSED.into(),
            ApprovalKind::Unrestricted => other,
        };
        let person = &mut self.people[who.0];
        (person.per_order, person.per_month) = limits;
        person.approver = in_charge;
        DONE.into()
    }

    /// Why an order of this net sum is too much for somebody, if it is: an order that is there already is not counted besides.
    pub fn over_limit(&self, who: Who, net: i64, order: Option<usize>) -> Option<ReviewReason> {
        let person = &self.people[who.0];
        let (used, reserved) = self.month_of(who, order);
        if net > 0 && person.per_order.is_some_and(|limit| net > limit) {
            Some(ReviewReason::OverOrderLimit)
        } else if net > 0 && person.per_month.is_some_and(|limit| used + reserved + net > limit) {
            Some(ReviewReason::OverMonthLimit)
        } else {
            None
        }
    }

    /// What was handed over of somebody's orders this month, and what waits, whenever it was ordered.
    pub fn month_of(&self, who: Who, except: Option<usize>) -> (i64, i64) {
        let (mut used, mut reserved) = (0, 0);
        for (at, order) in self.orders.iter().enumerate().filter(|(_, order)| order.orderer == who) {
            let is_of_this_month = order.handed_over_on.is_some_and(|day| day.first_of_month() == self.today.first_of_month());
            if is_of_this_month {
                used += order.delivered_net();
            } else if order.waits() && Some(at) != except {
                reserved += self.reserved_by(order).iter().map(|(_, net)| net).sum::<i64>();
            }
        }
        (used, reserved)
    }

    /// Everybody who has a limit for the month.
    pub fn limited(&self) -> Vec<Who> {
        (0..self.people.len()).map(Who).filter(|who| self.people[who.0].is_there && self.people[who.0].per_month.is_some()).collect()
    }
}
