//! How far the supplier is with a supply order.

use crate::contact::words;

words! {
    /// The state of a supply order. It only moves forward, one step at a time.
    SupplyStatus {
        /// Arrived at the supplier.
        Received = "received",
        /// The supplier has taken it on.
        Accepted = "accepted",
        /// The parcels are on their way.
        Shipped = "shipped",
        /// The parcels have arrived.
        Delivered = "delivered",
    }
}

impl SupplyStatus {
    /// The step after this one, if there is one.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Received => Some(Self::Accepted),
            Self::Accepted => Some(Self::Shipped),
            Self::Shipped => Some(Self::Delivered),
            Self::Delivered => None,
        }
    }
}
