//! The demo catalogue, from the files beside the code.

use domain::{Rappen, article::Availability};
use serde::{Deserialize, de::DeserializeOwned};
use store::{NewArticle, NewCategory};

static CATEGORIES: &str = include_str!("../../demo/categories.csv");
static ARTICLES: &str = include_str!("../../demo/articles.csv");

/// Every how many-th article of the first customer's assortment is in the second one's too.
const SHARED: (usize, usize) = (5, 12);

#[derive(Deserialize)]
struct CategoryRow {
    slug: String,
    name_de: String,
    name_en: String,
    position: i64,
}

#[derive(Deserialize)]
struct ArticleRow {
    number: String,
    category: String,
    name: String,
    description: String,
    unit: String,
    price_rappen: Rappen,
    availability: Availability,
    in_assortment: u8,
}

/// The catalogue and the agreed articles, by their numbers.
pub(super) struct Catalogue {
    pub(super) categories: Vec<NewCategory>,
    pub(super) articles: Vec<NewArticle>,
    /// One list for each customer.
    pub(super) assortments: [Vec<String>; 2],
}

impl Catalogue {
    /// Reads the files.
    pub(super) fn read() -> Result<Self, csv::Error> {
        let categories = rows::<CategoryRow>(CATEGORIES)?.into_iter().map(NewCategory::from).collect();
        let articles = rows::<ArticleRow>(ARTICLES)?;
        let agreed: Vec<_> = articles.iter().filter(|row| row.in_assortment == 1).map(|row| row.number.clone()).collect();
        let shared = agreed.iter().enumerate().filter(|(place, _)| place % SHARED.1 < SHARED.0).map(|(_, number)| number.clone()).collect();
        Ok(Self { categories, articles: articles.into_iter().map(NewArticle::from).collect(), assortments: [agreed, shared] })
    }
}

impl From<CategoryRow> for NewCategory {
    fn from(row: CategoryRow) -> Self {
        Self { slug: row.slug, name_de: row.name_de, name_en: row.name_en, position: row.position }
    }
}

impl From<ArticleRow> for NewArticle {
    fn from(row: ArticleRow) -> Self {
        Self {
            number: row.number,
            category_slug: row.category,
            name: row.name,
            description: row.description,
            unit: row.unit,
            price: row.price_rappen,
            availability: row.availability,
        }
    }
}

fn rows<T: DeserializeOwned>(file: &str) -> Result<Vec<T>, csv::Error> {
    csv::Reader::from_reader(file.as_bytes()).deserialize().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_as_large_as_promised() {
        let Catalogue { categories, articles, assortments: [first, second] } = Catalogue::read().expect("the catalogue can be read");
        assert_eq!((categories.len(), articles.len(), first.len(), second.len()), (12, 300, 60, 25));
        assert!(second.iter().all(|number| first.contains(number)));
    }
}
