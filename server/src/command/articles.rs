//! `import-articles`.

#![expect(clippy::doc_markdown, reason = "the comments are the text of --help, which shows markup as it is")]

use super::CommandError;
use crate::article_row::ArticleRow;
use clap::Args;
use domain::Rappen;
use std::path::PathBuf;
use store::{NewArticle, Store, StoreError};

/// Which articles. A known number changes its article: orders that wait are released at the new price, or asked again.
#[derive(Args, Debug)]
pub(super) struct ArticleFile {
    /// CSV file with the columns number, category (its slug), name, description, unit, price_rappen and availability
    /// (in_stock, low_stock, on_order or discontinued)
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl ArticleFile {
    /// All of them or none.
    pub(super) async fn import(self, store: &Store) -> Result<(), CommandError> {
        let unreadable = |error: csv::Error| CommandError::Input(format!("{}: {error}", self.file.display()));
        let rows = csv::Reader::from_path(&self.file).map_err(unreadable)?.into_deserialize::<ArticleRow>();
        let articles = rows.map(|row| row.map(NewArticle::from)).collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
        if let Some(wrong) = articles.iter().find(|article| article.price < Rappen(0)) {
            return Err(CommandError::Input(format!("the price of {} is below nothing", wrong.number)));
        }
        let count = articles.len();
        store.import_catalogue(Vec::new(), articles).await.map_err(|error| match error {
            StoreError::NotFound => CommandError::Input("an article names a category that does not exist".into()),
            other => other.into(),
        })?;
        println!("{count} articles are imported.");
        Ok(())
    }
}
