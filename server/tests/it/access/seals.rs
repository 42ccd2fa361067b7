//! What is on the screen of whoever decides on the orders that are asked for: nothing is decided without.

use super::cast::{Kind, Whose};
use crate::support::TestApp;
use std::collections::HashMap;
use store::sealed_together;

/// The seals of an order of two lines.
#[derive(Clone)]
pub struct Seals {
    pub first: String,
    pub both: String,
}

impl Seals {
    /// Of what is no such order.
    pub fn none() -> Self {
        Self { first: "0190".into(), both: "0190".into() }
    }

    async fn of(app: &TestApp, orderer: &str, order: &str) -> Self {
        let orderer = app.orderer(orderer).await;
        let seen = app.store.order(&orderer, order.parse().expect("an id")).await.expect("their own order");
        let seals: Vec<_> = seen.lines.into_iter().map(|line| line.seal).collect();
        Self { both: sealed_together(&seals), first: seals[0].clone() }
    }
}

/// Of the orders that wait for their approvers, by their ids.
pub async fn seals(app: &TestApp, things: &HashMap<(Kind, Whose), String>) -> HashMap<String, Seals> {
    let mut all = HashMap::new();
    for (whose, orderer) in [(Whose::Own, "permanent@muster.example"), (Whose::Foreign, "besteller@bau.example")] {
        let order = &things[&(Kind::Order, whose)];
        all.insert(order.clone(), Seals::of(app, orderer, order).await);
    }
    all
}
