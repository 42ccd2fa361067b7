//! Versandkosten: what the supplier charges for delivering an order.
//!
//! What is set holds for the orders that are placed from then on: each keeps the rule with which it was placed.

use crate::{
    Stamp, Store, StoreError, SupplierPerson,
    changes::Audience,
    engine::{Tx, execute, fetch_optional},
    scope::Scope,
};
use domain::{FreightRule, Rappen};
use sqlx::FromRow;

/// What the supplier has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Freight {
    /// What holds now; `None` while delivery costs nothing.
    pub rule: Option<FreightRule>,
    /// The name of whoever has set it, and when; `None` where nobody ever has.
    pub set: Option<(String, Stamp)>,
}

/// The columns that hold a rule, of the supplier or of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub(crate) struct RuleColumns {
    freight: Option<i64>,
    freight_free_from: Option<i64>,
}

impl RuleColumns {
    pub(crate) fn rule(self) -> Option<FreightRule> {
        self.freight.map(|flat| FreightRule { flat: Rappen(flat), free_from: self.freight_free_from.map(Rappen) })
    }
}

impl From<Option<FreightRule>> for RuleColumns {
    fn from(rule: Option<FreightRule>) -> Self {
        let freight = rule.map(|rule| rule.flat.0);
        Self { freight, freight_free_from: rule.and_then(|rule| rule.free_from).map(|from| from.0) }
    }
}

impl Store {
    /// What delivery costs, and who has set that.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn freight(&self, _person: &SupplierPerson) -> Result<Freight, StoreError> {
        self.read(Scope::Supplier, (), |tx, ()| Box::pin(freight(tx))).await
    }

    /// Sets what delivery costs from the next order on. Orders that were placed before keep what they were placed with. Everybody hears
    /// that something has changed, unless it costs what it did.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_freight(&self, person: &SupplierPerson, rule: Option<FreightRule>) -> Result<(), StoreError> {
        self.write(Scope::Supplier, (person.name(), rule), |tx, (by, rule)| Box::pin(set_freight(tx, by, *rule))).await
    }
}

const FREIGHT: &str = "select freight, freight_free_from, freight_set_by, freight_set_at from suppliers";

#[derive(FromRow)]
struct FreightRow {
    #[sqlx(flatten)]
    rule: RuleColumns,
    freight_set_by: Option<String>,
    freight_set_at: Option<Stamp>,
}

async fn freight(tx: &mut Tx) -> Result<Freight, StoreError> {
    let found = fetch_optional!(tx, FreightRow, FREIGHT)?;
    let freight = |row: FreightRow| Freight { rule: row.rule.rule(), set: row.freight_set_by.zip(row.freight_set_at) };
    Ok(found.map(freight).unwrap_or_default())
}

const RULE: &str = "select freight, freight_free_from from suppliers";

/// What delivering an order costs that is placed now.
pub(crate) async fn present_rule(tx: &mut Tx) -> Result<Option<FreightRule>, StoreError> {
    Ok(fetch_optional!(tx, RuleColumns, RULE)?.and_then(RuleColumns::rule))
}

/// What it was, read so that nobody else sets it before it is written: the update of nothing locks the row. Who has set it last is written
/// also where it stays what it was.
const HOLD: &str = "update suppliers set freight = freight returning freight, freight_free_from";

const SET: &str = "update suppliers set freight = $1, freight_free_from = $2, freight_set_by = $3, freight_set_at = $4";

async fn set_freight(tx: &mut Tx, by: &str, rule: Option<FreightRule>) -> Result<(), StoreError> {
    let before = fetch_optional!(tx, RuleColumns, HOLD)?.and_then(RuleColumns::rule);
    let flat = rule.map(|rule| rule.flat.0);
    let free_from = rule.and_then(|rule| rule.free_from).map(|from| from.0);
    execute!(tx, SET, flat, free_from, by, tx.now)?;
    if rule != before {
        tx.announce(Audience::Everybody);
    }
    Ok(())
}
