//! Amounts in Swiss francs, counted in Rappen.

use crate::{freight::FreightRule, problem::Problem};
use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops::Add};

/// The Swiss normal rate of value added tax, in tenths of a percent: 8.1 % since 1 January 2024 (MWSTG Art. 25).
pub const VAT_PERMILLE: i64 = 81;

/// An amount in Rappen, a hundredth of a Swiss franc.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rappen(pub i64);

impl Rappen {
    /// The price of `quantity` pieces at this price each.
    #[must_use]
    pub const fn times(self, quantity: u32) -> Self {
        Self(self.0.saturating_mul(quantity as i64))
    }

    /// Whether it is none.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.0 == 0
    }

    /// The tax on this net amount, rounded half up to a Rappen.
    #[must_use]
    pub const fn vat(self) -> Self {
        Self((self.0.saturating_mul(VAT_PERMILLE) + 500).div_euclid(1000))
    }
}

/// The greatest amount that can be typed: a hundred million francs.
const MOST_TYPED: i64 = 10_000_000_000;

impl Rappen {
    /// Reads an amount in francs as people type it: `1'200`, `1200.50`, `1 200.-`. Nothing typed is no amount.
    ///
    /// # Errors
    /// [`Problem::NotAnAmount`].
    pub fn typed(text: &str) -> Result<Option<Self>, Problem> {
        let is_between_digits = |c: char| matches!(c, '\'' | '’') || c.is_whitespace();
        let plain: String = text.chars().filter(|c| !is_between_digits(*c)).collect();
        if plain.is_empty() {
            return Ok(None);
        }
        let (francs, rappen) = plain.split_once(['.', ',']).unwrap_or((&plain, ""));
        let amount = digits(francs).zip(hundredths(rappen)).map(|(francs, rappen)| francs.saturating_mul(100).saturating_add(rappen));
        amount.filter(|amount| *amount <= MOST_TYPED).map(|amount| Some(Self(amount))).ok_or(Problem::NotAnAmount)
    }
}

/// A number without a sign.
fn digits(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// What stands behind the point: nothing, a dash, one digit or two.
fn hundredths(text: &str) -> Option<i64> {
    match text.len() {
        _ if matches!(text, "" | "-" | "–" | "--") => Some(0),
        1 => digits(text).map(|tenths| tenths * 10),
        2 => digits(text),
        _ => None,
    }
}

impl From<i64> for Rappen {
    fn from(amount: i64) -> Self {
        Self(amount)
    }
}

impl Add for Rappen {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Rappen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Self::add)
    }
}

/// Swiss form: an apostrophe between thousands and always two decimals, `1'234.50`.
impl fmt::Display for Rappen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let francs = (self.0.unsigned_abs() / 100).to_string();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        for (place, digit) in francs.chars().enumerate() {
            if place > 0 && (francs.len() - place).is_multiple_of(3) {
                f.write_str("'")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ".{:02}", self.0.unsigned_abs() % 100)
    }
}

/// What an order costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// The sum of the lines.
    pub net: Rappen,
    /// What delivering them costs, net.
    #[serde(default)]
    pub freight: Rappen,
    /// The tax on both.
    pub vat: Rappen,
    /// What is to be paid.
    pub total: Rappen,
}

impl Totals {
    /// Adds up lines of price and quantity, without what delivering them costs; the tax is reckoned once, on the sum.
    pub fn of(lines: impl IntoIterator<Item = (Rappen, u32)>) -> Self {
        Self::delivered(None, lines)
    }

    /// Adds up lines that are delivered by this rule. This is the only place that derives what that costs: nothing where there are none.
    pub fn delivered(rule: Option<FreightRule>, lines: impl IntoIterator<Item = (Rappen, u32)>) -> Self {
        let sums = lines.into_iter().map(|(price, quantity)| price.times(quantity));
        let Some(net) = sums.reduce(Rappen::add) else { return Self::default() };
        let freight = rule.map_or(Rappen(0), |rule| rule.freight(net));
        let vat = (net + freight).vat();
        Self { net, freight, vat, total: net + freight + vat }
    }

    /// The same for lines that are handed over at today's prices, each with that on which was agreed before. What was to be delivered
    /// free stays so where only prices have fallen since.
    pub fn handed_over(rule: Option<FreightRule>, agreed: &[(Rappen, u32)], today: &[(Rappen, u32)]) -> Self {
        let [before, after] = [agreed, today].map(|lines| Self::delivered(rule, lines.iter().copied()));
        if after.freight > before.freight { Self::of(today.iter().copied()) } else { after }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_price_that_falls_makes_no_delivery_dearer() {
        let rule = Some(FreightRule { flat: Rappen(900), free_from: Some(Rappen(5000)) });
        let freight = |agreed, today| Totals::handed_over(rule, &[(Rappen(agreed), 1)], &[(Rappen(today), 1)]).freight;
        assert_eq!([freight(5000, 4999), freight(4999, 4990), freight(4999, 5000)], [Rappen(0), Rappen(900), Rappen(0)]);
        let totals = Totals::handed_over(rule, &[(Rappen(5000), 1)], &[(Rappen(4999), 1)]);
        assert_eq!(totals, Totals::of([(Rappen(4999), 1)]));
    }

    #[test]
    fn amounts_read_the_swiss_way() {
        let shown = [0, 5, 123_450, -123_450, 10_000_000_000].map(|amount| Rappen(amount).to_string());
        assert_eq!(shown, ["0.00", "0.05", "1'234.50", "-1'234.50", "100'000'000.00"]);
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let read = ["", " ", "0", "5", "1'200", "1’200.5", "1 200,05", "80.-", "80.–", "12."].map(Rappen::typed);
        let amounts = [None, None, Some(0), Some(500), Some(120_000), Some(120_050), Some(120_005), Some(8000), Some(8000), Some(1200)];
        assert_eq!(read, amounts.map(|amount| Ok(amount.map(Rappen))));
        for wrong in ["-5", "+5", "1.234", "viel", "1.2.3", ".", "1e3", "100000000.01", "99999999999999999999", "٣"] {
            assert_eq!(Rappen::typed(wrong), Err(Problem::NotAnAmount), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(typed in ".{0,12}") {
            if let Ok(Some(amount)) = Rappen::typed(&typed) {
                prop_assert!((0..=MOST_TYPED).contains(&amount.0));
            }
        }
    }

    #[test]
    fn the_tax_is_rounded_half_up() {
        assert_eq!([100, 50, 6, 7].map(|net| Rappen(net).vat().0), [8, 4, 0, 1]);
    }

    proptest! {
        #[test]
        fn a_total_is_its_net_sum_and_tax(lines in prop::collection::vec((0..10_000_000i64, 1..10_000u32), 0..50)) {
            let totals = Totals::of(lines.iter().map(|(price, quantity)| (Rappen(*price), *quantity)));
            let net: i64 = lines.iter().map(|(price, quantity)| price * i64::from(*quantity)).sum();
            prop_assert_eq!(totals.net, Rappen(net));
            prop_assert_eq!(totals.total, totals.net + totals.vat);
            prop_assert!((totals.vat.0 * 1000 - net * VAT_PERMILLE).abs() <= 500);
        }

        #[test]
        fn an_amount_can_be_read_back(amount in any::<i32>()) {
            let shown = Rappen(i64::from(amount)).to_string().replace(['\'', '.'], "");
            prop_assert_eq!(shown.parse::<i64>().ok(), Some(i64::from(amount)));
        }

        #[test]
        fn what_is_shown_can_be_typed_again(amount in 0..=MOST_TYPED) {
            prop_assert_eq!(Rappen::typed(&Rappen(amount).to_string()), Ok(Some(Rappen(amount))));
        }
    }
}
