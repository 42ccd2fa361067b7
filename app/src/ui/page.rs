//! A page of a list that goes on.

use serde::{Deserialize, Serialize};

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<R> {
    /// Its rows.
    pub rows: Vec<R>,
    /// Whether it is not the first page.
    pub is_continued: bool,
    /// The place from which the list goes on, if it does.
    pub next: Option<String>,
}

impl<R> Page<R> {
    /// Whether there is nothing in the whole list.
    pub const fn is_of_nothing(&self) -> bool {
        self.rows.is_empty() && !self.is_continued
    }

    /// Of rows, where one more than `size` was asked for; a list goes on from the place of the last row of a page.
    #[cfg(feature = "ssr")]
    pub fn of<F: Into<R>>(found: Vec<F>, size: u32, is_continued: bool, place: impl FnOnce(&F) -> String) -> Self {
        let (rows, next) = crate::ssr::page(found, size, place);
        Self { rows: rows.into_iter().map(Into::into).collect(), is_continued, next }
    }
}
