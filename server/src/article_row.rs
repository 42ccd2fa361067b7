//! An article as a row of a CSV file.

use domain::{Availability, Rappen};
use serde::Deserialize;
use store::NewArticle;

/// The row; further columns do not matter.
#[derive(Deserialize)]
pub(crate) struct ArticleRow {
    number: String,
    category: String,
    name: String,
    description: String,
    unit: String,
    price_rappen: Rappen,
    availability: Availability,
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
