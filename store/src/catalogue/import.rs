//! What the supplier sells, as it is imported.

use crate::{
    Availability, Store, StoreError,
    changes::Audience,
    engine::{Tx, execute, fetch_value},
    scope::Scope,
};
use domain::{ArticleId, Rappen, text};
use uuid::Uuid;

/// A category to be imported.
#[derive(Clone, Debug)]
pub struct NewCategory {
    /// Names it in addresses; the same slug again changes the category.
    pub slug: String,
    /// Its German name.
    pub name_de: String,
    /// Its English name.
    pub name_en: String,
    /// Where it stands in the list.
    pub position: i64,
}

/// An article to be imported.
#[derive(Clone, Debug)]
pub struct NewArticle {
    /// The supplier's number; the same number again changes the article.
    pub number: String,
    /// The slug of its category.
    pub category_slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
    /// Whether it is at hand.
    pub availability: Availability,
}

impl Store {
    /// Creates or changes categories and articles, known by slug and number. What is not named stays as it is. Where anything is other
    /// than before, everybody hears that something has changed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when an article names an unknown category.
    pub async fn import_catalogue(&self, categories: Vec<NewCategory>, articles: Vec<NewArticle>) -> Result<(), StoreError> {
        self.write(Scope::Operator, (categories, articles), |tx, (categories, articles)| Box::pin(import(tx, categories, articles))).await
    }
}

async fn import(tx: &mut Tx, categories: &[NewCategory], articles: &[NewArticle]) -> Result<(), StoreError> {
    let mut changed = 0;
    for category in categories {
        changed += import_category(tx, category).await?;
    }
    for article in articles {
        changed += import_article(tx, article).await?;
    }
    if changed > 0 {
        tx.announce(Audience::Everybody);
    }
    Ok(())
}

const IMPORT_CATEGORY: &str = "
    insert into categories (id, slug, name_de, name_en, position) values ($1, $2, $3, $4, $5)
    on conflict (slug) do update set name_de = excluded.name_de, name_en = excluded.name_en, position = excluded.position
    where categories.name_de <> excluded.name_de or categories.name_en <> excluded.name_en
        or categories.position <> excluded.position";

/// Whether it is other than before: the number of its rows that were written.
async fn import_category(tx: &mut Tx, category: &NewCategory) -> Result<u64, StoreError> {
    let id: Uuid = tx.fresh_id();
    Ok(execute!(tx, IMPORT_CATEGORY, id, &category.slug, &category.name_de, &category.name_en, category.position)?)
}

const CATEGORY_ID: &str = "select id from categories where slug = $1";

const IMPORT_ARTICLE: &str = "
    insert into articles (id, category_id, number, name, description, unit, price, availability, search_key)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (number) do update set category_id = excluded.category_id, name = excluded.name,
        description = excluded.description, unit = excluded.unit, price = excluded.price,
        availability = excluded.availability, search_key = excluded.search_key
    where articles.category_id <> excluded.category_id or articles.name <> excluded.name
        or articles.description <> excluded.description or articles.unit <> excluded.unit or articles.price <> excluded.price
        or articles.availability <> excluded.availability or articles.search_key <> excluded.search_key";

/// As [`import_category`].
async fn import_article(tx: &mut Tx, article: &NewArticle) -> Result<u64, StoreError> {
    let id: ArticleId = tx.fresh_id();
    let category = fetch_value!(tx, Uuid, CATEGORY_ID, &article.category_slug)?;
    let search_key = text::search_key(&format!("{} {} {}", article.number, article.name, article.description));
    Ok(execute!(
        tx,
        IMPORT_ARTICLE,
        id.0,
        category,
        &article.number,
        &article.name,
        &article.description,
        &article.unit,
        article.price.0,
        article.availability.word(),
        &search_key,
    )?)
}
