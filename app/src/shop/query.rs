//! What the address of the shop asks for. All of it stands in the address, so that going back works.

use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// The list that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShopQuery {
    /// The words to look for.
    pub search: String,
    /// The category's word; empty for all.
    pub category: String,
    /// Whether only the Kundensortiment is wanted.
    pub only_assortment: bool,
    /// The number after which the list goes on; empty for its beginning.
    pub after: String,
    /// The number of the article that was just put in the cart without JavaScript.
    pub added: String,
}

impl ShopQuery {
    /// What the address says.
    pub fn of(params: &ParamsMap) -> Self {
        let value = |name| params.get(name).unwrap_or_default();
        Self {
            search: value("suche").trim().to_owned(),
            category: value("kategorie"),
            only_assortment: value("sortiment") == "1",
            after: value("nach"),
            added: value("dazu"),
        }
    }

    /// The address that asks for this.
    pub fn url(&self) -> String {
        let mut params = ParamsMap::new();
        let sortiment = if self.only_assortment { "1" } else { "" };
        let all = [
            ("suche", &*self.search),
            ("kategorie", &self.category),
            ("sortiment", sortiment),
            ("nach", &self.after),
            ("dazu", &self.added),
        ];
        for (name, value) in all.into_iter().filter(|(_, value)| !value.is_empty()) {
            params.insert(name, value.to_owned());
        }
        format!("/shop{}", params.to_query_string())
    }

    /// The beginning of the same list in another category.
    pub fn in_category(&self, slug: &str) -> Self {
        Self { category: slug.to_owned(), ..self.first_page() }
    }

    /// The beginning of the same list within the whole catalogue or the Kundensortiment.
    pub fn within_assortment(&self, only_assortment: bool) -> Self {
        Self { only_assortment, ..self.first_page() }
    }

    /// The same list from its beginning.
    pub fn first_page(&self) -> Self {
        Self { after: String::new(), added: String::new(), ..self.clone() }
    }

    /// The same list from after this number on.
    pub fn after(&self, number: &str) -> Self {
        Self { after: number.to_owned(), added: String::new(), ..self.clone() }
    }

    /// The same page, with the notice that this article is in the cart now.
    pub fn with_added(&self, number: &str) -> Self {
        Self { added: number.to_owned(), ..self.clone() }
    }

    /// How many of the filters beside the list are set.
    pub fn filter_count(&self) -> u8 {
        u8::from(!self.category.is_empty()) + u8::from(self.only_assortment)
    }

    /// Whether anything narrows the catalogue.
    pub fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || self.filter_count() > 0
    }
}
