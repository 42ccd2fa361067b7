//! What delivery costs: in the plain model, and in the store.

use super::{
    hierarchy::with_tax,
    model::Model,
    order::Order,
    rule::amount,
    step::Step,
    told::{DONE, told},
    world::World,
};
use domain::{FreightRule, Rappen};
use proptest::{option, prelude::*};

/// What delivering an order costs, if anything, and the amount of goods from which it costs nothing.
pub type Freight = Option<(i64, Option<i64>)>;

/// The supplier sets what delivery costs from now on, or that it costs nothing.
pub fn charging() -> impl Strategy<Value = Step> {
    option::weighted(0.8, (1..3000_i64, option::weighted(0.8, amount()))).prop_map(Step::Freight)
}

/// What delivering goods of this amount costs.
fn freight_of(freight: Freight, goods: i64) -> i64 {
    let charged = freight.filter(|(_, free_from)| free_from.is_none_or(|from| goods < from));
    charged.map_or(0, |(flat, _)| flat)
}

impl Model {
    pub fn set_freight(&mut self, freight: Freight) -> String {
        self.freight = freight;
        DONE.into()
    }
}

impl Order {
    /// What is to be paid for it as ordered.
    pub fn total(&self) -> i64 {
        with_tax(self.net() + freight_of(self.freight, self.net()))
    }

    /// What delivering costs that goes to the supplier.
    pub fn delivered_freight(&self) -> i64 {
        if self.stays_free { 0 } else { freight_of(self.freight, self.delivered_net()) }
    }

    /// What is to be paid for what goes to the supplier.
    pub fn delivered_total(&self) -> i64 {
        with_tax(self.delivered_net() + self.delivered_freight())
    }
}

impl World<'_> {
    pub async fn set_freight(&self, freight: Freight) -> String {
        let rule = freight.map(|(flat, free_from)| FreightRule { flat: Rappen(flat), free_from: free_from.map(Rappen) });
        told(self.portal.store.set_freight(&self.portal.supplier, rule).await)
    }
}
