//! Who did what: append-only, and chained by hashes, so that a change behind the portal's back shows.
//!
//! The head row of a customer's chain is also what its writes take turns on.

use crate::{
    Stamp, Store, StoreError,
    caller::Actor,
    engine::{Tx, execute, fetch_all, fetch_one, fetch_optional, fetch_value},
    hex::hex,
    scope::Scope,
};
use domain::{
    CustomerId, OrderId,
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

/// A step in the life of an order with its place in the customer's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainEntry {
    /// Its place.
    pub link: ChainLink,
    /// What happened.
    pub entry: HistoryEntry,
}

/// A place in a customer's chain. Who knows its hash can tell later that nothing up to there was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// The entry's number, from 1; 0 before the first.
    pub number: i64,
    /// The hash over the entry and all before it, in hexadecimal.
    pub hash: String,
}

/// A link of a customer's chain as somebody wrote it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownLink {
    /// The customer's number.
    pub customer_number: i64,
    /// The entry's number.
    pub number: i64,
    /// The hash, or its beginning, in lower-case hexadecimal.
    pub hash: String,
}

/// What the check of a customer's chain has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedChain {
    /// Whose chain it is.
    pub customer_id: CustomerId,
    /// The customer's number.
    pub customer_number: i64,
    /// The customer's name.
    pub customer_name: String,
    /// The last link that holds.
    pub last: ChainLink,
    /// The first entry at which something shows, if anything does; what follows is not checked.
    pub broken: Option<(i64, ChainFault)>,
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
    /// There is an order of which no entry tells: the end was cut, and the head set back to hide it.
    Untold,
    /// The entry is not the one that somebody wrote down, or there is none of that number any more.
    NotAsKnown,
}

impl Store {
    /// The chains that were changed behind the portal's back: edits, deletions, reorderings, cut ends.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn verify_audit(&self) -> Result<Vec<BrokenChain>, StoreError> {
        let chains = self.check_audit(Vec::new()).await?;
        let broken = |chain: CheckedChain| {
            let (number, fault) = chain.broken?;
            Some(BrokenChain { customer_id: chain.customer_id, number, fault })
        };
        Ok(chains.into_iter().filter_map(broken).collect())
    }

    /// Checks the chain of every customer, and that `known` links are still there.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn check_audit(&self, known: Vec<KnownLink>) -> Result<Vec<CheckedChain>, StoreError> {
        self.read(Scope::Operator, known, |tx, known| Box::pin(check_audit(tx, known))).await
    }
}

const TAKE_TURN: &str = "update audit_heads set last_number = last_number where customer_id = $1";

/// Waits until no other transaction changes this customer's data, and keeps them waiting until this one ends.
pub(crate) async fn take_turn(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    match execute!(tx, TAKE_TURN, customer.0)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

const OPEN_CHAIN: &str = "insert into audit_heads (customer_id, last_number, last_hash) values ($1, 0, $2)";

/// Begins the chain of a new customer.
pub(crate) async fn open_chain(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    execute!(tx, OPEN_CHAIN, customer.0, CHAIN_START.to_vec())?;
    Ok(())
}

const NEXT_LINK: &str = "
    update audit_heads set last_number = last_number + 1 where customer_id = $1
    returning last_number as number, last_hash as hash";

const MOVE_HEAD: &str = "update audit_heads set last_hash = $2 where customer_id = $1";

#[derive(FromRow)]
struct Link {
    number: i64,
    hash: Vec<u8>,
}

/// Appends an entry to the customer's chain.
pub(crate) async fn record(
    tx: &mut Tx,
    customer: CustomerId,
    actor: &Actor,
    order: Option<OrderId>,
    event: &AuditEvent,
) -> Result<(), StoreError> {
    let previous = fetch_one!(tx, Link, NEXT_LINK, customer.0)?;
    let mut entry = Entry {
        number: previous.number,
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
    execute!(tx, MOVE_HEAD, customer.0, &entry.hash)?;
    append(tx, customer, entry).await
}

const APPEND: &str = "
    insert into audit_entries
        (customer_id, number, order_id, actor_kind, actor_id, actor_name, event, happened_at, previous_hash, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

async fn append(tx: &mut Tx, customer: CustomerId, entry: Entry) -> Result<(), StoreError> {
    execute!(
        tx,
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
    Ok(())
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
    select number, hash, happened_at, actor_kind, actor_name, event from audit_entries
    where customer_id = $1 and order_id = $2 order by number";

#[derive(FromRow)]
struct HistoryRow {
    number: i64,
    hash: Vec<u8>,
    happened_at: Stamp,
    #[sqlx(try_from = "String")]
    actor_kind: ActorKind,
    actor_name: String,
    event: String,
}

impl HistoryRow {
    fn into_entry(self) -> Result<ChainEntry, StoreError> {
        let event = serde_json::from_str(&self.event)?;
        Ok(ChainEntry {
            link: ChainLink { number: self.number, hash: hex(&self.hash) },
            entry: HistoryEntry { happened_at: self.happened_at, actor_kind: self.actor_kind, actor_name: self.actor_name, event },
        })
    }
}

/// What happened to an order, oldest first.
pub(crate) async fn order_history(tx: &mut Tx, customer: CustomerId, order: OrderId) -> Result<Vec<HistoryEntry>, StoreError> {
    Ok(order_chain(tx, customer, order).await?.into_iter().map(|entry| entry.entry).collect())
}

/// The same with the places in the chain.
pub(crate) async fn order_chain(tx: &mut Tx, customer: CustomerId, order: OrderId) -> Result<Vec<ChainEntry>, StoreError> {
    let rows = fetch_all!(tx, HistoryRow, HISTORY, customer.0, order.0)?;
    rows.into_iter().map(HistoryRow::into_entry).collect()
}

/// Where a customer's chain ends now.
pub(crate) async fn chain_end(tx: &mut Tx, customer: CustomerId) -> Result<ChainLink, StoreError> {
    Ok(fetch_one!(tx, Link, HEAD, customer.0)?.shown())
}

const CUSTOMERS: &str = "select id, number, name from customers order by number";

async fn check_audit(tx: &mut Tx, known: &[KnownLink]) -> Result<Vec<CheckedChain>, StoreError> {
    let mut chains = Vec::new();
    for (id, customer_number, customer_name) in fetch_all!(tx, (Uuid, i64, String), CUSTOMERS)? {
        let customer_id = CustomerId(id);
        let known: Vec<_> = known.iter().filter(|link| link.customer_number == customer_number).collect();
        let (last, broken) = check_chain(tx, customer_id, &known).await?;
        chains.push(CheckedChain { customer_id, customer_number, customer_name, last: last.shown(), broken });
    }
    Ok(chains)
}

const ENTRIES: &str = "
    select number, order_id, actor_kind, actor_id, actor_name, event, happened_at, previous_hash, hash
    from audit_entries where customer_id = $1 and number > $2 order by number limit $3";

const HEAD: &str = "select last_number as number, last_hash as hash from audit_heads where customer_id = $1";

/// The last link that holds, and the first fault after it.
async fn check_chain(tx: &mut Tx, customer: CustomerId, known: &[&KnownLink]) -> Result<(Link, Option<(i64, ChainFault)>), StoreError> {
    let mut last = Link { number: 0, hash: CHAIN_START.to_vec() };
    // Nothing may stand before the first entry either.
    let mut after = i64::MIN;
    loop {
        let page = fetch_all!(tx, Entry, ENTRIES, customer.0, after, PAGE)?;
        if page.is_empty() {
            let fault = fault_at_end(tx, customer, &last, known).await?;
            return Ok((last, fault));
        }
        for entry in page {
            let next = Link { number: entry.number, hash: entry.hash.clone() };
            let unlike_known = || known.iter().any(|known| known.differs(&next)).then_some(ChainFault::NotAsKnown);
            if let Some(fault) = entry.fault(customer, &last)?.or_else(unlike_known) {
                let number = last.number + 1;
                return Ok((last, Some((number, fault))));
            }
            (after, last) = (entry.number, next);
        }
    }
}

const UNTOLD_ORDERS: &str = "
    select count(*) from orders o
    where o.customer_id = $1 and not exists (
        select 1 from audit_entries e where e.customer_id = o.customer_id and e.order_id = o.id
    )";

/// What is wrong where the entries end.
async fn fault_at_end(
    tx: &mut Tx,
    customer: CustomerId,
    last: &Link,
    known: &[&KnownLink],
) -> Result<Option<(i64, ChainFault)>, StoreError> {
    let head = fetch_optional!(tx, Link, HEAD, customer.0)?;
    if head.is_none_or(|head| head.number != last.number || head.hash != last.hash) {
        return Ok(Some((last.number, ChainFault::WrongEnd)));
    }
    let beyond = known.iter().map(|known| known.number).filter(|number| *number > last.number).min();
    if let Some(number) = beyond {
        return Ok(Some((number, ChainFault::NotAsKnown)));
    }
    let untold = fetch_value!(tx, i64, UNTOLD_ORDERS, customer.0)?;
    Ok((untold > 0).then_some((last.number, ChainFault::Untold)))
}

impl Link {
    fn shown(&self) -> ChainLink {
        ChainLink { number: self.number, hash: hex(&self.hash) }
    }
}

impl KnownLink {
    /// Whether it is of this entry and says something else.
    fn differs(&self, link: &Link) -> bool {
        self.number == link.number && !hex(&link.hash).starts_with(&self.hash)
    }
}
