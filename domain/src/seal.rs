//! What a release is bound to: an article at the price that was seen, and from stock if it was there. The price may move until the
//! hand-over; this says how far.

use crate::{article::Availability, contact::words, money::Rappen, problem::Problem};
use serde::{Deserialize, Serialize};

words! {
    /// Why a line is asked again.
    AskedAgain {
        /// It would be dearer than what was agreed on, by more than the customer bears.
        PriceRose = "price_rose",
        /// It is sold no more.
        Unavailable = "unavailable",
        /// It was at hand when that was decided, and is on order now, so that it comes later than anybody knew.
        OnOrder = "on_order",
    }
}

/// By how many percent an article may become dearer before its line is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tolerance(u32);

impl Default for Tolerance {
    /// Two percent.
    fn default() -> Self {
        Self(2)
    }
}

impl Tolerance {
    /// The most percent that can be set.
    pub const MOST: u32 = 100;

    /// So many percent.
    ///
    /// # Errors
    /// [`Problem::NotInRange`] for more than [`Tolerance::MOST`].
    pub const fn of(percent: u32) -> Result<Self, Problem> {
        if percent <= Self::MOST { Ok(Self(percent)) } else { Err(Problem::NotInRange { min: 0, max: Self::MOST }) }
    }

    /// What somebody typed, with or without the sign.
    ///
    /// # Errors
    /// [`Problem::NotInRange`] for what is no whole number of percent, or too many.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let number = typed.trim().trim_end_matches('%').trim_end();
        Self::of(number.parse().unwrap_or(u32::MAX))
    }

    /// The number of percent.
    #[must_use]
    pub const fn percent(self) -> u32 {
        self.0
    }

    /// Whether a price may be paid without asking again where another one was agreed on.
    #[must_use]
    pub fn bears(self, agreed: Rappen, price: Rappen) -> bool {
        i128::from(price.0) * 100 <= i128::from(agreed.0) * i128::from(100 + self.0)
    }
}

impl TryFrom<i64> for Tolerance {
    type Error = Problem;

    fn try_from(percent: i64) -> Result<Self, Problem> {
        Self::of(u32::try_from(percent).unwrap_or(u32::MAX))
    }
}

/// An article of a line as the catalogue has it today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The price of a unit.
    pub price: Rappen,
    /// Whether it is still sold.
    pub is_sold: bool,
}

/// At which price a cleared line is handed over where `agreed` was released: at today's, which is never dearer by more than the
/// customer bears. The supplier gets its price and the customer every reduction; what is not borne somebody decides again.
///
/// # Errors
/// [`AskedAgain`], and why.
pub fn settle(agreed: Rappen, today: Offer, tolerance: Tolerance) -> Result<Rappen, AskedAgain> {
    if !today.is_sold {
        Err(AskedAgain::Unavailable)
    } else if tolerance.bears(agreed, today.price) {
        Ok(today.price)
    } else {
        Err(AskedAgain::PriceRose)
    }
}

/// Whether what was released would come later than whoever did so could know: it was at hand, and is on order now. Nobody is asked about
/// what is there again, nor where it is not known what was seen.
#[must_use]
pub const fn comes_later(seen: Option<Availability>, today: Availability) -> bool {
    matches!(today, Availability::OnOrder) && matches!(seen, Some(seen) if seen.is_at_hand())
}

/// How much dearer the price is than the one agreed on, in percent with one decimal, as `+10.0 %` or `-2.5 %`; `None` where it is
/// the same, or where nothing was to be paid.
#[must_use]
pub fn difference(agreed: Rappen, price: Rappen) -> Option<String> {
    if agreed.0 <= 0 || agreed == price {
        return None;
    }
    let change = i128::from(price.0) - i128::from(agreed.0);
    // Rounded half away from nothing, so that both directions read alike.
    let permille = (change.abs() * 2000 + i128::from(agreed.0)) / (i128::from(agreed.0) * 2);
    let permille = u64::try_from(permille).unwrap_or(u64::MAX);
    let sign = if change < 0 { '-' } else { '+' };
    Some(format!("{sign}{}.{} %", permille / 10, permille % 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOLD: bool = true;

    fn settled(agreed: i64, today: i64, percent: u32) -> Result<Rappen, AskedAgain> {
        let tolerance = Tolerance::of(percent).expect("a tolerance");
        settle(Rappen(agreed), Offer { price: Rappen(today), is_sold: SOLD }, tolerance)
    }

    #[test]
    fn two_percent_are_borne_and_not_a_rappen_more() {
        assert_eq!(Tolerance::default().percent(), 2);
        assert_eq!(settled(1000, 1020, 2), Ok(Rappen(1020)));
        assert_eq!(settled(1000, 1021, 2), Err(AskedAgain::PriceRose));
        assert_eq!(settled(1000, 1000, 0), Ok(Rappen(1000)));
        assert_eq!(settled(1000, 1001, 0), Err(AskedAgain::PriceRose));
        assert_eq!(settled(0, 1, 100), Err(AskedAgain::PriceRose), "what was free is not paid for unasked");
    }

    #[test]
    fn what_is_sold_no_more_is_asked_again_at_any_price() {
        let gone = Offer { price: Rappen(1), is_sold: false };
        assert_eq!(settle(Rappen(1000), gone, Tolerance::default()), Err(AskedAgain::Unavailable));
    }

    #[test]
    fn only_what_was_at_hand_and_is_on_order_now_comes_later() {
        use Availability::{Discontinued, InStock, LowStock, OnOrder};
        let seen = [Some(InStock), Some(LowStock), Some(OnOrder), Some(Discontinued), None];
        assert_eq!(seen.map(|seen| comes_later(seen, OnOrder)), [true, true, false, false, false]);
        for today in [InStock, LowStock, Discontinued] {
            assert!(seen.into_iter().all(|seen| !comes_later(seen, today)), "{today:?}");
        }
    }

    #[test]
    fn a_difference_is_told_with_its_sign() {
        let told =
            [(1000, 1100), (1000, 975), (300, 301), (1000, 1000), (0, 5)].map(|(agreed, now)| difference(Rappen(agreed), Rappen(now)));
        assert_eq!(told, [Some("+10.0 %".into()), Some("-2.5 %".into()), Some("+0.3 %".into()), None, None]);
    }

    #[test]
    fn a_tolerance_is_typed_as_whole_percent() {
        let typed = ["0", " 5 ", "100 %", "101", "-1", "2.5", "", "zwei"].map(|typed| Tolerance::parse(typed).ok().map(Tolerance::percent));
        assert_eq!(typed, [Some(0), Some(5), Some(100), None, None, None, None, None]);
    }

    proptest! {
        #[test]
        fn nobody_ever_pays_unasked_more_than_is_borne(
            agreed in 0..10_000_000i64, today in 0..20_000_000i64, is_sold in any::<bool>(), percent in 0..=Tolerance::MOST,
        ) {
            let tolerance = Tolerance::of(percent).expect("a tolerance");
            let offer = Offer { price: Rappen(today), is_sold };
            match settle(Rappen(agreed), offer, tolerance) {
                Ok(price) => {
                    prop_assert!(is_sold && price == offer.price);
                    prop_assert!(price.0 * 100 <= agreed * i64::from(100 + percent));
                }
                Err(AskedAgain::Unavailable) => prop_assert!(!is_sold),
                Err(AskedAgain::PriceRose) => prop_assert!(today > agreed, "only what is dearer is asked again for its price"),
                Err(AskedAgain::OnOrder) => prop_assert!(false, "what the price says nothing about"),
            }
        }

        #[test]
        fn whoever_bears_more_is_asked_less(agreed in 0..10_000_000i64, today in 0..20_000_000i64, less in 0..100u32, more in 0..=100u32) {
            let (less, more) = (less.min(more), less.max(more));
            prop_assert!(settled(agreed, today, less).is_err() || settled(agreed, today, more).is_ok());
        }

        #[test]
        fn what_was_seen_anew_is_handed_over_at_that_price(today in 0..20_000_000i64, percent in 0..=Tolerance::MOST) {
            prop_assert_eq!(settled(today, today, percent), Ok(Rappen(today)), "else it would be asked for ever");
        }
    }
}
