//! What of an order is too much, in the plain model: for whoever orders it, or for the cost centres that pay.

use super::{
    cast::Who,
    model::Model,
    order::{Line, Order},
};
use domain::ReviewReason;

/// What a line costs, net, and the cost centre that pays for it, if one does.
pub type Charge = (Option<usize>, i64);

/// What of an order is too much.
pub struct Over {
    /// A limit of whoever orders it: all of it is.
    whole: Option<ReviewReason>,
    /// The cost centres whose budgets are not enough, each with what is missing, in the order of their first lines.
    budgets: Vec<(usize, i64)>,
}

impl Over {
    /// Why a line is too much for which this cost centre pays, if it is.
    pub fn reason(&self, payer: Option<usize>) -> Option<ReviewReason> {
        let is_missing = self.budgets.iter().any(|(centre, _)| Some(*centre) == payer);
        self.whole.or(is_missing.then_some(ReviewReason::OverBudget))
    }

    /// The cost centre for which the most is missing, the first of those for which it is the same.
    pub fn furthest(&self) -> Option<usize> {
        let most = self.budgets.iter().map(|(_, missing)| *missing).max()?;
        self.budgets.iter().find(|(_, missing)| *missing == most).map(|(centre, _)| *centre)
    }
}

impl Model {
    /// What of an order is too much that costs this: one that is there already is not counted besides.
    pub fn over(&self, who: Who, charges: &[Charge], order: Option<usize>) -> Over {
        let mut budgets: Vec<(usize, i64)> = vec![];
        for centre in charges.iter().filter_map(|(payer, _)| *payer) {
            let missing = self.missing(centre, net_of(charges, Some(centre)), order);
            if missing > 0 && budgets.iter().all(|(known, _)| *known != centre) {
                budgets.push((centre, missing));
            }
        }
        let net = charges.iter().map(|(_, net)| net).sum();
        Over { whole: self.over_limit(who, net, order), budgets }
    }

    /// Who looks after the budgets that an order exceeds and has a say, each with the line because of which they have it.
    pub fn responsible<'o>(&self, order: &'o Order) -> Vec<(Who, &'o Line)> {
        let owner = |line: &'o Line| Some((self.centres[order.payer(line)?].approver, line));
        order.beyond_budgets().into_iter().filter_map(owner).collect()
    }

    /// How much a budget lacks for this, if it has not enough.
    fn missing(&self, centre: usize, net: i64, order: Option<usize>) -> i64 {
        let (used, reserved) = self.year_of(centre, order);
        let gone = |per_year: i64| if net > 0 { used + reserved + net - per_year } else { 0 };
        self.centres[centre].per_year.map_or(0, gone)
    }

    /// What was handed over this year for which a cost centre pays, and what waits, whenever it was ordered.
    pub fn year_of(&self, centre: usize, except: Option<usize>) -> (i64, i64) {
        let (mut used, mut reserved) = (0, 0);
        for (at, order) in self.orders.iter().enumerate() {
            if order.handed_over_on.is_some_and(|day| day.year() == self.today.year()) {
                used += net_of(&order.delivered_charges(), Some(centre));
            } else if order.waits() && Some(at) != except {
                reserved += net_of(&self.reserved_by(order), Some(centre));
            }
        }
        (used, reserved)
    }

    /// What would be handed over if everything were released that is open. As long as nobody has decided anything, and nothing was asked
    /// again, that is what was ordered.
    pub fn reserved_by(&self, order: &Order) -> Vec<Charge> {
        let is_as_ordered = order.status() == "waiting" && !order.lines.iter().any(|line| line.is_asked_again);
        if is_as_ordered {
            order.present().map(|(_, line)| (order.payer(line), line.net())).collect()
        } else {
            self.charges_if_released(order)
        }
    }
}

/// What one of them pays of it.
fn net_of(charges: &[Charge], payer: Option<usize>) -> i64 {
    charges.iter().filter(|(one, _)| *one == payer).map(|(_, net)| net).sum()
}
