//! What the supplier offers.

use crate::contact::words;

words! {
    /// Whether an article is at hand.
    Availability {
        /// Enough of it is in stock.
        InStock = "in_stock",
        /// Little of it is left in stock.
        LowStock = "low_stock",
        /// It is ordered from its maker when somebody wants it.
        OnOrder = "on_order",
        /// It is sold no more: what was ordered of it has to be decided anew.
        Discontinued = "discontinued",
    }
}

impl Availability {
    /// Whether it can still be had.
    #[must_use]
    pub const fn is_sold(self) -> bool {
        !matches!(self, Self::Discontinued)
    }

    /// Whether it is in stock, be it little of it, and has not to be ordered first.
    #[must_use]
    pub const fn is_at_hand(self) -> bool {
        matches!(self, Self::InStock | Self::LowStock)
    }
}
