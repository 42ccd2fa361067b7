//! Who pays: an order may have a cost centre, and each of its lines another one of its own, which then pays for it.

use crate::{id::CostCentreId, money::Rappen};
use serde::{Deserialize, Serialize};

/// A cost centre that pays, as it was called when that was ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// The cost centre.
    pub id: CostCentreId,
    /// Its number and name.
    pub label: String,
}

/// The cost centre that pays for a line: its own, else that of its order.
#[must_use]
pub fn payer(own: Option<CostCentreId>, of_order: Option<CostCentreId>) -> Option<CostCentreId> {
    own.or(of_order)
}

/// What lines cost together, net, by what pays for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charges(Vec<(Option<CostCentreId>, Rappen)>);

impl Charges {
    /// Adds up the net sums of lines, each with the cost centre that pays for it, if one does.
    #[must_use]
    pub fn of(lines: impl IntoIterator<Item = (Option<CostCentreId>, Rappen)>) -> Self {
        let mut charges = Self::default();
        for (payer, net) in lines {
            match charges.0.iter_mut().find(|(known, _)| *known == payer) {
                Some((_, sum)) => *sum = *sum + net,
                None => charges.0.push((payer, net)),
            }
        }
        charges
    }

    /// What all of them cost.
    #[must_use]
    pub fn net(&self) -> Rappen {
        self.0.iter().map(|(_, net)| *net).sum()
    }

    /// What this cost centre pays.
    #[must_use]
    pub fn on(&self, cost_centre: CostCentreId) -> Rappen {
        self.0.iter().filter(|(payer, _)| *payer == Some(cost_centre)).map(|(_, net)| *net).sum()
    }

    /// The cost centres that pay for a line, each once, in the order of the first of their lines.
    #[must_use]
    pub fn cost_centres(&self) -> Vec<CostCentreId> {
        self.0.iter().filter_map(|(payer, _)| *payer).collect()
    }

    /// Whether there is a line for which no cost centre pays.
    #[must_use]
    pub fn are_unpaid(&self) -> bool {
        self.0.iter().any(|(payer, _)| payer.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    fn centre(id: u128) -> CostCentreId {
        CostCentreId(Uuid::from_u128(id))
    }

    fn lines() -> impl Strategy<Value = Vec<(Option<CostCentreId>, Rappen)>> {
        vec((prop::option::of((1..5_u32).prop_map(|id| centre(u128::from(id)))), (0..10_000_i64).prop_map(Rappen)), 0..20)
    }

    #[test]
    fn each_cost_centre_is_named_once_in_the_order_of_the_lines() {
        let lines = [(Some(centre(2)), 5), (None, 3), (Some(centre(1)), 0), (Some(centre(2)), 7)];
        let charges = Charges::of(lines.map(|(payer, net)| (payer, Rappen(net))));
        assert_eq!(charges.cost_centres(), [centre(2), centre(1)]);
        assert_eq!([1, 2, 3].map(|id| charges.on(centre(id))), [Rappen(0), Rappen(12), Rappen(0)]);
        assert!(charges.are_unpaid() && charges.net() == Rappen(15));
        assert!(!Charges::default().are_unpaid());
    }

    proptest! {
        #[test]
        fn somebody_or_nobody_pays_for_everything_once(lines in lines()) {
            let charges = Charges::of(lines.clone());
            let unpaid: Rappen = lines.iter().filter(|(payer, _)| payer.is_none()).map(|(_, net)| *net).sum();
            let paid: Rappen = charges.cost_centres().into_iter().map(|id| charges.on(id)).sum();
            prop_assert_eq!(charges.net(), paid + unpaid);
            prop_assert_eq!(charges.net(), lines.iter().map(|(_, net)| *net).sum::<Rappen>());
            prop_assert_eq!(charges.are_unpaid(), lines.iter().any(|(payer, _)| payer.is_none()));
        }
    }
}
