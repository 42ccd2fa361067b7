//! Who depends on an approver, so that somebody has to take over before this one goes.

use serde::{Deserialize, Serialize};

/// Who and what depends on an approver.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependants {
    /// The names of the contacts whose orders the approver releases.
    pub contacts: Vec<String>,
    /// How many orders wait for the approver.
    pub waiting_orders: i64,
    /// The names of the approvers for whom this one stands in, now or later.
    pub stands_in_for: Vec<String>,
    /// The names of the approvers from whom orders go on to this one.
    pub superior_of: Vec<String>,
    /// The cost centres that this one looks after, by number and name.
    pub cost_centres: Vec<String>,
}

impl Dependants {
    /// Whether nobody has to take over.
    #[must_use]
    pub const fn are_none(&self) -> bool {
        self.contacts.is_empty()
            && self.waiting_orders == 0
            && self.stands_in_for.is_empty()
            && self.superior_of.is_empty()
            && self.cost_centres.is_empty()
    }
}
