//! What waits for an approver, the most urgent first.
//!
//! Urgent is what was ordered since the supplier's last cut-off: released before the next one, it is delivered on the first day that
//! was possible when it was ordered. What has missed that day comes after it. Among both, the oldest comes first.

mod amount;
mod choices;
mod narrow;

pub(crate) use amount::{waiting_for, waiting_in_place_of};
pub use narrow::{QueueFilter, Standing};

use crate::{Approver, Day, Stamp, Store, StoreError, absences::Duty, engine::Tx, sign_in::at_the_supplier};
use amount::release_count;
use choices::{has_limits, orderers};
use domain::{ContactId, OrderId, OrderStatus, Rappen};
use jiff::Timestamp;
use narrow::Narrow;
use std::collections::VecDeque;
use uuid::Uuid;

/// That an order `o` does not bar somebody from deciding it, as `Head::bars` says of one that was read. What the customer's rule is, is
/// looked up, not joined: SQLite would begin with the few customers, and sort all orders after that.
macro_rules! is_not_barred {
    ($who:literal) => {
        concat!(
            "(o.orderer_id <> ",
            $who,
            " or (select k.releases_own from customers k where k.id = o.customer_id)) and not (
                exists (select 1 from confirmations f where f.customer_id = o.customer_id and f.order_id = o.id and not f.is_for_budget)
                and (
                    exists (select 1 from confirmations f where f.customer_id = o.customer_id and f.order_id = o.id and f.approver_id = ",
            $who,
            ")
                    or exists (
                        select 1 from decisions d
                        join order_lines l on l.customer_id = d.customer_id and l.order_id = d.order_id and l.position = d.position
                        where d.customer_id = o.customer_id and d.order_id = o.id and l.until is null and d.approver_id = ",
            $who,
            " and d.level >= 0 and d.level < (
                            select count(*) from confirmations f where f.customer_id = o.customer_id and f.order_id = o.id
                        )
                    )
                )
            )"
        )
    };
}
pub(crate) use is_not_barred;

/// The open orders `o` that somebody may decide: as the approver in charge, or as they were asked because the order has waited too long.
/// The latter begins with who was asked, and finds no order by what waits: a server that was started when little waited has told SQLite
/// so, and SQLite would read all that does.
macro_rules! source {
    (in_charge) => {
        "from orders o
    where o.customer_id = $1 and o.approver_id = $2 and o.status in ('waiting', 'partly_decided')"
    };
    (asked) => {
        "from escalations e
    cross join orders o
    where e.customer_id = $1 and e.approver_id = $2 and e.ended_at is null
        and o.customer_id = e.customer_id and o.id = e.order_id and o.closed_at is null"
    };
}
use source;

/// How many orders are looked through at most for each one that a page can show, however few of them fit: a thousand for one of fifty.
pub const LOOKED_THROUGH: usize = 20;

/// A waiting order in an approver's queue.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct QueueRow {
    /// The order.
    #[sqlx(try_from = "Uuid")]
    pub id: OrderId,
    /// Its number in the customer's series.
    pub number: i64,
    /// When it was submitted.
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
    /// The name of the approver in charge, or of somebody who was asked, if the caller stands in for them.
    #[sqlx(default)]
    pub in_place_of: Option<String>,
    /// Whether it can still be delivered on the first day that was possible when it was ordered.
    #[sqlx(skip)]
    pub is_urgent: bool,
    /// The articles in it, where somebody searches for them.
    goods: Option<String>,
}

/// A place in a queue, after which the next page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueuePlace {
    /// What was ordered from here on was urgent when the first page was shown. The other pages go on by it.
    pub urgent_from: Stamp,
    /// When the last order of the page was submitted.
    pub placed_at: Stamp,
    /// That order.
    pub id: OrderId,
}

/// A page of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// The orders.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins, if there is more. Where this one is not full, it has looked through as many as it may, and none of
    /// those that are left may fit.
    pub next: Option<QueuePlace>,
    /// What is released before this instant is delivered on [`Self::delivery`].
    pub cut_off: Stamp,
    /// When it is delivered then.
    pub delivery: Day,
    /// Whether the caller stands in for somebody today.
    pub stands_in: bool,
    /// Who has ordered what waits, by name.
    pub orderers: Vec<(ContactId, String)>,
    /// Whether the customer limits what is spent, so that orders can wait because of it.
    pub has_limits: bool,
}

impl Store {
    /// The open orders that the caller may decide, as the approver in charge, as somebody who was asked, or in the place of one, the most
    /// urgent first, as far as they pass the filter: those that come after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn release_queue(
        &self,
        approver: &Approver,
        filter: QueueFilter,
        after: Option<QueuePlace>,
        limit: u32,
    ) -> Result<Queue, StoreError> {
        let args = (approver.clone(), filter, after, limit);
        self.read(approver, args, |tx, (approver, filter, after, limit)| Box::pin(release_queue(tx, approver, (filter, *after), *limit)))
            .await
    }

    /// How many open orders the caller may decide, of which no more than [`count::MOST`] are counted.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn release_count(&self, approver: &Approver) -> Result<i64, StoreError> {
        self.read(approver, approver.clone(), |tx, approver| Box::pin(release_count(tx, approver))).await
    }
}

async fn release_queue(
    tx: &mut Tx,
    approver: &Approver,
    (filter, after): (&QueueFilter, Option<QueuePlace>),
    limit: u32,
) -> Result<Queue, StoreError> {
    let (customer, me) = (approver.orderer().customer_id, approver.orderer().contact_id);
    let supplier = at_the_supplier(tx).await?;
    let urgent_from = after.map_or_else(|| supplier.last_cut_off(), |place| Ok(place.urgent_from))?;
    let represented = Duty::of_today(tx, customer).await?.represented(me);
    let stands_in = represented.len() > 1;
    let orderers = orderers(tx, customer, me, &represented).await?;
    let asked = filter.asked(&represented);
    let mut reading = Reading::new(Narrow { customer, me, asked, filter }, urgent_from, after, limit as usize);
    let (rows, next) = reading.page(tx).await?;
    let has_limits = has_limits(tx, customer).await?;
    Ok(Queue { rows, next, cut_off: supplier.next_cut_off()?, delivery: supplier.delivery_date(), stands_in, orderers, has_limits })
}

/// Reads on through a queue until there are enough orders.
struct Reading<'f> {
    narrow: Narrow<'f>,
    urgent_from: Stamp,
    /// What is still to be read: from where on, and up to where.
    spans: VecDeque<Span>,
    limit: usize,
}

/// Orders after a place and before an instant.
#[derive(Clone, Copy)]
pub(super) struct Span {
    after: (Stamp, OrderId),
    before: Stamp,
}

impl<'f> Reading<'f> {
    fn new(narrow: Narrow<'f>, urgent_from: Stamp, after: Option<QueuePlace>, limit: usize) -> Self {
        let beginning = |instant| (instant, OrderId(Uuid::nil()));
        let urgent = Span { after: beginning(urgent_from), before: Stamp::new(Timestamp::MAX) };
        let missed = Span { after: beginning(Stamp::new(Timestamp::UNIX_EPOCH)), before: urgent_from };
        let spans = match after.map(|place| (place.placed_at, place.id)) {
            None => [urgent, missed].into(),
            Some(after) if after.0 >= urgent_from => [Span { after, ..urgent }, missed].into(),
            Some(after) => [Span { after, ..missed }].into(),
        };
        Self { narrow, urgent_from, spans, limit }
    }

    /// The rows of one page, and where the next one begins.
    async fn page(&mut self, tx: &mut Tx) -> Result<(Vec<QueueRow>, Option<QueuePlace>), StoreError> {
        let (mut rows, mut read) = (Vec::new(), 0);
        let most = self.limit.saturating_mul(LOOKED_THROUGH);
        while let Some(span) = self.spans.front_mut() {
            let batch = self.narrow.batch(tx, *span, self.limit + 1).await?;
            if batch.len() <= self.limit {
                self.spans.pop_front();
            } else if let Some(last) = batch.last() {
                span.after = (last.placed_at, last.id);
            }
            for row in batch {
                read += 1;
                let place = self.place_of(&row);
                if self.narrow.fits(&row) {
                    if rows.len() == self.limit {
                        let next = rows.last().map(|last| self.place_of(last));
                        return Ok((rows, next));
                    }
                    rows.push(QueueRow { is_urgent: row.placed_at >= self.urgent_from, ..row });
                }
                if read == most {
                    return Ok((rows, Some(place)));
                }
            }
        }
        Ok((rows, None))
    }

    const fn place_of(&self, row: &QueueRow) -> QueuePlace {
        QueuePlace { urgent_from: self.urgent_from, placed_at: row.placed_at, id: row.id }
    }
}
