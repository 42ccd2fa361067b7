//! Who did what: append-only, and chained by hashes, so that a change behind the portal's back shows.
//!
//! The head row of a customer's chain is also what its writes take turns on.

mod append;
mod check;
mod deed;
mod untold;

pub use check::{BrokenChain, ChainFault, CheckedChain, KnownLink};
pub use deed::Deed;
pub use untold::Untold;

use crate::{
    Stamp, StoreError,
    caller::Actor,
    changes::{is_suppliers, moves_budgets},
    engine::{Tx, execute, fetch_all, fetch_one},
    hex::hex,
};
use append::{NewEntry, append};
use domain::{
    CustomerId, OrderId,
    audit::{ActorKind, AuditEvent},
};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

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

const TAKE_TURN: &str = "
    update audit_heads set last_number = last_number where customer_id = $1
    returning last_number as number, last_hash as hash";

/// Whose turn a transaction has, and where their chain ends within it.
pub(crate) struct Turn {
    customer: CustomerId,
    /// What the next entry builds on.
    link: Link,
    /// The entries that are to be written yet, in their order.
    entries: Vec<NewEntry>,
}

/// Waits until no other transaction changes this customer's data, and keeps them waiting until this one ends.
pub(crate) async fn take_turn(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    end_turn(tx).await?;
    let link = fetch_one!(tx, Link, TAKE_TURN, customer.0)?;
    tx.turn = Some(Turn { customer, link, entries: Vec::new() });
    Ok(())
}

/// Writes the entries of this turn, and moves the head to the last of them: every unit of work that changes something ends with it,
/// before its commit. However many they are, it takes two statements.
pub(crate) async fn end_turn(tx: &mut Tx) -> Result<(), StoreError> {
    let Some(Turn { customer, link, entries }) = tx.turn.take() else { return Ok(()) };
    append(tx, customer, &entries).await?;
    if !entries.is_empty() {
        execute!(tx, MOVE_HEAD, customer.0, link.number, &link.hash)?;
    }
    Ok(())
}

/// The customer's turn, which the transaction has from now on if it did not have it before. The end of the chain stays as it was read
/// with it, since nobody else adds to it meanwhile.
async fn turn(tx: &mut Tx, customer: CustomerId) -> Result<&mut Turn, StoreError> {
    if tx.turn.as_ref().is_none_or(|turn| turn.customer != customer) {
        take_turn(tx, customer).await?;
    }
    tx.turn.as_mut().ok_or(StoreError::NotFound)
}

const OPEN_CHAIN: &str = "insert into audit_heads (customer_id, last_number, last_hash) values ($1, 0, $2)";

/// Begins the chain of a new customer.
pub(crate) async fn open_chain(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    execute!(tx, OPEN_CHAIN, customer.0, CHAIN_START.to_vec())?;
    Ok(())
}

const MOVE_HEAD: &str = "update audit_heads set last_number = $2, last_hash = $3 where customer_id = $1";

/// What the next entry of a chain builds on.
#[derive(Clone, FromRow)]
struct Link {
    number: i64,
    hash: Vec<u8>,
}

/// Appends an entry to the customer's chain, which is written with the others of its turn. Whom it concerns hears that something has
/// changed: what nobody records, nobody else sees.
pub(crate) async fn record(
    tx: &mut Tx,
    customer: CustomerId,
    actor: &Actor,
    order: Option<OrderId>,
    event: &AuditEvent,
) -> Result<(), StoreError> {
    let happened_at = tx.now;
    let turn = turn(tx, customer).await?;
    let mut entry = Entry {
        number: turn.link.number + 1,
        order_id: order.map(|order| order.0),
        actor_kind: actor.kind.word().into(),
        actor_id: actor.id,
        actor_name: actor.name.clone(),
        event: serde_json::to_string(event)?,
        happened_at,
        previous_hash: turn.link.hash.clone(),
        hash: Vec::new(),
    };
    entry.hash = entry.digest(customer)?;
    turn.link = Link { number: entry.number, hash: entry.hash.clone() };
    turn.entries.push(NewEntry { entry, is_suppliers: is_suppliers(event), moves_budgets: moves_budgets(event) });
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

const HEAD: &str = "select last_number as number, last_hash as hash from audit_heads where customer_id = $1";

/// Where a customer's chain ends now.
pub(crate) async fn chain_end(tx: &mut Tx, customer: CustomerId) -> Result<ChainLink, StoreError> {
    Ok(fetch_one!(tx, Link, HEAD, customer.0)?.shown())
}

impl Link {
    fn shown(&self) -> ChainLink {
        ChainLink { number: self.number, hash: hex(&self.hash) }
    }
}
