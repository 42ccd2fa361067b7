//! What decisions make of an order, without reading again what is known.

use super::{DecisionView, OrderLineView, lines::lines, seal::sealed, sheet::OrderSheet};
use crate::{StoreError, engine::Tx};
use domain::CustomerId;

/// What a decision has made of a line.
pub(super) enum Made {
    /// Nothing: it repeats one that stands.
    Nothing,
    /// It stands on the line now, and nothing else has changed.
    Decided(Box<DecisionView>),
    /// More than that: the lines have to be read again.
    More,
}

impl OrderSheet {
    /// The order as it is once these decisions were made in this transaction, by the positions of their lines. That changes nothing of
    /// it but its lines.
    pub(super) async fn after(self, tx: &mut Tx, customer_id: CustomerId, made: &[(u32, Made)]) -> Result<Self, StoreError> {
        if made.iter().any(|(_, made)| matches!(made, Made::More)) {
            let (lines, removed) = lines(tx, customer_id, &self.head).await?;
            return Ok(Self { lines, removed, ..self });
        }
        let after = self.with(made)?;
        // What is worked out here is what would be read, as every test of a debug build proves.
        #[cfg(debug_assertions)]
        assert_eq!(after.lines, lines(tx, customer_id, &after.head).await?.0);
        Ok(after)
    }

    fn with(self, made: &[(u32, Made)]) -> Result<Self, StoreError> {
        let Self { head, lines, removed } = self;
        let decided = |line: OrderLineView| match made.iter().find(|(position, _)| *position == line.position) {
            Some((_, Made::Decided(decision))) => {
                sealed(OrderLineView { decision: Some(DecisionView::clone(decision)), ..line }, &head, true)
            }
            _ => Ok(line),
        };
        let lines = lines.into_iter().map(decided).collect::<Result<_, _>>()?;
        Ok(Self { head, lines, removed })
    }
}
