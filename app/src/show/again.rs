//! The notice about what was taken into the cart again from an order.

use crate::{locale::language, prelude::*, text, ui::Icon};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// How lines were taken, as the address says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// As they were delivered.
    #[default]
    AsDelivered,
    /// As they were ordered, also where something else was delivered.
    AsOrdered,
    /// What was proposed instead of them.
    Alternative,
}

impl How {
    const ALL: [(Self, &'static str); 3] = [(Self::AsDelivered, ""), (Self::AsOrdered, "bestellt"), (Self::Alternative, "vorgeschlagen")];

    fn of_word(word: &str) -> Self {
        Self::ALL.iter().find(|(_, known)| *known == word).map_or(Self::AsDelivered, |(how, _)| *how)
    }
}

/// What was taken from an order, as the address of the cart names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgainQuery {
    /// The order; empty for none.
    pub order: String,
    /// How many of its lines were taken.
    pub taken: u32,
    /// The positions of those that were left out.
    pub left_out: Vec<u32>,
    /// How they were taken.
    pub how: How,
}

impl AgainQuery {
    /// What the address names.
    pub fn of_query(query: &ParamsMap) -> Self {
        let value = |name| query.get(name).unwrap_or_default();
        Self {
            order: value("bestellung"),
            taken: value("dazu").parse().unwrap_or_default(),
            left_out: value("ohne").split(',').filter_map(|position| position.parse().ok()).collect(),
            how: How::of_word(&value("wie")),
        }
    }
}

/// What was taken from an order, ready to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenAgain {
    /// The number of the order.
    pub number: i64,
    /// How many of its lines were taken.
    pub taken: u32,
    /// The names of the articles that were left out.
    pub left_out: Vec<String>,
}

/// Says what is in the cart again, and what is not.
#[component]
pub fn AgainNotice(again: TakenAgain) -> impl IntoView {
    let l = language();
    let TakenAgain { number, taken, left_out } = again;
    let (tone, icon) = if left_out.is_empty() { ("released", "circle-check") } else { ("info", "info") };
    let title = match taken {
        0 => text::cart::again_none(l, number),
        1 => text::cart::again_one(l, number),
        _ => text::cart::again_many(l, taken, number),
    };
    view! {
        <div class="notice" data-tone=tone role="status" data-print="no">
            <Icon name=icon/>
            <div>
                <strong>{title}</strong>
                {(taken > 0).then(|| view! { <p>{text::cart::again_help(l)}</p> })}
                {(!left_out.is_empty()).then(|| view! { <p>{text::cart::again_left_out(l, left_out.join(", "))}</p> })}
            </div>
        </div>
    }
}

#[cfg(feature = "ssr")]
mod server {
    use super::{AgainQuery, How, TakenAgain};
    use crate::{
        AppError,
        ssr::{order_id, store},
    };
    use domain::{OrderId, OrderStatus};
    use store::{AgainLines, OrderLineView, Orderer, StoreError};

    impl AgainQuery {
        /// What became of these lines of an order.
        pub fn of(order: OrderId, lines: AgainLines, again: &store::TakenAgain) -> Self {
            let taken = u32::try_from(again.taken.len()).unwrap_or(u32::MAX);
            let how = match lines {
                AgainLines::AsOrdered => How::AsOrdered,
                AgainLines::Alternative(_) => How::Alternative,
                AgainLines::All | AgainLines::Rejected | AgainLines::One(_) => How::AsDelivered,
            };
            Self { order: order.to_string(), taken, left_out: again.left_out.clone(), how }
        }

        /// The address of the cart that says so.
        pub fn address(&self) -> String {
            let Self { order, taken, left_out, how } = self;
            let left_out: Vec<_> = left_out.iter().map(u32::to_string).collect();
            let without = if left_out.is_empty() { String::new() } else { format!("&ohne={}", left_out.join(",")) };
            let word = How::ALL.iter().find(|(known, word)| known == how && !word.is_empty());
            let how = word.map(|(_, word)| format!("&wie={word}")).unwrap_or_default();
            format!("/warenkorb?bestellung={order}&dazu={taken}{without}{how}")
        }

        /// What there is to say about it; an address that names no own order just has no notice.
        pub async fn read(&self, orderer: &Orderer) -> Result<Option<TakenAgain>, AppError> {
            let Ok(id) = order_id(&self.order) else { return Ok(None) };
            let order = match store().order(orderer, id).await {
                Ok(order) if order.is_own => order,
                Ok(_) | Err(StoreError::NotFound) => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            let name = |line: &OrderLineView| {
                let other = match self.how {
                    How::Alternative => line.alternative().map(|alternative| alternative.article.name.clone()),
                    How::AsDelivered if order.status != OrderStatus::Withdrawn => line.delivered().map(|goods| goods.name.to_owned()),
                    How::AsDelivered | How::AsOrdered => None,
                };
                other.unwrap_or_else(|| line.name.clone())
            };
            let left_out = order.lines.iter().filter(|line| self.left_out.contains(&line.position)).map(name);
            Ok(Some(TakenAgain { number: order.number, taken: self.taken, left_out: left_out.collect() }))
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use leptos_router::location::Url;
    use store::AgainLines::{All, Alternative, AsOrdered};

    #[test]
    fn what_the_address_says_is_what_was_taken() {
        let order = domain::OrderId(uuid::Uuid::from_u128(7));
        for (lines, left_out) in [(All, vec![]), (AsOrdered, vec![2, 5]), (Alternative(3), vec![3])] {
            let query = AgainQuery::of(order, lines, &store::TakenAgain { taken: vec![1, 3, 4], left_out });
            let address = query.address();
            let mut map = ParamsMap::new();
            for part in address.split('?').nth(1).expect("a query").split('&') {
                let (name, value) = part.split_once('=').expect("a value");
                map.insert(name.to_owned(), Url::unescape(value));
            }
            assert_eq!(AgainQuery::of_query(&map), query);
        }
    }

    #[test]
    fn an_address_that_says_nothing_is_nothing() {
        assert_eq!(AgainQuery::of_query(&ParamsMap::new()), AgainQuery::default());
    }
}
