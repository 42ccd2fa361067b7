//! What there is to know before an order is placed, by one statement: each costs a round trip on Postgres.

use super::Placed;
use crate::{
    Orderer, StoreError,
    absences::Duty,
    engine::{Tx, fetch_one, fetch_optional},
    freight::RuleColumns,
    orders::{
        LivingContact,
        head::{Parties, columns_of_parties},
    },
};
use domain::{CustomerId, FreightRule};
use sqlx::FromRow;
use uuid::Uuid;

/// How things stand for whoever places an order.
#[derive(FromRow)]
pub(super) struct Before {
    #[sqlx(flatten)]
    pub(super) contact: LivingContact,
    #[sqlx(flatten)]
    pub(super) parties: Parties,
    /// Whether what needs no release can go at once, where the rest needs one.
    pub(super) splits_orders: bool,
    #[sqlx(flatten)]
    freight: RuleColumns,
    /// Whether an approver of the customer is away, or is going to be.
    is_anybody_away: bool,
    #[sqlx(flatten)]
    earlier: Earlier,
}

/// The order `o` with a key, if it was placed already.
#[derive(FromRow)]
struct Earlier {
    placed_id: Option<Uuid>,
    request_hash: Option<Vec<u8>>,
    had_to_wait: bool,
}

macro_rules! earlier_columns {
    () => {
        "o.id as placed_id, o.request_hash, exists (
            select 1 from order_lines l
            where l.customer_id = o.customer_id and l.order_id = o.id and l.review is not null
        ) as had_to_wait"
    };
}

const BEFORE: &str = concat!(
    "
    select c.approval, c.approver_id, c.limit_per_order, c.limit_per_month, k.demands_cost_centre, k.splits_orders,
        ",
    columns_of_parties!(),
    ",
        suppliers.freight, suppliers.freight_free_from,
        exists (
            select 1 from absences b where b.customer_id = c.customer_id and b.last_day >= $4 and b.ended_at is null
        ) as is_anybody_away,
        ",
    earlier_columns!(),
    "
    from contacts c
    join customers k on k.id = c.customer_id
    left join suppliers on true
    left join orders o on o.customer_id = c.customer_id and o.orderer_id = c.id and o.order_key = $3
    where c.customer_id = $1 and c.id = $2 and c.deleted_at is null"
);

impl Before {
    /// What holds in the customer's turn, and what delivery costs now.
    pub(super) async fn of(tx: &mut Tx, orderer: &Orderer, order_key: Uuid) -> Result<Self, StoreError> {
        let earliest = Duty::earliest_day(tx.now);
        Ok(fetch_one!(tx, Self, BEFORE, orderer.customer_id.0, orderer.contact_id.0, order_key, earliest)?)
    }

    /// The order that was placed with this key already, if one was, with the hash of its request.
    pub(super) fn placed(&self) -> Option<(Placed, &[u8])> {
        self.earlier.placed().zip(self.earlier.request_hash.as_deref())
    }

    /// What delivering an order costs that is placed now.
    pub(super) fn freight(&self) -> Option<FreightRule> {
        self.freight.rule()
    }

    /// Who stands in for whom today: asked only where somebody is away.
    pub(super) async fn duty(&self, tx: &mut Tx, customer: CustomerId) -> Result<Duty, StoreError> {
        if self.is_anybody_away { Duty::of_today(tx, customer).await } else { Ok(Duty::all_there(tx.now)) }
    }
}

impl Earlier {
    fn placed(&self) -> Option<Placed> {
        self.placed_id.map(|id| Placed { order_id: id.into(), waits: self.had_to_wait })
    }
}

const OF_KEY: &str = concat!(
    "
    select ",
    earlier_columns!(),
    "
    from orders o
    where o.customer_id = $1 and o.orderer_id = $2 and o.order_key = $3"
);

/// The orderer's order with this key, if it was placed already.
pub(super) async fn order_of_key(tx: &mut Tx, orderer: &Orderer, order_key: Uuid) -> Result<Option<Placed>, StoreError> {
    let found = fetch_optional!(tx, Earlier, OF_KEY, orderer.customer_id.0, orderer.contact_id.0, order_key)?;
    Ok(found.and_then(|earlier| earlier.placed()))
}
