//! For whom anything is released for good.

use crate::{
    Orderer, Store, StoreError,
    engine::{Tx, fetch_value},
};
use domain::{ContactId, CustomerId};

impl Store {
    /// Whether a standing release applies to what the caller orders.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn has_standing_release(&self, orderer: &Orderer) -> Result<bool, StoreError> {
        let args = (orderer.customer_id, orderer.contact_id);
        self.read(orderer, args, |tx, (customer, contact)| Box::pin(has_standing_release(tx, *customer, *contact))).await
    }
}

// Where two people release each order, none applies.
const HAS_STANDING_RELEASE: &str = "
    select (
        exists (select 1 from standing_releases f where f.customer_id = $1 and f.contact_id = $2 and f.ended_at is null)
        or exists (select 1 from standing_releases f where f.customer_id = $1 and f.contact_id is null and f.ended_at is null)
    ) and not (select k.needs_four_eyes from customers k where k.id = $1)";

async fn has_standing_release(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, HAS_STANDING_RELEASE, customer.0, contact.0)?)
}
