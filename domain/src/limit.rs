//! Limits and budgets: what may be ordered without a release, what of it is used, and what waits.
//!
//! Whatever goes beyond is not forbidden: somebody looks at it first. All amounts are net. What was handed over is used, in the month
//! and the year in which it was; what waits is reserved, whenever it was ordered, for it may be released today.

use crate::{charge::Charges, id::CostCentreId, money::Rappen, numbers::next_month, review::ReviewReason};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// What a contact may order without a release. `None` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The most that one order may cost.
    pub per_order: Option<Rappen>,
    /// The most of a month.
    pub per_month: Option<Rappen>,
}

impl Limits {
    /// Whether there are none.
    #[must_use]
    pub const fn are_none(self) -> bool {
        self.per_order.is_none() && self.per_month.is_none()
    }
}

/// What is gone of a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Handed over in this period.
    pub used: Rappen,
    /// Waits for a release.
    pub reserved: Rappen,
}

/// A limit with what is gone of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The limit.
    pub limit: Rappen,
    /// What is gone of it, without the order in question.
    pub usage: Usage,
}

impl Frame {
    /// A limit of which nothing can be gone yet.
    #[must_use]
    pub fn whole(limit: Rappen) -> Self {
        Self { limit, usage: Usage::default() }
    }

    /// Whether an order of this net sum goes beyond it. One that costs nothing never does.
    #[must_use]
    pub fn is_exceeded_by(self, order: Rappen) -> bool {
        order.0 > 0 && self.excess(order).0 > 0
    }

    /// What is left of it after the order.
    #[must_use]
    pub fn free(self, order: Rappen) -> Rappen {
        Rappen((self.limit.0 - self.taken(order)).max(0))
    }

    /// By how much it is exceeded with the order.
    #[must_use]
    pub fn excess(self, order: Rappen) -> Rappen {
        Rappen((self.taken(order) - self.limit.0).max(0))
    }

    /// The lengths of what is used, what is reserved, and the order, on a bar of a thousand. Where all together exceed the limit, the bar
    /// is as long as they are.
    #[must_use]
    pub fn lengths(self, order: Rappen) -> [i64; 3] {
        let whole = self.limit.0.max(self.taken(order)).max(1);
        let end = |amount: i64| i64::try_from(i128::from(amount) * 1000 / i128::from(whole)).unwrap_or(1000);
        let (used, reserved) = (end(self.usage.used.0), end((self.usage.used + self.usage.reserved).0));
        [used, reserved - used, end(self.taken(order)) - reserved]
    }

    fn taken(self, order: Rappen) -> i64 {
        (self.usage.used + self.usage.reserved + order).0
    }
}

/// What a cost centre may be charged in a year without a release, with what is gone of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// The cost centre.
    pub cost_centre: CostCentreId,
    /// Its year.
    pub frame: Frame,
}

/// Everything that limits an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frames {
    /// Of this order alone.
    pub order: Option<Frame>,
    /// Of the orderer's month.
    pub month: Option<Frame>,
    /// Of the cost centres that pay for it and have a budget, in the order of the first of their lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budgets: Vec<Budget>,
}

impl Frames {
    /// What limits an order that costs this: the same limits of its orderer, and the budgets of the cost centres that pay for it, of which
    /// `budget` knows.
    #[must_use]
    pub fn of_order(&self, order: &Charges, budget: impl Fn(CostCentreId) -> Option<Frame>) -> Self {
        let budget = |cost_centre| budget(cost_centre).map(|frame| Budget { cost_centre, frame });
        Self { order: self.order, month: self.month, budgets: order.cost_centres().into_iter().filter_map(budget).collect() }
    }

    /// What of an order that costs this is too much.
    #[must_use]
    pub fn over(&self, order: &Charges) -> Over {
        let net = order.net();
        let own = [(ReviewReason::OverOrderLimit, self.order), (ReviewReason::OverMonthLimit, self.month)];
        let whole = own.into_iter().find(|(_, frame)| frame.is_some_and(|frame| frame.is_exceeded_by(net)));
        let excess = |Budget { cost_centre, frame }: &Budget| {
            let charged = order.on(*cost_centre);
            frame.is_exceeded_by(charged).then(|| (*cost_centre, frame.excess(charged)))
        };
        let exceeded: Vec<_> = self.budgets.iter().filter_map(excess).collect();
        // The last of the greatest is the one asked for: from the end on, that is the one of the first line.
        let furthest = exceeded.iter().rev().max_by_key(|(_, by)| *by).map(|(cost_centre, _)| *cost_centre);
        let budgets = exceeded.into_iter().map(|(cost_centre, _)| cost_centre).collect();
        Over { whole: whole.map(|(reason, _)| reason), budgets, furthest }
    }
}

/// What of an order is too much. A limit of the orderer is about the order as a whole, and so about each line; a budget is about the
/// lines for which its cost centre pays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Over {
    /// The narrowest limit that it exceeds.
    whole: Option<ReviewReason>,
    /// The cost centres whose budgets it exceeds, in the order of the first of their lines.
    budgets: Vec<CostCentreId>,
    /// The one whose budget it exceeds by most.
    furthest: Option<CostCentreId>,
}

impl Over {
    /// Why a line is reviewed for which this cost centre pays, if it is too much.
    #[must_use]
    pub fn reason(&self, payer: Option<CostCentreId>) -> Option<ReviewReason> {
        let is_over_budget = payer.is_some_and(|payer| self.budgets.contains(&payer));
        self.whole.or(is_over_budget.then_some(ReviewReason::OverBudget))
    }

    /// The cost centre whose budget it exceeds by most, of several the one that pays for the first line. Whoever looks after it decides
    /// first, where the orderer has no approver of their own.
    #[must_use]
    pub const fn furthest(&self) -> Option<CostCentreId> {
        self.furthest
    }

    /// All whose budgets it exceeds, in the order in which whoever looks after them has a say, by the rule of
    /// [`hierarchy`](crate::hierarchy): after the first, in the order of their lines, which stays when something is used elsewhere.
    pub fn in_turn(&self) -> impl Iterator<Item = CostCentreId> {
        let first = self.furthest;
        first.into_iter().chain(self.budgets.iter().copied().filter(move |id| Some(*id) != first))
    }
}

/// The month of this day: its first day, and that of the next.
#[must_use]
pub fn month_of(day: Date) -> (Date, Date) {
    let first = day.first_of_month();
    (first, next_month(first))
}

/// The year of this day: its first day, and that of the next.
#[must_use]
pub fn year_of(day: Date) -> (Date, Date) {
    let first = day.first_of_year();
    (first, first.saturating_add(1.year()))
}

#[cfg(test)]
mod tests;
