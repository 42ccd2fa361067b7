//! Whether the chains are as they were written.

use super::{
    CHAIN_START, ChainLink, Entry, HEAD, Link,
    untold::{Untold, untold},
};
use crate::{
    Store, StoreError,
    engine::{Tx, fetch_all, fetch_optional},
    hex::hex,
    scope::Scope,
};
use domain::CustomerId;
use uuid::Uuid;

/// How many entries are checked at a time.
const PAGE: i64 = 500;

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
    /// There is something of which no entry tells: the end was cut, and the head set back to hide it.
    Untold(Untold),
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
    let untold = untold(tx, customer).await?;
    Ok(untold.map(|untold| (last.number, ChainFault::Untold(untold))))
}

impl KnownLink {
    /// Whether it is of this entry and says something else.
    fn differs(&self, link: &Link) -> bool {
        self.number == link.number && !hex(&link.hash).starts_with(&self.hash)
    }
}

impl Entry {
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
