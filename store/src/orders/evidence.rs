//! An order as evidence: what was ordered and decided, and where that stands in the customer's chain.

use super::{
    is_approver,
    read::{OrderView, view},
    sheet::sheet,
};
use crate::{
    ChainEntry, ChainLink, Orderer, Stamp, Store, StoreError,
    audit::{chain_end, order_chain},
    engine::{Tx, fetch_one},
};
use domain::OrderId;

/// An order with the entries that tell of it.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The order.
    pub order: OrderView,
    /// The customer's name.
    pub customer_name: String,
    /// The customer's number.
    pub customer_number: i64,
    /// The entries that tell of it, the oldest first.
    pub entries: Vec<ChainEntry>,
    /// Where the customer's chain ended when this was read.
    pub end: ChainLink,
    /// When this was read.
    pub read_at: Stamp,
}

impl Store {
    /// An order with its decisions and entries, for its orderer and for every approver of the customer.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody else.
    pub async fn evidence(&self, orderer: &Orderer, order_id: OrderId) -> Result<Evidence, StoreError> {
        self.read(orderer, (orderer.clone(), order_id), |tx, (orderer, id)| Box::pin(evidence(tx, orderer, *id))).await
    }
}

const CUSTOMER: &str = "select name, number from customers where id = $1";

async fn evidence(tx: &mut Tx, orderer: &Orderer, order_id: OrderId) -> Result<Evidence, StoreError> {
    let customer = orderer.customer_id;
    let is_approver = is_approver(tx, orderer).await?;
    let sheet = sheet(tx, customer, order_id).await?;
    let order = view(tx, sheet, orderer).await?;
    if !order.is_own && !is_approver {
        return Err(StoreError::NotFound);
    }
    let (customer_name, customer_number) = fetch_one!(tx, (String, i64), CUSTOMER, customer.0)?;
    let entries = order_chain(tx, customer, order_id).await?;
    Ok(Evidence { order, customer_name, customer_number, entries, end: chain_end(tx, customer).await?, read_at: tx.now })
}
