//! What somebody would send who has the page before them at this moment: nothing is decided without.

use super::{
    Fields, PARTLY_REVIEWED, STRANGERS_ORDERER, Stage, field,
    fields::{unseen_bulk, unseen_decision},
};
use crate::support::desk::{FREE, REVIEWED};
use domain::OrderId;
use store::{OrderView, sealed_together};

/// Whose the orders of this stage are.
const ORDERERS: [&str; 4] = [REVIEWED, FREE, PARTLY_REVIEWED, STRANGERS_ORDERER];

/// How an order looks; it looks the same to everybody.
pub struct Screen(Option<OrderView>);

impl Screen {
    /// Its version. What nobody has ordered looks as if it were new.
    pub fn version(&self) -> String {
        self.0.as_ref().map_or(1, |order| order.version).to_string()
    }

    /// The seal of a line; an empty one where there is no such line.
    pub fn seal(&self, position: u32) -> String {
        let mut lines = self.0.iter().flat_map(|order| &order.lines);
        lines.find(|line| line.position == position).map(|line| line.seal.clone()).unwrap_or_default()
    }

    /// The seal of all that whoever confirms its release looks at.
    pub fn whole(&self) -> String {
        self.0.as_ref().map(|order| order.seal.clone()).unwrap_or_default()
    }

    /// The common seal of lines.
    fn seals(&self, positions: &str) -> String {
        let seals = positions.split('.').map(|position| position.parse::<u32>().map(|position| self.seal(position)).unwrap_or_default());
        sealed_together(&seals.collect::<Vec<_>>())
    }
}

impl Stage {
    /// An order as it is on the screen now.
    pub(super) async fn screen(&self, order: &str) -> Screen {
        let Ok(id) = order.parse::<OrderId>() else { return Screen(None) };
        for name in ORDERERS {
            if let Ok(order) = self.app.store.order(&self.app.orderer(name).await, id).await {
                return Screen(Some(order));
            }
        }
        Screen(None)
    }

    /// Decisions on lines of an order.
    pub(super) async fn decision(&self, order: &str, lines: &[(u32, &str)]) -> Fields {
        let screen = self.screen(order).await;
        let mut fields = unseen_decision(order, lines);
        fields.push(field("form[version]", &screen.version()));
        for (at, (position, _)) in lines.iter().enumerate() {
            fields.push(field(&format!("form[decisions][{at}][seen]"), &screen.seal(*position)));
        }
        fields
    }

    /// Several orders to be released, with the positions of their lines.
    pub(super) async fn bulk(&self, orders: &[(&str, &str)]) -> Fields {
        let mut fields = unseen_bulk(orders);
        for (at, (order, positions)) in orders.iter().enumerate() {
            let screen = self.screen(order).await;
            fields.push(field(&format!("form[orders][{at}][version]"), &screen.version()));
            fields.push(field(&format!("form[orders][{at}][seal]"), &screen.seals(positions)));
        }
        fields
    }
}
