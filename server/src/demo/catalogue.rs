//! The demo catalogue, from the files beside the code.

use crate::article_row::ArticleRow;
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

/// Whether an article is agreed on.
#[derive(Deserialize)]
struct AgreedRow {
    number: String,
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
        let articles = rows::<ArticleRow>(ARTICLES)?.into_iter().map(NewArticle::from).collect();
        let agreed: Vec<_> = rows::<AgreedRow>(ARTICLES)?.into_iter().filter(|row| row.in_assortment == 1).map(|row| row.number).collect();
        let shared = agreed.iter().enumerate().filter(|(place, _)| place % SHARED.1 < SHARED.0).map(|(_, number)| number.clone()).collect();
        Ok(Self { categories, articles, assortments: [agreed, shared] })
    }
}

impl From<CategoryRow> for NewCategory {
    fn from(row: CategoryRow) -> Self {
        Self { slug: row.slug, name_de: row.name_de, name_en: row.name_en, position: row.position }
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
