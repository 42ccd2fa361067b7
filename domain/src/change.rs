//! What an approver releases instead of what was ordered, and what is delivered then.

use crate::{
    id::ArticleId,
    money::Rappen,
    order::{LineState, Verdict},
    problem::Problem,
    seal::Offer,
};
use serde::{Deserialize, Serialize};

/// An article in the place of the ordered one, or proposed instead of it, as it was when that was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The article.
    pub article_id: ArticleId,
    /// Its number.
    pub article_number: String,
    /// Its name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
}

/// What an approver has proposed instead of a line that they rejected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// The article, at the price that was on the screen.
    pub article: Replacement,
    /// What the catalogue says of it today.
    pub today: Offer,
}

/// What is released instead of what was ordered: less of it, another article, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// How many units.
    pub quantity: u32,
    /// Of which article, if not of the ordered one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<Replacement>,
}

impl Change {
    /// What differs from an order of so many units; `None` when nothing does.
    ///
    /// # Errors
    /// [`Problem::NotInRange`] for nothing, or for more than was ordered: nobody gets what they did not ask for.
    pub fn of(ordered: u32, quantity: u32, replacement: Option<Replacement>) -> Result<Option<Self>, Problem> {
        if quantity == 0 || quantity > ordered {
            return Err(Problem::NotInRange { min: 1, max: ordered });
        }
        let is_as_ordered = quantity == ordered && replacement.is_none();
        Ok((!is_as_ordered).then_some(Self { quantity, replacement }))
    }
}

/// So much of an article, at this price a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goods<'a> {
    /// The article's number.
    pub article_number: &'a str,
    /// The article's name.
    pub name: &'a str,
    /// The unit in which it is sold.
    pub unit: &'a str,
    /// The price of a unit.
    pub price: Rappen,
    /// How many units.
    pub quantity: u32,
}

impl<'a> Goods<'a> {
    /// The price of all of it.
    #[must_use]
    pub const fn total(&self) -> Rappen {
        self.price.times(self.quantity)
    }

    /// With this change.
    fn changed(self, change: &'a Change) -> Self {
        let quantity = change.quantity;
        match &change.replacement {
            None => Self { quantity, ..self },
            Some(Replacement { article_number, name, unit, price, .. }) => Self { article_number, name, unit, price: *price, quantity },
        }
    }
}

/// What goes to the supplier of a line, once the order is handed over. This is the only place that derives it.
#[must_use]
pub fn delivered<'a>(ordered: Goods<'a>, state: LineState, change: Option<&'a Change>) -> Option<Goods<'a>> {
    let goods = change.map_or(ordered, |change| ordered.changed(change));
    state.is_delivered().then_some(goods)
}

/// The same, were everything released that somebody still has to decide.
#[must_use]
pub fn if_released<'a>(ordered: Goods<'a>, state: LineState, change: Option<&'a Change>) -> Option<Goods<'a>> {
    delivered(ordered, LineState { verdict: state.verdict.or(Some(Verdict::Released)), ..state }, change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::ReviewReason;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn replacement(price: i64) -> Replacement {
        let (article_number, name, unit) = ("B2".into(), "Ersatz".into(), "Packung".into());
        Replacement { article_id: ArticleId(Uuid::from_u128(2)), article_number, name, unit, price: Rappen(price) }
    }

    fn ordered(price: i64, quantity: u32) -> Goods<'static> {
        Goods { article_number: "A1", name: "Artikel", unit: "Stück", price: Rappen(price), quantity }
    }

    fn state() -> impl Strategy<Value = LineState> {
        let review = prop::option::of(prop::sample::select(ReviewReason::ALL));
        let verdict = prop::option::of(prop::sample::select(Verdict::ALL));
        (review, verdict).prop_map(|(review, verdict)| LineState { review, verdict })
    }

    proptest! {
        #[test]
        fn a_change_leaves_at_least_one_and_never_adds(ordered in 1..10_000u32, asked in any::<u16>(), price in prop::option::of(0..9_999i64)) {
            let asked = u32::from(asked);
            match Change::of(ordered, asked, price.map(replacement)) {
                Ok(None) => prop_assert!(asked == ordered && price.is_none()),
                Ok(Some(change)) => {
                    prop_assert!((1..=ordered).contains(&change.quantity) && change.quantity == asked);
                    prop_assert!(change.quantity < ordered || change.replacement.is_some());
                }
                Err(problem) => {
                    prop_assert_eq!(problem, Problem::NotInRange { min: 1, max: ordered });
                    prop_assert!(asked == 0 || asked > ordered);
                }
            }
        }

        #[test]
        fn what_is_delivered_is_what_was_ordered_but_for_the_change(
            state in state(), price in 0..9_999i64, quantity in 1..10_000u32, less in 1..10_000u32, other in prop::option::of(0..9_999i64),
        ) {
            let ordered = ordered(price, quantity);
            let change = Change::of(quantity, less.min(quantity), other.map(replacement)).expect("a change that may be");
            let delivered = delivered(ordered, state, change.as_ref());
            prop_assert_eq!(delivered.is_some(), state.is_delivered());
            let Some(goods) = delivered else { return Ok(()) };
            prop_assert!(goods.quantity == less.min(quantity) && goods.total() == goods.price.times(goods.quantity));
            match other {
                None => prop_assert_eq!(Goods { quantity, ..goods }, ordered),
                Some(price) => prop_assert_eq!((goods.article_number, goods.name, goods.unit, goods.price), ("B2", "Ersatz", "Packung", Rappen(price))),
            }
            prop_assert!(other.is_some() || goods.total() <= ordered.total());
        }

        #[test]
        fn what_is_open_counts_as_released_and_what_is_decided_as_it_is(state in state(), less in 1..10u32) {
            let (ordered, change) = (ordered(100, 10), Change::of(10, less, None).expect("a change that may be"));
            let released = if_released(ordered, state, change.as_ref());
            if state.is_open() {
                prop_assert_eq!(released, Some(Goods { quantity: less, ..ordered }));
            } else {
                prop_assert_eq!(released, delivered(ordered, state, change.as_ref()));
            }
            prop_assert!(state.may_go(true) && state.may_go(false) != state.is_open());
        }

        #[test]
        fn a_change_can_be_kept_and_read_back(quantity in 1..10_000u32, other in prop::option::of(0..9_999i64)) {
            let change = Change { quantity, replacement: other.map(replacement) };
            let kept = serde_json::to_string(&change).expect("it can be written");
            prop_assert_eq!(serde_json::from_str::<Change>(&kept).expect("it can be read"), change);
        }
    }
}
