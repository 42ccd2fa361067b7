//! The supplier's side: supply orders, and nothing of the orders from which they were copied.

mod advance;

pub use advance::AdvanceRefusal;

use crate::{
    Day, Stamp, Store, StoreError, SupplierPerson,
    engine::{Tx, fetch_all, fetch_one},
    scope::Scope,
};
use domain::{DeliveryAddress, Rappen, SupplyOrderId, SupplyStatus, Totals, count};
use uuid::Uuid;

/// A row of the supplier's list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SupplyRow {
    /// The supply order.
    #[sqlx(try_from = "Uuid")]
    pub id: SupplyOrderId,
    /// Its number in the supplier's series, and the key of the next page.
    pub number: i64,
    /// The customer's name at the hand-over.
    pub customer_name: String,
    /// When it arrived.
    pub received_at: Stamp,
    /// When it is to be delivered.
    pub delivery_date: Day,
    /// What it costs.
    #[sqlx(try_from = "i64")]
    pub total: Rappen,
    /// How far it is.
    #[sqlx(try_from = "String")]
    pub status: SupplyStatus,
    /// How many lines it has.
    pub line_count: i64,
}

/// A supply order with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplyOrderView {
    /// The supply order.
    pub id: SupplyOrderId,
    /// Its number in the supplier's series.
    pub number: i64,
    /// The customer's name at the hand-over.
    pub customer_name: String,
    /// The customer's number.
    pub customer_number: i64,
    /// The name of who ordered.
    pub orderer_name: String,
    /// Where to deliver.
    pub address: DeliveryAddress,
    /// The customer's own reference.
    pub reference: Option<String>,
    /// The customer's cost centre, by number and name.
    pub cost_centre: Option<String>,
    /// What it costs.
    pub totals: Totals,
    /// How far it is.
    pub status: SupplyStatus,
    /// When it arrived.
    pub received_at: Stamp,
    /// When the supplier took it on.
    pub accepted_at: Option<Stamp>,
    /// When the parcels left.
    pub shipped_at: Option<Stamp>,
    /// When the parcels arrived.
    pub delivered_at: Option<Stamp>,
    /// When it is to be delivered.
    pub delivery_date: Day,
    /// Its lines by position.
    pub lines: Vec<SupplyLineView>,
}

/// A line of a supply order.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SupplyLineView {
    /// The position, from 1 without gaps.
    #[sqlx(try_from = "i64")]
    pub position: u32,
    /// The article's number.
    pub article_number: String,
    /// The article's name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    #[sqlx(try_from = "i64")]
    pub price: Rappen,
    /// How many units.
    #[sqlx(try_from = "i64")]
    pub quantity: u32,
    /// The customer's cost centre for this line, by number and name, where it is not that of the supply order.
    pub cost_centre: Option<String>,
}

impl Store {
    /// The supply orders of one status or of all, newest first, those with a number below `before`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn supply_orders(
        &self,
        _: &SupplierPerson,
        status: Option<SupplyStatus>,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<SupplyRow>, StoreError> {
        let args = (status, before, limit);
        self.read(Scope::Supplier, args, |tx, (status, before, limit)| Box::pin(supply_orders(tx, *status, *before, *limit))).await
    }

    /// A supply order.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn supply_order(&self, _: &SupplierPerson, id: SupplyOrderId) -> Result<SupplyOrderView, StoreError> {
        self.read(Scope::Supplier, id, |tx, id| Box::pin(supply_order(tx, *id))).await
    }

    /// How many supply orders there are of each status, in the order of the steps; of none more than [`count::MOST`] are counted.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn supply_counts(&self, _: &SupplierPerson) -> Result<Vec<(SupplyStatus, i64)>, StoreError> {
        self.read(Scope::Supplier, (), |tx, ()| Box::pin(supply_counts(tx))).await
    }
}

const LIST: &str = "
    select s.id, s.number, s.customer_name, s.received_at, s.delivery_date, s.total, s.status,
        (select count(*) from supply_order_lines l
            where l.customer_id = s.customer_id and l.supply_order_id = s.id) as line_count
    from supply_orders s
    where ($1 or s.status = $2) and s.number < $3
    order by s.number desc
    limit $4";

async fn supply_orders(tx: &mut Tx, status: Option<SupplyStatus>, before: Option<i64>, limit: u32) -> Result<Vec<SupplyRow>, StoreError> {
    let word = status.map_or("", SupplyStatus::word);
    Ok(fetch_all!(tx, SupplyRow, LIST, status.is_none(), word, before.unwrap_or(i64::MAX), i64::from(limit))?)
}

const HEAD: &str = "
    select id, number, customer_name, customer_number, orderer_name, company, attention, street, postcode, town, reference, cost_centre,
        net, freight, vat, total, status, received_at, accepted_at, shipped_at, delivered_at, delivery_date
    from supply_orders where id = $1";

#[derive(sqlx::FromRow)]
struct Head {
    #[sqlx(try_from = "Uuid")]
    id: SupplyOrderId,
    number: i64,
    customer_name: String,
    customer_number: i64,
    orderer_name: String,
    company: String,
    attention: String,
    street: String,
    postcode: String,
    town: String,
    reference: Option<String>,
    cost_centre: Option<String>,
    #[sqlx(try_from = "i64")]
    net: Rappen,
    #[sqlx(try_from = "i64")]
    freight: Rappen,
    #[sqlx(try_from = "i64")]
    vat: Rappen,
    #[sqlx(try_from = "i64")]
    total: Rappen,
    #[sqlx(try_from = "String")]
    status: SupplyStatus,
    received_at: Stamp,
    accepted_at: Option<Stamp>,
    shipped_at: Option<Stamp>,
    delivered_at: Option<Stamp>,
    delivery_date: Day,
}

const LINES: &str = "
    select position, article_number, name, unit, price, quantity, cost_centre
    from supply_order_lines
    where supply_order_id = $1
    order by position";

async fn supply_order(tx: &mut Tx, id: SupplyOrderId) -> Result<SupplyOrderView, StoreError> {
    let head = fetch_one!(tx, Head, HEAD, id.0)?;
    let lines = fetch_all!(tx, SupplyLineView, LINES, id.0)?;
    let (company, attention, street) = (head.company, head.attention, head.street);
    let address = DeliveryAddress { company, attention, street, postcode: head.postcode, town: head.town };
    Ok(SupplyOrderView {
        id: head.id,
        number: head.number,
        customer_name: head.customer_name,
        customer_number: head.customer_number,
        orderer_name: head.orderer_name,
        address,
        reference: head.reference,
        cost_centre: head.cost_centre,
        totals: Totals { net: head.net, freight: head.freight, vat: head.vat, total: head.total },
        status: head.status,
        received_at: head.received_at,
        accepted_at: head.accepted_at,
        shipped_at: head.shipped_at,
        delivered_at: head.delivered_at,
        delivery_date: head.delivery_date,
        lines,
    })
}

const COUNTS: &str = "
    select wanted.status, (select count(*) from (select 1 from supply_orders o where o.status = wanted.status limit $5) few) as count
    from (select $1 as status union all select $2 union all select $3 union all select $4) wanted";

async fn supply_counts(tx: &mut Tx) -> Result<Vec<(SupplyStatus, i64)>, StoreError> {
    use SupplyStatus::{Accepted, Delivered, Received, Shipped};
    let (received, accepted, shipped, delivered) = (Received.word(), Accepted.word(), Shipped.word(), Delivered.word());
    let counts = fetch_all!(tx, (String, i64), COUNTS, received, accepted, shipped, delivered, count::MOST)?;
    let count_of = |status: SupplyStatus| counts.iter().find(|(word, _)| word == status.word()).map_or(0, |(_, count)| *count);
    Ok(SupplyStatus::ALL.iter().map(|status| (*status, count_of(*status))).collect())
}
