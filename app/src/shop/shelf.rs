//! The articles on a page of the shop, each with signals of its own: the supplier may change what they cost and whether they are at hand
//! while somebody looks at them, and types how many they want.

use super::{
    added::Adding,
    api::{Article, ArticleData, ShopData},
};
use crate::ui::{Absorb, Data, set_if_other};
use leptos::prelude::*;
use std::slice::{from_mut, from_ref};

/// The articles. It is made with the page and outlives its data, so that a quantity that was typed stays with its article.
#[derive(Clone, Copy)]
pub struct Shelf(StoredValue<Vec<FollowedArticle>>);

/// An article, followed through its changes.
#[derive(Clone)]
pub struct FollowedArticle {
    /// Its number, which stays the same.
    pub number: String,
    shown: ArcRwSignal<Article>,
    typed: ArcRwSignal<String>,
}

impl Shelf {
    /// With nothing on it.
    pub fn empty() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    /// Holds these articles from now on.
    pub fn hold_all(self, articles: Vec<Article>, adding: Adding) -> Vec<FollowedArticle> {
        let followed: Vec<_> = articles.into_iter().map(|article| self.follow(article, adding)).collect();
        self.0.set_value(followed.clone());
        followed
    }

    /// Holds this article alone.
    pub fn hold(self, article: Article, adding: Adding) -> FollowedArticle {
        let followed = self.follow(article, adding);
        self.0.set_value(vec![followed.clone()]);
        followed
    }

    /// Takes up what the supplier changes while the rest of the page stays as it is.
    pub fn absorb<T>(self) -> Absorb
    where
        T: AsRef<[Article]> + AsMut<[Article]> + Data + Clone,
    {
        let copy = |shown: &mut T, new: &T| shown.as_mut().iter_mut().for_each(|article| article.take_terms(new.as_ref()));
        Absorb::of(copy, move |shown: &T| self.show(shown.as_ref()))
    }

    fn follow(self, article: Article, adding: Adding) -> FollowedArticle {
        let is_it = |held: &&FollowedArticle| held.number == article.number;
        let typed = self.0.with_value(|held| held.iter().find(is_it).map(|held| held.typed.clone()));
        FollowedArticle {
            number: article.number.clone(),
            typed: typed.unwrap_or_else(|| ArcRwSignal::new(adding.first_quantity(&article.number))),
            shown: ArcRwSignal::new(article),
        }
    }

    fn show(self, articles: &[Article]) {
        self.0.with_value(|held| {
            for followed in held {
                if let Some(now) = articles.iter().find(|article| article.number == followed.number) {
                    set_if_other(&followed.shown, now);
                }
            }
        });
    }
}

impl FollowedArticle {
    /// What is shown of it.
    pub fn shown(&self) -> ReadSignal<Article> {
        self.shown.read_only().into()
    }

    /// The quantity in its form, as typed.
    pub fn typed(&self) -> RwSignal<String> {
        self.typed.clone().into()
    }
}

impl Article {
    /// Takes over what a unit costs and whether it is at hand. Not where the unit is another by now, or it is sold no more: then more
    /// than that has to change on the page.
    fn take_terms(&mut self, articles: &[Self]) {
        let is_it = |now: &&Self| now.number == self.number && now.unit == self.unit;
        let is_sold = self.availability.is_sold();
        if let Some(now) = articles.iter().find(is_it).filter(|now| now.availability.is_sold() == is_sold) {
            (self.price, self.availability) = (now.price, now.availability);
        }
    }
}

impl AsRef<[Article]> for ShopData {
    fn as_ref(&self) -> &[Article] {
        &self.articles
    }
}

impl AsMut<[Article]> for ShopData {
    fn as_mut(&mut self) -> &mut [Article] {
        &mut self.articles
    }
}

impl AsRef<[Article]> for ArticleData {
    fn as_ref(&self) -> &[Article] {
        from_ref(&self.article)
    }
}

impl AsMut<[Article]> for ArticleData {
    fn as_mut(&mut self) -> &mut [Article] {
        from_mut(&mut self.article)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Allowance, Availability, Rappen};

    fn article(unit: &str, price: i64, availability: Availability) -> Article {
        Article {
            number: "15-0101".into(),
            name: String::new(),
            description: String::new(),
            unit: unit.into(),
            price: Rappen(price),
            availability,
            category: String::new(),
            is_in_assortment: true,
            allowance: Allowance::default(),
        }
    }

    fn taken(now: &Article) -> (Rappen, Availability) {
        let mut shown = article("Packung", 690, Availability::InStock);
        shown.take_terms(from_ref(now));
        (shown.price, shown.availability)
    }

    #[test]
    fn another_price_shows_where_it_stands() {
        assert_eq!(taken(&article("Packung", 760, Availability::OnOrder)), (Rappen(760), Availability::OnOrder));
    }

    #[test]
    fn a_price_for_another_unit_waits_for_its_unit() {
        assert_eq!(taken(&article("Karton", 3800, Availability::InStock)), (Rappen(690), Availability::InStock));
    }

    #[test]
    fn what_is_sold_no_more_waits_until_its_form_can_go() {
        assert_eq!(taken(&article("Packung", 760, Availability::Discontinued)), (Rappen(690), Availability::InStock));
    }
}
