//! Dauerfreigaben: what is released time and again can be released for good, up to an amount.
//!
//! A standing release is about one article, and holds for one orderer or for everybody of a customer. It frees a line from the review
//! that the Freigabeart asks for; an order that goes beyond a limit or a budget is reviewed all the same.

use crate::{
    contact::ApprovalKind,
    money::Rappen,
    review::{Agreement, reason},
};
use serde::{Deserialize, Serialize};

/// So many times in a row the same has to be released before it is a habit, and the portal proposes a rule.
pub const HABIT: usize = 3;

/// What an orderer may order of an article at a time by standing releases: the most that a line may cost, net.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Allowance(pub Option<Rappen>);

impl Allowance {
    /// Whether there is none.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Whether a line of this net sum goes without a release.
    #[must_use]
    pub fn covers(self, net: Rappen) -> bool {
        self.0.is_some_and(|up_to| net <= up_to)
    }

    /// The amount, where a line would need a release of an orderer of this kind without it.
    #[must_use]
    pub const fn needed(self, kind: ApprovalKind, is_in_assortment: bool) -> Option<Rappen> {
        let without = if is_in_assortment { Agreement::Assortment } else { Agreement::None };
        if reason(kind, without).is_some() { self.0 } else { None }
    }

    /// What has been agreed on about a line of this net sum.
    #[must_use]
    pub fn agreement(self, is_in_assortment: bool, net: Rappen) -> Agreement {
        match (self.covers(net), is_in_assortment) {
            (true, _) => Agreement::StandingRelease,
            (false, true) => Agreement::Assortment,
            (false, false) => Agreement::None,
        }
    }
}

impl From<Option<i64>> for Allowance {
    fn from(up_to: Option<i64>) -> Self {
        Self(up_to.map(Rappen))
    }
}

/// A line that needed no release, as such lines were released for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreedLine {
    /// The line's position, from 1.
    pub position: u32,
    /// The article's name.
    pub article: String,
    /// The most that the line could cost, net.
    pub up_to: Rappen,
}

/// What became of a line that needed a release, once its order was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was released as it was ordered, for this net sum.
    AsOrdered(Rappen),
    /// It was rejected, or something else was released.
    Otherwise,
}

/// The amount up to which a habit could be released for good: there is one where the latest [`HABIT`] outcomes, the newest first, were
/// all releases of what was ordered. It is their highest sum, rounded up.
#[must_use]
pub fn habit(latest: &[Outcome]) -> Option<Rappen> {
    let latest = latest.get(..HABIT)?;
    let sums = latest.iter().map(|outcome| match outcome {
        Outcome::AsOrdered(net) => Some(*net),
        Outcome::Otherwise => None,
    });
    sums.collect::<Option<Vec<_>>>()?.into_iter().max().map(rounded_up)
}

/// An amount that people would choose: whole tens of francs up to a hundred, fifties up to a thousand, then hundreds.
fn rounded_up(net: Rappen) -> Rappen {
    let step = match net.0 {
        ..=10_000 => 1_000,
        10_001..=100_000 => 5_000,
        _ => 10_000,
    };
    let steps = net.0.max(1).div_euclid(step) + i64::from(net.0.max(1).rem_euclid(step) > 0);
    Rappen(steps.saturating_mul(step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn released(nets: &[i64]) -> Vec<Outcome> {
        nets.iter().map(|net| Outcome::AsOrdered(Rappen(*net))).collect()
    }

    #[test]
    fn three_releases_in_a_row_are_a_habit_and_the_highest_counts() {
        assert_eq!(habit(&released(&[4_200, 7_990])), None, "two are not enough");
        assert_eq!(habit(&released(&[4_200, 7_990, 100])), Some(Rappen(8_000)));
        assert_eq!(habit(&released(&[4_200, 7_990, 100, 1_000_000])), Some(Rappen(8_000)), "older ones do not count");
    }

    #[test]
    fn what_was_decided_otherwise_meanwhile_is_no_habit() {
        let mut latest = released(&[100, 100, 100, 100]);
        for place in 0..HABIT {
            latest[place] = Outcome::Otherwise;
            assert_eq!(habit(&latest), None, "{place}");
            latest[place] = Outcome::AsOrdered(Rappen(100));
        }
        latest[HABIT] = Outcome::Otherwise;
        assert_eq!(habit(&latest), Some(Rappen(1_000)), "it has been released three times since");
    }

    #[test]
    fn a_standing_release_covers_what_it_names_and_not_a_rappen_more() {
        let allowance = Allowance(Some(Rappen(5_000)));
        assert_eq!([4_999, 5_000, 5_001].map(|net| allowance.covers(Rappen(net))), [true, true, false]);
        assert!(!Allowance::default().covers(Rappen(0)));
        assert_eq!(allowance.agreement(true, Rappen(5_001)), Agreement::Assortment);
        assert_eq!(allowance.agreement(false, Rappen(5_001)), Agreement::None);
        assert_eq!(allowance.agreement(true, Rappen(5_000)), Agreement::StandingRelease);
    }

    #[test]
    fn it_matters_only_where_a_release_would_be_needed_without_it() {
        use ApprovalKind::{AlwaysReview, Approver, ReviewOutsideAssortment, Unrestricted};
        let allowance = Allowance(Some(Rappen(5_000)));
        let table = [
            (AlwaysReview, [true, true]),
            (ReviewOutsideAssortment, [true, false]),
            (Unrestricted, [false, false]),
            (Approver, [false, false]),
        ];
        for (kind, expected) in table {
            assert_eq!([false, true].map(|is_in| allowance.needed(kind, is_in).is_some()), expected, "{kind:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_proposed_covers_the_habit_and_little_more(nets in prop::collection::vec(1..10_000_000i64, HABIT)) {
            let highest = nets.iter().copied().max().unwrap_or_default();
            let proposed = habit(&released(&nets)).expect("a habit").0;
            prop_assert!(proposed >= highest && proposed - highest < 10_000);
            prop_assert_eq!(proposed % 1_000, 0);
        }
    }
}
