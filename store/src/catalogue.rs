//! The supplier's articles, as the customers see them.

mod import;

pub use domain::Availability;
pub use import::{NewArticle, NewCategory};

use crate::{
    Orderer, Store, StoreError,
    engine::{Tx, fetch_all, fetch_one},
    learning::allowance,
};
use domain::{Allowance, ArticleId, Rappen, text};
use sqlx::FromRow;
use uuid::Uuid;

/// The most words of a search that are looked for.
const SEARCH_WORDS: usize = 5;

/// A category of articles.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CategoryRow {
    /// Names it in addresses.
    pub slug: String,
    /// Its German name.
    pub name_de: String,
    /// Its English name.
    pub name_en: String,
}

/// Which articles to list.
#[derive(Clone, Debug, Default)]
pub struct ArticleFilter {
    /// Words that all occur in number, name or description; the first five count.
    pub search: String,
    /// Only this category, by its slug.
    pub category: Option<String>,
    /// Only articles of the customer's assortment.
    pub only_assortment: bool,
    /// Only articles after this number: where the page before ended.
    pub after: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// An article as a customer sees it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ArticleRow {
    /// The article.
    #[sqlx(try_from = "Uuid")]
    pub id: ArticleId,
    /// The supplier's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    #[sqlx(try_from = "i64")]
    pub price: Rappen,
    /// Whether it is at hand.
    #[sqlx(try_from = "String")]
    pub availability: Availability,
    /// The slug of its category.
    pub category_slug: String,
    /// Whether it is in the customer's assortment.
    pub is_in_assortment: bool,
    /// What of it the orderer may order at a time without a release.
    #[sqlx(try_from = "Option<i64>")]
    pub allowance: Allowance,
}

impl Store {
    /// All categories, in the supplier's order.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn categories(&self, orderer: &Orderer) -> Result<Vec<CategoryRow>, StoreError> {
        self.read(orderer, (), |tx, ()| Box::pin(categories(tx))).await
    }

    /// Articles by number.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn articles(&self, orderer: &Orderer, filter: ArticleFilter) -> Result<Vec<ArticleRow>, StoreError> {
        self.read(orderer, (orderer.clone(), filter), |tx, (orderer, filter)| Box::pin(articles(tx, orderer, filter))).await
    }

    /// One article.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn article(&self, orderer: &Orderer, number: &str) -> Result<ArticleRow, StoreError> {
        self.read(orderer, (orderer.clone(), number.replace('\0', "")), |tx, (orderer, number)| Box::pin(article(tx, orderer, number)))
            .await
    }
}

const CATEGORIES: &str = "select slug, name_de, name_en from categories order by position, slug";

async fn categories(tx: &mut Tx) -> Result<Vec<CategoryRow>, StoreError> {
    Ok(fetch_all!(tx, CategoryRow, CATEGORIES)?)
}

const ARTICLES: &str = concat!(
    "
    select a.id, a.number, a.name, a.description, a.unit, a.price, a.availability, c.slug as category_slug,
        s.article_id is not null as is_in_assortment, ",
    allowance!("a.id", "$11"),
    r" as allowance
    from articles a
    join categories c on c.id = a.category_id
    left join assortment_articles s on s.customer_id = $1 and s.article_id = a.id
    where a.number > $2 and a.availability <> 'discontinued' and ($3 = '' or c.slug = $3) and (s.article_id is not null or not $4)
        and a.search_key like $5 escape '\' and a.search_key like $6 escape '\' and a.search_key like $7 escape '\'
        and a.search_key like $8 escape '\' and a.search_key like $9 escape '\'
    order by a.number limit $10"
);

async fn articles(tx: &mut Tx, orderer: &Orderer, filter: &ArticleFilter) -> Result<Vec<ArticleRow>, StoreError> {
    let [first, second, third, fourth, fifth] = &search_patterns(&filter.search);
    Ok(fetch_all!(
        tx,
        ArticleRow,
        ARTICLES,
        orderer.customer_id.0,
        without_zero(filter.after.as_deref()),
        without_zero(filter.category.as_deref()),
        filter.only_assortment,
        first,
        second,
        third,
        fourth,
        fifth,
        i64::from(filter.limit),
        orderer.contact_id.0,
    )?)
}

/// Nothing given is the empty text. Postgres refuses text with a zero in it, which nothing here has.
pub(crate) fn without_zero(text: Option<&str>) -> String {
    text.unwrap_or_default().replace('\0', "")
}

/// One pattern a word; those to spare match everything.
pub(crate) fn search_patterns(search: &str) -> [String; SEARCH_WORDS] {
    let key = text::search_key(&without_zero(Some(search)));
    let mut words = key.split_whitespace().map(|word| format!("%{}%", escaped(word)));
    std::array::from_fn(|_| words.next().unwrap_or_else(|| "%".into()))
}

fn escaped(word: &str) -> String {
    word.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

const ARTICLE: &str = concat!(
    "
    select a.id, a.number, a.name, a.description, a.unit, a.price, a.availability, c.slug as category_slug,
        s.article_id is not null as is_in_assortment, ",
    allowance!("a.id", "$3"),
    " as allowance
    from articles a
    join categories c on c.id = a.category_id
    left join assortment_articles s on s.customer_id = $1 and s.article_id = a.id
    where a.number = $2"
);

async fn article(tx: &mut Tx, orderer: &Orderer, number: &str) -> Result<ArticleRow, StoreError> {
    Ok(fetch_one!(tx, ArticleRow, ARTICLE, orderer.customer_id.0, number, orderer.contact_id.0)?)
}
