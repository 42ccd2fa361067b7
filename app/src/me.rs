//! Who is signed in, for the shell around every page.

use crate::{AppError, json::Lean, live::QuietClient};
use domain::ApprovalKind;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the shell shows of the person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Me {
    /// Nobody is signed in.
    Nobody,
    /// A person of a customer.
    Contact {
        /// First and last name.
        name: String,
        /// What the login may do.
        approval: ApprovalKind,
        /// Lines in the cart.
        cart_lines: i64,
        /// Orders that wait for this approver.
        waiting: i64,
        /// Mails of the company that could not be delivered, as approvers see them.
        failed_mails: i64,
    },
    /// A person of the supplier.
    Supplier {
        /// First and last name.
        name: String,
        /// Supply orders that nobody has taken on.
        received: i64,
        /// Mails to customers that could not be delivered.
        failed_mails: i64,
    },
}

/// Who is signed in, with the numbers in the menu.
#[server(name = LoadMe, endpoint = "me", client = QuietClient, output = Lean)]
pub async fn me() -> Result<Me, AppError> {
    use crate::ssr::{answer, store};
    use store::Caller;
    let Ok(caller) = crate::ssr::caller() else { return Ok(Me::Nobody) };
    match caller {
        Caller::Supplier(person) => {
            let counts = answer(store().supply_counts(&person).await)?;
            let received = counts.iter().find(|(status, _)| *status == domain::SupplyStatus::Received).map_or(0, |(_, count)| *count);
            let failed_mails = answer(store().failed_customer_mails(&person).await)?;
            Ok(Me::Supplier { name: person.name(), received, failed_mails })
        }
        Caller::Contact(orderer) => {
            let (waiting, failed_mails) = match orderer.approver() {
                Some(approver) => (answer(store().release_count(&approver).await)?, answer(store().failed_mails(&approver).await)?),
                None => (0, 0),
            };
            let cart_lines = answer(store().cart_size(&orderer).await)?;
            Ok(Me::Contact { name: orderer.name(), approval: orderer.approval(), cart_lines, waiting, failed_mails })
        }
    }
}

/// The menu's numbers; pages call [`MenuNumbers::refresh`] after they changed something that is counted.
#[derive(Clone, Copy)]
pub struct MenuNumbers(RwSignal<u32>);

impl MenuNumbers {
    /// Makes the counter known to all components.
    pub fn provide() -> Self {
        let numbers = Self(RwSignal::new(0));
        provide_context(numbers);
        numbers
    }

    /// Asks the shell to count again.
    pub fn refresh() {
        if let Some(Self(version)) = use_context::<Self>() {
            version.update(|version| *version += 1);
        }
    }

    /// Counts the refreshes.
    pub const fn version(self) -> RwSignal<u32> {
        self.0
    }
}
