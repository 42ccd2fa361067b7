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
    /// Whether everybody of the customer hears of it, where a cost centre pays for the order.
    pub(super) moves_budgets: bool,
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
        (i64, Option<Uuid>, bool),
        " returning number, (select o.orderer_id from orders o where o.customer_id = audit_entries.customer_id and o.id = audit_entries.order_id),
        exists (
            select 1 from order_cost_centres t
            where t.customer_id = audit_entries.customer_id and t.order_id = audit_entries.order_id
        )"
    )?;
    let about: HashMap<_, _> = written.into_iter().map(|(number, orderer, is_charged)| (number, (orderer, is_charged))).collect();
    for NewEntry { entry, is_suppliers, moves_budgets } in entries {
        let (orderer, is_charged) = about.get(&entry.number).copied().unwrap_or_default();
        let orderer = orderer.map(ContactId).filter(|_| !(is_charged && *moves_budgets));
        concerned(customer, orderer, *is_suppliers).for_each(|audience| tx.announce(audience));
    }
    Ok(())
}
