//! Kundensortiment: the articles agreed with a customer.

use crate::{
    Store, StoreError, SupplierPerson,
    audit::{record, take_turn},
    catalogue::{search_patterns, without_zero},
    engine::{Tx, execute, fetch_all, fetch_value},
    learning::accept_open,
    scope::Scope,
};
use domain::{ArticleId, CustomerId, Rappen, audit::AuditEvent};
use sqlx::FromRow;
use uuid::Uuid;

/// An article that is or could be in a customer's assortment.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AssortmentRow {
    /// The article.
    #[sqlx(try_from = "Uuid")]
    pub article_id: ArticleId,
    /// The supplier's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    #[sqlx(try_from = "i64")]
    pub price: Rappen,
    /// Whether it is in the assortment.
    pub is_in: bool,
}

struct Filter {
    customer: CustomerId,
    patterns: [String; 5],
    only_in: bool,
    after: String,
    limit: u32,
}

impl Store {
    /// Articles by number, after the number `after`, and whether they are in the customer's assortment.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn assortment(
        &self,
        _person: &SupplierPerson,
        customer: CustomerId,
        search: &str,
        only_in: bool,
        after: Option<String>,
        limit: u32,
    ) -> Result<Vec<AssortmentRow>, StoreError> {
        let filter = Filter { customer, patterns: search_patterns(search), only_in, after: without_zero(after.as_deref()), limit };
        self.read(Scope::Supplier, filter, |tx, filter| Box::pin(assortment(tx, filter))).await
    }

    /// Adds an article to a customer's assortment; one that is there already stays.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such customer or article.
    pub async fn add_to_assortment(&self, person: &SupplierPerson, customer: CustomerId, article: ArticleId) -> Result<(), StoreError> {
        let args = (person.clone(), customer, article);
        self.write(customer, args, |tx, (person, customer, article)| Box::pin(add(tx, person, *customer, *article))).await
    }

    /// Removes an article from a customer's assortment, if it is there.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such customer or article.
    pub async fn remove_from_assortment(
        &self,
        person: &SupplierPerson,
        customer: CustomerId,
        article: ArticleId,
    ) -> Result<(), StoreError> {
        let args = (person.clone(), customer, article);
        self.write(customer, args, |tx, (person, customer, article)| Box::pin(remove(tx, person, *customer, *article))).await
    }
}

const ASSORTMENT: &str = r"
    select a.id as article_id, a.number, a.name, a.unit, a.price, s.article_id is not null as is_in
    from articles a
    left join assortment_articles s on s.customer_id = $1 and s.article_id = a.id
    where a.number > $2 and (s.article_id is not null or not $3)
        and a.search_key like $4 escape '\' and a.search_key like $5 escape '\' and a.search_key like $6 escape '\'
        and a.search_key like $7 escape '\' and a.search_key like $8 escape '\'
    order by a.number limit $9";

async fn assortment(tx: &mut Tx, filter: &Filter) -> Result<Vec<AssortmentRow>, StoreError> {
    let [first, second, third, fourth, fifth] = &filter.patterns;
    let (customer, limit) = (filter.customer.0, i64::from(filter.limit));
    Ok(fetch_all!(tx, AssortmentRow, ASSORTMENT, customer, &filter.after, filter.only_in, first, second, third, fourth, fifth, limit)?)
}

const ADD: &str = "
    insert into assortment_articles (customer_id, article_id, added_at) values ($1, $2, $3)
    on conflict (customer_id, article_id) do nothing";

async fn add(tx: &mut Tx, person: &SupplierPerson, customer: CustomerId, article: ArticleId) -> Result<(), StoreError> {
    take_turn(tx, customer).await?;
    accept_open(tx, person, customer, article).await?;
    add_article(tx, person, customer, article).await
}

/// Adds it, in the customer's turn.
pub(crate) async fn add_article(tx: &mut Tx, person: &SupplierPerson, customer: CustomerId, article: ArticleId) -> Result<(), StoreError> {
    let number = article_number(tx, article).await?;
    match execute!(tx, ADD, customer.0, article.0, tx.now)? {
        0 => Ok(()),
        _ => record(tx, customer, &person.into(), None, &AuditEvent::AssortmentAdded { article: number }).await,
    }
}

const REMOVE: &str = "delete from assortment_articles where customer_id = $1 and article_id = $2";

async fn remove(tx: &mut Tx, person: &SupplierPerson, customer: CustomerId, article: ArticleId) -> Result<(), StoreError> {
    take_turn(tx, customer).await?;
    let number = article_number(tx, article).await?;
    match execute!(tx, REMOVE, customer.0, article.0)? {
        0 => Ok(()),
        _ => record(tx, customer, &person.into(), None, &AuditEvent::AssortmentRemoved { article: number }).await,
    }
}

const ARTICLE_NUMBER: &str = "select number from articles where id = $1";

async fn article_number(tx: &mut Tx, article: ArticleId) -> Result<String, StoreError> {
    Ok(fetch_value!(tx, String, ARTICLE_NUMBER, article.0)?)
}
