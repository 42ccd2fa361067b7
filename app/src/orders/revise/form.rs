//! What the form posts by which an order is changed.

use domain::{ArticleId, order::MAX_QUANTITY};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form as typed. What it says of a line goes by the line's position, so that it can belong to no other line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionForm {
    /// The order.
    pub id: String,
    /// Which version of it the page showed.
    pub version: u32,
    /// How often it had gone on, as the page showed.
    #[serde(default)]
    pub level: u32,
    /// Names what the page showed of the cart, and of who pays for what comes along.
    #[serde(default)]
    pub seen: String,
    /// The quantities by the ids of their fields.
    #[serde(default)]
    pub quantities: BTreeMap<String, String>,
    /// Today's prices of the lines, in Rappen, as the page showed them, by the ids of the fields of their quantities.
    #[serde(default)]
    pub prices: BTreeMap<String, String>,
    /// What comes along from the cart, by the ids of its boxes.
    #[serde(default)]
    pub added: BTreeMap<String, String>,
    /// What the orderer writes to the approver.
    #[serde(default)]
    pub note: String,
}

/// The id of the field of a line's quantity.
pub fn quantity_id(position: u32) -> String {
    format!("quantity-{position}")
}

/// The quantity that was typed, where it is a whole number from 0 to [`MAX_QUANTITY`].
pub fn quantity(typed: &str) -> Option<u32> {
    typed.trim().parse::<u32>().ok().filter(|quantity| *quantity <= MAX_QUANTITY)
}

/// The id of the box of an article in the cart.
pub fn box_id(article: ArticleId) -> String {
    format!("article-{article}")
}

/// The name under which a field of one of the groups is posted.
pub fn name_in(group: &str, id: &str) -> String {
    format!("form[{group}][{id}]")
}

#[cfg(feature = "ssr")]
mod checked {
    use super::{RevisionForm, quantity};
    use domain::{ArticleId, FieldProblem, Problem, Rappen, order::MAX_QUANTITY, problem::Check, text};
    use store::{RevisedLine, Revising};

    impl RevisionForm {
        /// What is wished for, if all of it can be read.
        ///
        /// # Errors
        /// Every field that cannot, by its id.
        pub fn checked(&self) -> Result<Revising, Vec<FieldProblem>> {
            let mut check = Check::default();
            let lines: Vec<_> = self.quantities.iter().map(|(id, typed)| check.field(id, self.line(id, typed))).collect();
            let added: Vec<_> = self.added.keys().map(|id| check.field(id, article(id))).collect();
            let note = check.field("note", text::note(&self.note));
            let revising = lines.into_iter().collect::<Option<Vec<_>>>().zip(added.into_iter().collect::<Option<Vec<_>>>()).zip(note);
            let revising = revising.map(|((lines, added), note)| {
                let (version, level, seen) = (self.version, self.level, self.seen.clone());
                Revising { version, level, lines, added, seen, note }
            });
            check.finish(revising)
        }

        fn line(&self, id: &str, typed: &str) -> Result<RevisedLine, Problem> {
            let position = id.strip_prefix("quantity-").and_then(|position| position.parse().ok()).ok_or(Problem::Unknown)?;
            let quantity = quantity(typed).ok_or(Problem::NotInRange { min: 0, max: MAX_QUANTITY })?;
            let price = self.prices.get(id).and_then(|price| price.parse().ok()).map(Rappen).ok_or(Problem::Unknown)?;
            Ok(RevisedLine { position, quantity, price })
        }
    }

    fn article(id: &str) -> Result<ArticleId, Problem> {
        id.strip_prefix("article-").and_then(|id| id.parse().ok()).ok_or(Problem::Unknown)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn typed(quantities: &[(&str, &str)]) -> RevisionForm {
            let field = |(id, value): &(&str, &str)| ((*id).to_owned(), (*value).to_owned());
            let prices = [("quantity-1", "1250"), ("quantity-3", "990")].iter().map(field).collect();
            RevisionForm { version: 2, quantities: quantities.iter().map(field).collect(), prices, ..RevisionForm::default() }
        }

        #[test]
        fn quantities_belong_to_positions() {
            let revising = typed(&[("quantity-3", " 0 "), ("quantity-1", "12")]).checked().expect("all can be read");
            let lines: Vec<_> = revising.lines.iter().map(|line| (line.position, line.quantity, line.price.0)).collect();
            assert_eq!((revising.version, lines), (2, vec![(1, 12, 1250), (3, 0, 990)]));
        }

        #[test]
        fn a_field_that_cannot_be_read_is_named() {
            fn wrong(quantities: &[(&str, &str)]) -> String {
                typed(quantities).checked().expect_err("it cannot be read").remove(0).field
            }
            for value in ["", "-1", "1.5", "zwei", "10000"] {
                assert_eq!(wrong(&[("quantity-1", "1"), ("quantity-3", value)]), "quantity-3", "{value}");
            }
            assert_eq!(wrong(&[("quantity-2", "1")]), "quantity-2", "it has no price");
            assert_eq!(wrong(&[("menge", "1")]), "menge");
        }
    }
}
