//! Writing the entries that a turn has gathered.

use super::Entry;
use crate::{
    StoreError,
    changes::concerned,
    engine::{MOST_ROWS, Tx, insert_rows},
};
use domain::{ContactId, CustomerId};
use std::collections::HashMap;
use uuid::Uuid;

/// An entry that is to be written yet.
pub(super) struct NewEntry {
    pub(super) entry: Entry,
    /// Whether the supplier hears of it.
    pub(super) is_suppliers: bool,
}

const APPEND: &str = "
    insert into audit_entries
        (customer_id, number, order_id, actor_kind, actor_id, actor_name, event, happened_at, previous_hash, hash) ";

/// Writes the entries, and lets those hear whom they concern: who ordered what each is about, for example.
pub(super) async fn append(tx: &mut Tx, customer: CustomerId, entries: &[NewEntry]) -> Result<(), StoreError> {
    for entries in entries.chunks(MOST_ROWS) {
        append_some(tx, customer, entries).await?;
    }
    Ok(())
}

async fn append_some(tx: &mut Tx, customer: CustomerId, entries: &[NewEntry]) -> Result<(), StoreError> {
    let written = insert_rows!(
        tx,
        APPEND,
        entries,
        |NewEntry { entry, .. }| [
            customer.0,
            entry.number,
            entry.order_id,
            &entry.actor_kind,
            entry.actor_id,
            &entry.actor_name,
            &entry.event,
            entry.happened_at,
            &entry.previous_hash,
            &entry.hash,
        ],
        (i64, Option<Uuid>),
        " returning number, (select o.orderer_id from orders o where o.customer_id = audit_entries.customer_id and o.id = audit_entries.order_id)"
    )?;
    let orderers: HashMap<_, _> = written.into_iter().collect();
    for NewEntry { entry, is_suppliers } in entries {
        let orderer = orderers.get(&entry.number).copied().flatten().map(ContactId);
        concerned(customer, orderer, *is_suppliers).for_each(|audience| tx.announce(audience));
    }
    Ok(())
}
