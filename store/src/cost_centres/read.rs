//! What the cost centres are, and what is gone of their budgets.

use super::{CostCentre, CostCentreData, CostCentres};
use crate::{
    Approver, Store, StoreError,
    contacts::approvers,
    engine::{Tx, fetch_all, fetch_with_rows},
    orders::{OpenOrder, Reservations, period},
    rules,
};
use domain::{ContactId, CostCentreId, CustomerId, CustomerRule, OrderId, Rappen, Usage, limit::year_of};
use sqlx::FromRow;
use uuid::Uuid;

impl Store {
    /// The cost centres of the caller's customer.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn cost_centres(&self, approver: &Approver) -> Result<CostCentres, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(cost_centres(tx, *customer))).await
    }
}

/// Which cost centres.
#[derive(Clone, Copy)]
pub(crate) enum Which<'c> {
    /// All.
    All,
    /// This one.
    One(CostCentreId),
    /// These few of perhaps many.
    Among(&'c [CostCentreId]),
}

impl<'c> Which<'c> {
    /// These, unless there are none.
    pub(crate) const fn of(ids: &'c [CostCentreId]) -> Option<Self> {
        match ids {
            [] => None,
            [id] => Some(Self::One(*id)),
            _ => Some(Self::Among(ids)),
        }
    }
}

/// What is known of the cost centres for which this holds, but for what waits.
macro_rules! known_where {
    ($condition:literal) => {
        concat!(
            "
    select k.id, k.number, k.name, k.per_year, k.approver_id, a.first_name || ' ' || a.last_name as approver_name,
        k.archived_at is not null as is_archived,
        cast(coalesce((
            select sum(t.net) from order_cost_centres t
            where t.customer_id = k.customer_id and t.cost_centre_id = k.id and t.closed_at >= $3 and t.closed_at < $4
        ), 0) as bigint) as used
    from cost_centres k
    join contacts a on a.customer_id = k.customer_id and a.id = k.approver_id
    where k.customer_id = $1 and ",
            $condition
        )
    };
}

/// The orders that wait, of the cost centres for which this holds, each with what it is to pay of it.
macro_rules! waiting_where {
    ($condition:literal) => {
        concat!(
            "
    select t.cost_centre_id, o.id, o.status, t.ordered as net, exists (
        select 1 from recalls r where r.customer_id = o.customer_id and r.order_id = o.id
    ) as was_asked_again
    from order_cost_centres t
    join orders o on o.customer_id = t.customer_id and o.id = t.order_id
    where t.customer_id = $1 and t.closed_at is null and ",
            $condition
        )
    };
}

const ALL: [&str; 2] = [known_where!("k.id <> $2"), waiting_where!("t.cost_centre_id <> $2")];
const ONE: [&str; 2] = [known_where!("k.id = $2"), waiting_where!("t.cost_centre_id = $2")];
const KNOWN_AMONG: [&str; 2] =
    ["with wanted (customer_id, id, begins, ends) as (", concat!(")", known_where!("k.id in (select id from wanted)"))];
const WAITING_AMONG: [&str; 2] =
    ["with wanted (customer_id, id) as (", concat!(")", waiting_where!("t.cost_centre_id in (select id from wanted)"))];

#[derive(FromRow)]
struct Row {
    id: Uuid,
    number: String,
    name: String,
    per_year: Option<i64>,
    approver_id: Uuid,
    approver_name: String,
    is_archived: bool,
    used: i64,
}

#[derive(FromRow)]
struct Waiting {
    cost_centre_id: Uuid,
    #[sqlx(flatten)]
    order: OpenOrder,
}

/// The cost centres with what is gone of this year; the orders `except` do not count as such that wait.
pub(crate) async fn rows(tx: &mut Tx, customer: CustomerId, which: Which<'_>, except: &[OrderId]) -> Result<Vec<CostCentre>, StoreError> {
    let rows = known(tx, customer, which).await?;
    // Who has none is spared the question.
    let waiting = if rows.is_empty() { Vec::new() } else { waiting(tx, customer, which).await? };
    let mut centres: Vec<_> = rows.into_iter().map(CostCentre::from).collect();
    let mut reservations = Reservations::default();
    for Waiting { cost_centre_id, order } in waiting.iter().filter(|waiting| !except.contains(&waiting.order.id)) {
        if let Some(centre) = centres.iter_mut().find(|centre| centre.id.0 == *cost_centre_id) {
            centre.usage.reserved = centre.usage.reserved + reservations.of(tx, customer, (order, Some(centre.id))).await?;
        }
    }
    centres.sort_by(|one, other| (one.is_archived, &one.data.number).cmp(&(other.is_archived, &other.data.number)));
    Ok(centres)
}

async fn known(tx: &mut Tx, customer: CustomerId, which: Which<'_>) -> Result<Vec<Row>, StoreError> {
    let (from, to) = period(tx, year_of).await?;
    let rows = match which {
        Which::All => fetch_all!(tx, Row, ALL[0], customer.0, Uuid::nil(), from, to),
        Which::One(id) => fetch_all!(tx, Row, ONE[0], customer.0, id.0, from, to),
        Which::Among(ids) => fetch_with_rows!(tx, Row, KNOWN_AMONG, ids, |id| [customer.0, id.0, from, to]),
    };
    Ok(rows?)
}

async fn waiting(tx: &mut Tx, customer: CustomerId, which: Which<'_>) -> Result<Vec<Waiting>, StoreError> {
    let rows = match which {
        Which::All => fetch_all!(tx, Waiting, ALL[1], customer.0, Uuid::nil()),
        Which::One(id) => fetch_all!(tx, Waiting, ONE[1], customer.0, id.0),
        Which::Among(ids) => fetch_with_rows!(tx, Waiting, WAITING_AMONG, ids, |id| [customer.0, id.0]),
    };
    Ok(rows?)
}

impl From<Row> for CostCentre {
    fn from(row: Row) -> Self {
        let per_year = row.per_year.map(Rappen);
        Self {
            id: row.id.into(),
            data: CostCentreData { number: row.number, name: row.name, per_year, approver_id: row.approver_id.into() },
            approver_name: row.approver_name,
            is_archived: row.is_archived,
            usage: Usage { used: Rappen(row.used), reserved: Rappen(0) },
        }
    }
}

async fn cost_centres(tx: &mut Tx, customer: CustomerId) -> Result<CostCentres, StoreError> {
    let rows = rows(tx, customer, Which::All, &[]).await?;
    Ok(CostCentres {
        rows,
        approvers: approvers(tx, customer).await?,
        is_demanded: rules::is_on(tx, customer, CustomerRule::DemandsCostCentre).await?,
    })
}

/// A cost centre as it is now.
#[derive(FromRow)]
pub(crate) struct Found {
    #[sqlx(try_from = "Uuid")]
    pub(crate) id: CostCentreId,
    pub(crate) number: String,
    pub(crate) name: String,
    #[sqlx(try_from = "Uuid")]
    pub(crate) approver_id: ContactId,
    pub(crate) is_archived: bool,
}

/// The cost centres for which this holds, as they are now.
macro_rules! find_where {
    ($condition:literal) => {
        concat!(
            "
    select id, number, name, approver_id, archived_at is not null as is_archived from cost_centres
    where customer_id = $1 and ",
            $condition
        )
    };
}

const FIND_ONE: &str = find_where!("id = $2");
const FIND_AMONG: [&str; 2] = ["with wanted (customer_id, id) as (", concat!(")", find_where!("id in (select id from wanted)"))];

/// Those of these cost centres that the customer has, in no order.
pub(crate) async fn find_all(tx: &mut Tx, customer: CustomerId, ids: &[CostCentreId]) -> Result<Vec<Found>, StoreError> {
    let found = match ids {
        [] => return Ok(Vec::new()),
        [id] => fetch_all!(tx, Found, FIND_ONE, customer.0, id.0),
        _ => fetch_with_rows!(tx, Found, FIND_AMONG, ids, |id| [customer.0, id.0]),
    };
    Ok(found?)
}

/// The cost centre with this id, if the customer has it.
pub(crate) async fn find(tx: &mut Tx, customer: CustomerId, id: CostCentreId) -> Result<Option<Found>, StoreError> {
    Ok(find_all(tx, customer, &[id]).await?.pop())
}
