//! One order with its decisions and the entries that tell of it.

mod content;
mod table;
mod typeset;

use super::{CSV, Made, PDF, Wish};
use content::Content;
use store::StoreError;

/// How the order is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As tables.
    Csv,
    /// To print and to keep.
    Pdf,
}

impl Format {
    #[cfg(test)]
    pub const ALL: [Self; 2] = [Self::Csv, Self::Pdf];

    /// The format with this ending.
    pub fn of(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

pub async fn make(wish: &Wish, format: Format) -> Result<Made, StoreError> {
    let id = wish.id.parse().map_err(|_| StoreError::NotFound)?;
    let evidence = wish.store.evidence(wish.orderer()?, id).await?;
    let content = Content::of(wish.language, evidence);
    let name = format!("bestellung-{}", content.number);
    Ok(match format {
        Format::Csv => Made { name: format!("{name}.csv"), kind: CSV, content: table::write(&content) },
        Format::Pdf => Made { name: format!("{name}.pdf"), kind: PDF, content: typeset(content).await? },
    })
}

/// Setting a long order takes a while, in which nobody else should wait.
async fn typeset(content: Content) -> Result<Vec<u8>, StoreError> {
    tokio::task::spawn_blocking(move || typeset::write(&content)).await.map_err(|_| StoreError::BrokenOff)?
}
