//! What will happen to the order once it is sent.

use super::{api::CartLine, control::Control};
use crate::text;
use domain::Language;

/// So many articles are named; whoever wants to know all finds them marked in the list.
const NAMED: usize = 3;

/// What will happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing to order.
    Nothing,
    /// It goes to the supplier.
    AtOnce,
    /// It waits for the release of every line.
    WaitsForAll,
    /// It waits for the release of so many lines, the first few of which have these articles.
    WaitsFor(usize, Vec<String>),
}

impl Outcome {
    /// What will happen to an order with these lines, which is controlled in this way.
    pub fn of(control: &Control, lines: &[&CartLine]) -> Self {
        let reviewed = || lines.iter().filter(|line| control.review(line).is_some());
        match reviewed().count() {
            _ if lines.is_empty() => Self::Nothing,
            0 => Self::AtOnce,
            count if count == lines.len() => Self::WaitsForAll,
            count => Self::WaitsFor(count, reviewed().take(NAMED).map(|line| line.name.clone()).collect()),
        }
    }

    /// Whether somebody has to release something.
    pub const fn waits(&self) -> bool {
        matches!(self, Self::WaitsForAll | Self::WaitsFor(..))
    }

    /// In a sentence.
    pub fn sentence(&self, l: Language, approver: &str) -> String {
        match self {
            Self::Nothing => text::cart::goes_nowhere(l).into(),
            Self::AtOnce => text::cart::goes_at_once(l).into(),
            Self::WaitsForAll => text::cart::waits_for_all(l, approver),
            Self::WaitsFor(count, names) => match &names[..] {
                [name] => text::cart::waits_for_one(l, approver, name),
                names if *count > names.len() => text::cart::waits_for_many(l, approver, count, names.join(", "), count - names.len()),
                names => text::cart::waits_for_some(l, approver, count, names.join(", ")),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Allowance, ApprovalKind, ArticleId, Availability, Rappen};

    fn line(name: &str, is_in_assortment: bool) -> CartLine {
        let (number, unit) = (String::new(), String::new());
        let (article, allowance) = (ArticleId(uuid::Uuid::nil()), Allowance::default());
        let (name, price, availability, cost_centre) = (name.into(), Rappen(100), Availability::InStock, None);
        CartLine { article, number, name, unit, price, quantity: 1, is_in_assortment, allowance, availability, cost_centre }
    }

    fn sentence(names: &[&str]) -> String {
        let lines: Vec<_> = std::iter::once(line("Papier", true)).chain(names.iter().map(|name| line(name, false))).collect();
        let lines: Vec<_> = lines.iter().collect();
        Outcome::of(&Control::of(ApprovalKind::ReviewOutsideAssortment), &lines).sentence(Language::German, "Eva Frei")
    }

    #[test]
    fn the_first_few_articles_are_named_and_the_rest_are_counted() {
        assert!(sentence(&["Stuhl"]).contains("und zwar für «Stuhl»."));
        assert!(sentence(&["Stuhl", "Tisch", "Lampe"]).contains("für 3 Positionen: Stuhl, Tisch, Lampe."));
        assert!(sentence(&["Stuhl", "Tisch", "Lampe", "Uhr", "Bild"]).contains("für 5 Positionen: Stuhl, Tisch, Lampe und 2 weitere."));
        assert_eq!(sentence(&[]), text::cart::goes_at_once(Language::German));
    }
}
