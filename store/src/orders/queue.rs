//! What waits for an approver.

use crate::{
    Approver, Stamp, Store, StoreError,
    absences::Duty,
    engine::{Tx, fetch_all, fetch_value},
};
use domain::{OrderId, OrderStatus, Rappen, count};
use jiff::Timestamp;
use uuid::Uuid;

/// A waiting order in an approver's queue.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct QueueRow {
    /// The order.
    #[sqlx(try_from = "Uuid")]
    pub id: OrderId,
    /// Its number in the customer's series.
    pub number: i64,
    /// When it was submitted; with the id the key of the next page.
    pub placed_at: Stamp,
    /// The name of who ordered.
    pub orderer_name: String,
    /// What it costs as ordered.
    #[sqlx(try_from = "i64")]
    pub total: Rappen,
    /// How many lines still need a decision.
    pub open_lines: i64,
    /// How many of these were cleared before, and are asked again.
    pub asked_again: i64,
    /// How many lines it has.
    pub line_count: i64,
    /// Waiting or partly decided.
    #[sqlx(try_from = "String")]
    pub status: OrderStatus,
    /// The customer's own reference.
    pub reference: Option<String>,
    /// The note for the approver.
    pub note: Option<String>,
    /// The name of the approver in charge, if the caller stands in for them.
    #[sqlx(default)]
    pub in_place_of: Option<String>,
}

impl Store {
    /// The open orders that the caller may decide, as the approver in charge or in their place, oldest first, those that come
    /// after `after`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn release_queue(
        &self,
        approver: &Approver,
        after: Option<(Stamp, OrderId)>,
        limit: u32,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let args = (approver.clone(), after, limit);
        self.read(approver, args, |tx, (approver, after, limit)| Box::pin(release_queue(tx, approver, *after, *limit))).await
    }

    /// How many open orders the caller may decide, of which no more than [`count::MOST`] are counted.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn release_count(&self, approver: &Approver) -> Result<i64, StoreError> {
        self.read(approver, approver.clone(), |tx, approver| Box::pin(release_count(tx, approver))).await
    }
}

const QUEUE: &str = "
    select o.id, o.number, o.placed_at, o.total, o.status, o.reference, o.note,
        c.first_name || ' ' || c.last_name as orderer_name,
        (select a.first_name || ' ' || a.last_name from contacts a
            where a.customer_id = o.customer_id and a.id = o.approver_id and a.id <> $6) as in_place_of,
        (select count(*) from order_lines l where l.customer_id = o.customer_id and l.order_id = o.id) as line_count,
        (select count(*) from order_lines l
            where l.customer_id = o.customer_id and l.order_id = o.id and l.review is not null and not exists (
                select 1 from decisions d
                where d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
            )) as open_lines,
        (select count(*) from order_lines l
            where l.customer_id = o.customer_id and l.order_id = o.id and l.round > 0 and not exists (
                select 1 from decisions d
                where d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
            )) as asked_again
    from orders o
    join contacts c on c.customer_id = o.customer_id and c.id = o.orderer_id
    where o.customer_id = $1 and o.approver_id = $2 and o.status in ('waiting', 'partly_decided')
        and o.orderer_id <> $6 and (o.placed_at, o.id) > ($3, $4)
    order by o.placed_at, o.id
    limit $5";

async fn release_queue(tx: &mut Tx, approver: &Approver, after: Option<(Stamp, OrderId)>, limit: u32) -> Result<Vec<QueueRow>, StoreError> {
    let orderer = approver.orderer();
    let (instant, id) = after.unwrap_or_else(|| (Stamp::new(Timestamp::UNIX_EPOCH), Uuid::nil().into()));
    let (customer, me) = (orderer.customer_id.0, orderer.contact_id.0);
    let mut rows = Vec::new();
    // One question for each of the few: each is answered in the order of an index, however much waits.
    for in_charge in Duty::of_today(tx, orderer.customer_id).await?.represented(orderer.contact_id) {
        rows.extend(fetch_all!(tx, QueueRow, QUEUE, customer, in_charge.0, instant, id.0, i64::from(limit), me)?);
    }
    rows.sort_by_key(|row| (row.placed_at, row.id));
    rows.truncate(limit as usize);
    Ok(rows)
}

const COUNT: &str = "
    select count(*) from (
        select 1 from orders
        where customer_id = $1 and approver_id = $2 and status in ('waiting', 'partly_decided') and orderer_id <> $4 limit $3
    ) few";

async fn release_count(tx: &mut Tx, approver: &Approver) -> Result<i64, StoreError> {
    let orderer = approver.orderer();
    let mut all = 0;
    for in_charge in Duty::of_today(tx, orderer.customer_id).await?.represented(orderer.contact_id) {
        all += fetch_value!(tx, i64, COUNT, orderer.customer_id.0, in_charge.0, count::MOST, orderer.contact_id.0)?;
    }
    Ok(all.min(count::MOST))
}
