//! What limits orders that are released together.

use crate::{
    locale::language,
    prelude::*,
    show::{Bar, FrameBars, bars},
    text,
};
use domain::{Charges, Frame, Frames, Rappen};
use serde::{Deserialize, Serialize};

/// A limit on which some of them draw, once for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedLimit {
    /// What is limited.
    pub of: Limited,
    /// The limit, and what is gone of it without them.
    pub frame: Frame,
    /// What they take of it together.
    pub sum: Rappen,
}

/// What a limit is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limited {
    /// What somebody orders this month.
    Month {
        /// The name of who orders.
        orderer: String,
    },
    /// What is charged to a cost centre this year.
    Budget {
        /// Its number and name.
        cost_centre: String,
    },
}

/// Each limit, and what is left of it once all of them are released.
#[component]
pub fn SharedLimits(limits: Vec<SharedLimit>) -> impl IntoView {
    let l = language();
    let bar = |SharedLimit { of, frame, sum }| {
        let title = match of {
            Limited::Month { orderer } => text::limits::of_month_of(l, orderer),
            Limited::Budget { cost_centre } => text::limits::of_budget(l, cost_centre),
        };
        Bar::of_orders(title, frame, sum)
    };
    (!limits.is_empty()).then(|| {
        let bars: Vec<_> = limits.into_iter().map(bar).collect();
        view! {
            <section class="card stack">
                <h2 class="section-title">{text::limits::after_release(l)}</h2>
                <FrameBars bars/>
            </section>
        }
    })
}

/// The limit of one order, if there is one, for an order that costs this, net.
#[component]
pub fn OwnLimit(limit: Option<Frame>, net: Rappen) -> impl IntoView {
    let frames = Frames { order: limit, ..Frames::default() };
    let bars = bars(language(), &frames, &Charges::of([(None, net)]), |_| None);
    view! { <FrameBars bars/> }
}

#[cfg(feature = "ssr")]
pub use on_the_server::shared;

#[cfg(feature = "ssr")]
mod on_the_server {
    use super::{Limited, SharedLimit};
    use crate::show::OrderData;
    use domain::{Budget, Charges, ContactId, Frames, Rappen};
    use std::collections::HashMap;

    /// What limits orders, each with who has ordered it: the months of their orderers, in the order of the orders, and then the budgets.
    pub fn shared(orders: &[(ContactId, OrderData)], own: &HashMap<ContactId, Frames>, budgets: &[Budget]) -> Vec<SharedLimit> {
        let charges: Vec<_> = orders.iter().map(|(_, order)| order.charges_if_released()).collect();
        let is_first = |at: &usize| orders[..*at].iter().all(|(other, _)| *other != orders[*at].0);
        let months = (0..orders.len()).filter(is_first).filter_map(|at| {
            let (orderer, order) = &orders[at];
            let theirs = orders.iter().zip(&charges).filter(|((who, _), _)| who == orderer);
            let sum: Rappen = theirs.map(|(_, charges)| charges.net()).sum();
            let frame = own.get(orderer)?.month?;
            Some(SharedLimit { of: Limited::Month { orderer: order.orderer.clone() }, frame, sum })
        });
        let of_budget = |budget: &Budget| {
            let sum: Rappen = charges.iter().map(|charges: &Charges| charges.on(budget.cost_centre)).sum();
            let cost_centre = orders.iter().find_map(|(_, order)| order.label_of(budget.cost_centre)).unwrap_or_default();
            SharedLimit { of: Limited::Budget { cost_centre }, frame: budget.frame, sum }
        };
        months.chain(budgets.iter().map(of_budget)).collect()
    }
}
