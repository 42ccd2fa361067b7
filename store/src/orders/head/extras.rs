//! What the customer wants beyond ordering and releasing, as it is read with an order.

use domain::Extras;

/// The columns of the customer.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct ExtrasColumns {
    changes_orders: bool,
    writes_comments: bool,
    alters_lines: bool,
}

impl ExtrasColumns {
    pub(super) const fn extras(&self) -> Extras {
        let Self { changes_orders, writes_comments, alters_lines } = *self;
        Extras { changes_orders, writes_comments, alters_lines }
    }
}
