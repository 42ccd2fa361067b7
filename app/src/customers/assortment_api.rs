//! Server functions of a customer's Kundensortiment.

use super::{
    address::View,
    api::{Customer, Handover},
    proposals_api::Proposal,
};
use crate::{AppError, json::Lean, live::QuietClient, ui::Page};
use domain::{ArticleId, Rappen};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Articles on one page.
#[cfg(feature = "ssr")]
const PAGE: u32 = 50;

/// What the customer's page was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The customer.
    pub customer: String,
    /// Which articles.
    pub view: View,
    /// The proposal after which the customer's proposals go on; empty for the first ones.
    pub proposals_after: String,
    /// The number of an article that was just removed without JavaScript; empty for none.
    pub removed: String,
    /// Whether the customer was just created.
    pub is_new: bool,
}

/// A customer with a page of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    /// The customer.
    pub customer: Customer,
    /// Which articles are shown.
    pub view: View,
    /// The articles, by number.
    pub articles: Vec<Article>,
    /// The number after which the next page begins, if there is one.
    pub next_after: Option<String>,
    /// The article that was just removed, if it still is.
    pub removed: Option<Article>,
    /// What to tell the first approver, right after the customer was created.
    pub handover: Option<Handover>,
    /// What the customer proposes for the Kundensortiment.
    pub proposals: Page<Proposal>,
}

impl CustomerView {
    /// Notes that an article was put into the Kundensortiment or taken out.
    pub fn moved(&mut self, article: &Article, is_in: bool) {
        self.customer.assortment_size += if is_in { 1 } else { -1 };
        self.articles.retain(|other| other.id != article.id);
        if is_in || self.view.shows_all {
            let place = self.articles.partition_point(|other| other.number < article.number);
            self.articles.insert(place, Article { is_in, ..article.clone() });
        }
    }
}

/// An article that can be in the Kundensortiment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The article.
    pub id: ArticleId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
    /// Whether it is in the Kundensortiment.
    pub is_in: bool,
}

/// A customer and a page of its Kundensortiment, or of all articles.
#[server(endpoint = "load_customer", client = QuietClient, output = Lean)]
pub async fn load_customer(wanted: Wanted) -> Result<CustomerView, AppError> {
    use crate::ssr::{answer, parse, store, supplier};
    let person = answer(supplier())?;
    let id = answer(parse(&wanted.customer))?;
    let customer = answer(store().customer(&person, id).await)?.into();
    let (articles, next_after) = answer(server::page(&person, id, &wanted.view).await)?;
    let removed = answer(server::removed(&person, id, &wanted.removed).await)?;
    let handover = if wanted.is_new { answer(super::api::handover(id).await)? } else { None };
    let proposals = answer(super::proposals_api::proposals(&person, id, &wanted.proposals_after).await)?;
    Ok(CustomerView { customer, view: wanted.view, articles, next_after, removed, handover, proposals })
}

/// An article that is put into the Kundensortiment or taken out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AssortmentForm {
    /// The customer.
    pub customer: String,
    /// The article.
    pub article: String,
    /// The article's number, for the way back.
    #[serde(default)]
    pub number: String,
    /// Whether it is in afterwards.
    pub is_in: bool,
    /// The view from which the form was sent.
    #[serde(default)]
    pub view: View,
}

/// Adds an article to the Kundensortiment or removes it; answers whether it is in now.
#[server(endpoint = "set_in_assortment", output = Lean)]
pub async fn set_in_assortment(form: AssortmentForm) -> Result<bool, AppError> {
    use crate::ssr::{answer, parse, redirect_without_script, store, supplier};
    let person = answer(supplier())?;
    let (customer, article) = (answer(parse(&form.customer))?, answer(parse(&form.article))?);
    if form.is_in {
        answer(store().add_to_assortment(&person, customer, article).await)?;
    } else {
        answer(store().remove_from_assortment(&person, customer, article).await)?;
    }
    redirect_without_script(&form.view.address_after(customer, (!form.is_in).then_some(form.number.as_str())));
    Ok(form.is_in)
}

#[cfg(feature = "ssr")]
mod server {
    use super::{Article, PAGE};
    use crate::{
        customers::address::View,
        ssr::{self, store},
    };
    use domain::CustomerId;
    use store::{AssortmentRow, StoreError, SupplierPerson};

    /// The articles of one page, and the number after which the next begins.
    pub async fn page(person: &SupplierPerson, id: CustomerId, view: &View) -> Result<(Vec<Article>, Option<String>), StoreError> {
        let after = (!view.after.is_empty()).then(|| view.after.clone());
        let rows = store().assortment(person, id, &view.search, !view.shows_all, after, PAGE + 1).await?;
        let (rows, next_after) = ssr::page(rows, PAGE, |row| row.number.clone());
        Ok((rows.into_iter().map(Article::from).collect(), next_after))
    }

    /// The article of this number, if it is not in the Kundensortiment.
    pub async fn removed(person: &SupplierPerson, id: CustomerId, number: &str) -> Result<Option<Article>, StoreError> {
        if number.is_empty() {
            return Ok(None);
        }
        let found = store().assortment(person, id, number, false, None, PAGE).await?;
        Ok(found.into_iter().find(|row| row.number == number && !row.is_in).map(Article::from))
    }

    impl From<AssortmentRow> for Article {
        fn from(row: AssortmentRow) -> Self {
            Self { id: row.article_id, number: row.number, name: row.name, unit: row.unit, price: row.price, is_in: row.is_in }
        }
    }
}
