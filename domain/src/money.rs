//! Amounts in Swiss francs, counted in Rappen.

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

    /// The tax on this net amount, rounded half up to a Rappen.
    #[must_use]
    pub const fn vat(self) -> Self {
        Self((self.0.saturating_mul(VAT_PERMILLE) + 500).div_euclid(1000))
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
    /// The tax on the net sum.
    pub vat: Rappen,
    /// What is to be paid.
    pub total: Rappen,
}

impl Totals {
    /// Adds up lines of price and quantity; the tax is reckoned once, on the sum.
    pub fn of(lines: impl IntoIterator<Item = (Rappen, u32)>) -> Self {
        let net = lines.into_iter().map(|(price, quantity)| price.times(quantity)).sum();
        Self { net, vat: net.vat(), total: net + net.vat() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_read_the_swiss_way() {
        let shown = [0, 5, 123_450, -123_450, 10_000_000_000].map(|amount| Rappen(amount).to_string());
        assert_eq!(shown, ["0.00", "0.05", "1'234.50", "-1'234.50", "100'000'000.00"]);
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
    }
}
