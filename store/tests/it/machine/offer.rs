//! What the supplier offers: prices, articles that are sold no more, and what is agreed on with a customer; in the plain model, and
//! in the store.

use super::{
    freight::charging,
    model::{Model, PRICES},
    step::{Step, order},
    told::{DONE, told},
    world::World,
};
use crate::ordering::{Portal, article};
use domain::{ArticleId, SupplyStatus};
use proptest::{bool::weighted, prelude::*, sample::select};
use store::{Availability, NewArticle, Orderer};

/// An article as the supplier has it.
pub struct Offer {
    pub number: String,
    pub id: ArticleId,
    pub price: i64,
    is_sold: bool,
}

/// The supplier changes something, or makes a step with what came of an order.
pub fn supplying() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..4_usize, price()).prop_map(|(article, price)| Step::Reprice { article, price }),
        1 => (0..4_usize, weighted(0.6)).prop_map(|(article, is_sold)| Step::Sell { article, is_sold }),
        2 => (0..2_usize, 0..4_usize, any::<bool>()).prop_map(|(company, article, is_in)| Step::Agree { company, article, is_in }),
        2 => (order(), select(SupplyStatus::ALL)).prop_map(|(order, to)| Step::Advance { order, to }),
        1 => charging(),
    ]
}

/// Any price, or one that is so near to a first one that it may be borne.
fn price() -> impl Strategy<Value = i64> {
    prop_oneof![1 => 1..5000_i64, 1 => (select(PRICES.to_vec()), 97..=104_i64).prop_map(|(price, percent)| price * percent / 100)]
}

impl Offer {
    /// The four articles, in the order of their ids, in which they come into the cart when they come at once.
    pub async fn all(portal: &Portal, reader: &Orderer) -> Vec<Self> {
        let mut offers = Vec::new();
        for number in 1..=PRICES.len() {
            let number = format!("A{number}");
            let id = portal.store.article(reader, &number).await.expect("an article").id;
            offers.push(Self { number, id, price: 0, is_sold: true });
        }
        offers.sort_by_key(|offer| offer.id);
        offers
    }
}

impl Model {
    pub fn reprice(&mut self, article: usize, price: i64) -> String {
        self.prices[article] = price;
        DONE.into()
    }

    pub fn sell(&mut self, article: usize, is_sold: bool) -> String {
        self.sold[article] = is_sold;
        DONE.into()
    }

    pub fn agree(&mut self, company: usize, article: usize, is_in: bool) -> String {
        self.rules[company].assortment[article] = is_in;
        DONE.into()
    }
}

impl World<'_> {
    pub async fn reprice(&mut self, article: usize, price: i64) -> String {
        self.offers[article].price = price;
        self.import(article).await
    }

    pub async fn sell(&mut self, article: usize, is_sold: bool) -> String {
        self.offers[article].is_sold = is_sold;
        self.import(article).await
    }

    async fn import(&self, at: usize) -> String {
        let Offer { number, price, is_sold, .. } = &self.offers[at];
        let availability = if *is_sold { Availability::InStock } else { Availability::Discontinued };
        let changed = NewArticle { availability, ..article(number, &format!("Artikel {number}"), *price) };
        told(self.portal.store.import_catalogue(vec![], vec![changed]).await)
    }

    pub async fn agree(&self, company: usize, article: usize, is_in: bool) -> String {
        let (store, supplier, article, company) =
            (&self.portal.store, &self.portal.supplier, self.offers[article].id, self.companies[company].id);
        told(if is_in {
            store.add_to_assortment(supplier, company, article).await
        } else {
            store.remove_from_assortment(supplier, company, article).await
        })
    }
}
