//! The decisions that are on their way.

use crate::form::Fields;

/// One of them, as its form has named it.
pub struct SentDecision<'a> {
    fields: &'a Fields,
    index: usize,
}

impl<'a> SentDecision<'a> {
    /// All that are sent together.
    pub fn all(fields: &'a Fields) -> impl Iterator<Item = Self> {
        (0..).map(move |index| Self { fields, index }).take_while(|decision| decision.field("position").is_some())
    }

    /// The position of its line.
    pub fn position(&self) -> Option<u32> {
        self.field("position")?.parse().ok()
    }

    /// Whether this stands in the field; a field that is not there is empty.
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.field(name).unwrap_or_default() == value
    }

    fn field(&self, name: &str) -> Option<String> {
        self.fields.get(&format!("form[decisions][{}][{name}]", self.index))
    }
}
