//! Who did what: append-only, and chained by hashes, so that a change behind the portal's back shows.
//!
//! The head row of a customer's chain is also what its writes take turns on.

use crate::{
    Stamp, Store, StoreError,
    caller::Actor,
    changes::concerned,
    engine::{Tx, execute, fetch_all, fetch_one, fetch_optional, fetch_value},
    scope::Scope,
};
use domain::{
    ContactId, CustomerId, OrderId,
    audit::{ActorKind, AuditEvent},
};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

/// How many entries are checked at a time.
const PAGE: i64 = 500;
/// What the first entry of a chain builds on.
const CHAIN_START: [u8; 32] = [0; 32];

/// One step in the life of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When it happened.
    pub happened_at: Stamp,
    /// Who acted.
    pub actor_kind: ActorKind,
    /// Their name at that time.
    pub actor_name: String,
    /// What happened.
    pub event: AuditEvent,
}

/// A chain that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenChain {
    /// Whose chain it is.
    pub customer_id: CustomerId,
    /// The first entry at which it shows; what follows is not checked.
    pub number: i64,
    /// How it shows.
    pub fault: ChainFault,
}

/// How a broken chain shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// The entry of this number is missing.
    Missing,
    /// The entry does not build on the one before it.
    Unlinked,
    /// The entry does not say what was written.
    Edited,
    /// The chain ends elsewhere than its head says, or has no head.
    WrongEnd,
}

impl Store {
    /// The chains that were changed behind the portal's back: edits, deletions, reorderings, cut ends.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn verify_audit(&self) -> Result<Vec<BrokenChain>, StoreError> {
        self.read(Scope::Operator, (), |tx, ()| Box::pin(verify_audit(tx))).await
    }
}

const TAKE_TURN: &str = "
    update audit_heads set last_number = last_number where customer_id = $1
    returning last_number as number, last_hash as hash";

/// Waits until no other transaction changes this customer's data, and keeps them waiting until this one ends.
pub(crate) async fn take_turn(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    let link = fetch_one!(tx, Link, TAKE_TURN, customer.0)?;
    tx.turn = Some((customer, link));
    Ok(())
}

/// The end of the customer's chain: as it was read with the turn, since nobody else adds to it within that.
async fn end_of_chain(tx: &mut Tx, customer: CustomerId) -> Result<Link, StoreError> {
    if tx.turn.as_ref().is_none_or(|(whose, _)| *whose != customer) {
        take_turn(tx, customer).await?;
    }
    tx.turn.take().map(|(_, link)| link).ok_or(StoreError::NotFound)
}

const OPEN_CHAIN: &str = "insert into audit_heads (customer_id, last_number, last_hash) values ($1, 0, $2)";

/// Begins the chain of a new customer.
pub(crate) async fn open_chain(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    execute!(tx, OPEN_CHAIN, customer.0, CHAIN_START.to_vec())?;
    Ok(())
}

const MOVE_HEAD: &str = "update audit_heads set last_number = $2, last_hash = $3 where customer_id = $1";

/// What the next entry of a chain builds on.
#[derive(FromRow)]
pub(crate) struct Link {
    number: i64,
    hash: Vec<u8>,
}

/// Appends an entry to the customer's chain. Whom it concerns hears that something has changed: what nobody records, nobody else
/// sees.
pub(crate) async fn record(
    tx: &mut Tx,
    customer: CustomerId,
    actor: &Actor,
    order: Option<OrderId>,
    event: &AuditEvent,
) -> Result<(), StoreError> {
    let previous = end_of_chain(tx, customer).await?;
    let mut entry = Entry {
        number: previous.number + 1,
        order_id: order.map(|order| order.0),
        actor_kind: actor.kind.word().into(),
        actor_id: actor.id,
        actor_name: actor.name.clone(),
        event: serde_json::to_string(event)?,
        happened_at: tx.now,
        previous_hash: previous.hash,
        hash: Vec::new(),
    };
    entry.hash = entry.digest(customer)?;
    execute!(tx, MOVE_HEAD, customer.0, entry.number, &entry.hash)?;
    let orderer = append(tx, customer, &entry).await?;
    concerned(customer, orderer, event).for_each(|audience| tx.announce(audience));
    tx.turn = Some((customer, Link { number: entry.number, hash: entry.hash }));
    Ok(())
}

const APPEND: &str = "
    insert into audit_entries
        (customer_id, number, order_id, actor_kind, actor_id, actor_name, event, happened_at, previous_hash, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    returning (select o.orderer_id from orders o where o.customer_id = $1 and o.id = $3)";

/// Who ordered what the entry is about.
async fn append(tx: &mut Tx, customer: CustomerId, entry: &Entry) -> Result<Option<ContactId>, StoreError> {
    let orderer = fetch_value!(
        tx,
        Option<Uuid>,
        APPEND,
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
    )?;
    Ok(orderer.map(ContactId))
}

#[derive(FromRow)]
struct Entry {
    number: i64,
    order_id: Option<Uuid>,
    actor_kind: String,
    actor_id: Option<Uuid>,
    actor_name: String,
    event: String,
    happened_at: Stamp,
    previous_hash: Vec<u8>,
    hash: Vec<u8>,
}

impl Entry {
    /// SHA-256 over the hash before it and the columns as a JSON list, which has one spelling only.
    fn digest(&self, customer: CustomerId) -> Result<Vec<u8>, StoreError> {
        let who = (&self.actor_kind, self.actor_id, &self.actor_name);
        let columns = serde_json::to_vec(&(customer, self.number, self.order_id, who, &self.event, self.happened_at.micros()))?;
        Ok(Sha256::new().chain_update(&self.previous_hash).chain_update(columns).finalize().to_vec())
    }

    fn fault(&self, customer: CustomerId, before: &Link) -> Result<Option<ChainFault>, StoreError> {
        Ok(if self.number != before.number + 1 {
            Some(ChainFault::Missing)
        } else if self.previous_hash != before.hash {
            Some(ChainFault::Unlinked)
        } else if self.hash != self.digest(customer)? {
            Some(ChainFault::Edited)
        } else {
            None
        })
    }
}

const HISTORY: &str = "
    select happened_at, actor_kind, actor_name, event from audit_entries
    where customer_id = $1 and order_id = $2 order by number";

#[derive(FromRow)]
struct HistoryRow {
    happened_at: Stamp,
    #[sqlx(try_from = "String")]
    actor_kind: ActorKind,
    actor_name: String,
    event: String,
}

/// What happened to an order, oldest first.
pub(crate) async fn order_history(tx: &mut Tx, customer: CustomerId, order: OrderId) -> Result<Vec<HistoryEntry>, StoreError> {
    let rows = fetch_all!(tx, HistoryRow, HISTORY, customer.0, order.0)?;
    let entry = |row: HistoryRow| {
        let event = serde_json::from_str(&row.event)?;
        Ok(HistoryEntry { happened_at: row.happened_at, actor_kind: row.actor_kind, actor_name: row.actor_name, event })
    };
    rows.into_iter().map(entry).collect()
}

const CUSTOMERS: &str = "select id from customers order by number";

async fn verify_audit(tx: &mut Tx) -> Result<Vec<BrokenChain>, StoreError> {
    let mut broken = Vec::new();
    for (id,) in fetch_all!(tx, (Uuid,), CUSTOMERS)? {
        let customer_id = CustomerId(id);
        if let Some((number, fault)) = fault_of_chain(tx, customer_id).await? {
            broken.push(BrokenChain { customer_id, number, fault });
        }
    }
    Ok(broken)
}

const ENTRIES: &str = "
    select number, order_id, actor_kind, actor_id, actor_name, event, happened_at, previous_hash, hash
    from audit_entries where customer_id = $1 and number > $2 order by number limit $3";

const HEAD: &str = "select last_number as number, last_hash as hash from audit_heads where customer_id = $1";

async fn fault_of_chain(tx: &mut Tx, customer: CustomerId) -> Result<Option<(i64, ChainFault)>, StoreError> {
    let mut last = Link { number: 0, hash: CHAIN_START.to_vec() };
    loop {
        let page = fetch_all!(tx, Entry, ENTRIES, customer.0, last.number, PAGE)?;
        if page.is_empty() {
            let head = fetch_optional!(tx, Link, HEAD, customer.0)?;
            let is_end = head.is_some_and(|head| head.number == last.number && head.hash == last.hash);
            return Ok((!is_end).then_some((last.number, ChainFault::WrongEnd)));
        }
        for entry in page {
            if let Some(fault) = entry.fault(customer, &last)? {
                return Ok(Some((last.number + 1, fault)));
            }
            last = Link { number: entry.number, hash: entry.hash };
        }
    }
}
