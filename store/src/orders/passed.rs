//! By whom orders were released that have gone on.

use crate::{
    StoreError,
    engine::{Tx, fetch_all, fetch_with_rows},
};
use domain::{ContactId, CustomerId, OrderId, hierarchy::Release};
use std::collections::HashMap;
use uuid::Uuid;

/// By whom an order was released that has gone on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Passed {
    /// Its releases, the first first.
    pub(crate) releases: Vec<Release>,
    /// Everybody who has released it, or whose decision on one of its lines, made before it went on the last time, stands.
    pub(crate) people: Vec<ContactId>,
    /// Whether it has gone on because of budgets alone: who looks after them has a say on each, whoever has released it before.
    pub(crate) is_for_budget: bool,
}

/// People by the orders that they have to do with.
pub(crate) type PeopleOf = HashMap<OrderId, Vec<ContactId>>;

pub(super) async fn passed(tx: &mut Tx, customer: CustomerId, order: OrderId) -> Result<Passed, StoreError> {
    Ok(passed_of(tx, customer, &[order]).await?.remove(&order).unwrap_or_default())
}

/// An order, the level of one of its releases, in whose charge it was then, who has released it, and whether it went on for a budget.
type ReleaseOf = (Uuid, i64, Uuid, Uuid, bool);

// Of the orders that wait, by the index of those. The joins are crossed, and nothing is sorted, so that SQLite keeps to it: it would begin
// with all releases and decisions that were ever made, or with all orders.
const ALL_RELEASES: &str = "
    select o.id, f.level, f.in_charge_id, f.approver_id, f.is_for_budget from orders o
    cross join confirmations f
    where o.customer_id = $1 and o.status in ('waiting', 'partly_decided')
        and f.customer_id = o.customer_id and f.order_id = o.id";

const ALL_DECIDERS: &str = "
    select o.id, d.approver_id, d.level < (
            select count(*) from confirmations f where f.customer_id = o.customer_id and f.order_id = o.id
        ) as was_before
    from orders o
    cross join decisions d
    cross join order_lines l
    where o.customer_id = $1 and o.status in ('waiting', 'partly_decided')
        and d.customer_id = o.customer_id and d.order_id = o.id and d.level >= 0
        and l.customer_id = d.customer_id and l.order_id = d.order_id and l.position = d.position and l.until is null";

/// By whom each of a customer's orders was released that has gone on and waits, and who has decided on lines of each that waits since it
/// came to whoever has it.
pub(crate) async fn all_passed(tx: &mut Tx, customer: CustomerId) -> Result<(HashMap<OrderId, Passed>, PeopleOf), StoreError> {
    let releases = fetch_all!(tx, ReleaseOf, ALL_RELEASES, customer.0)?;
    let (mut before, mut since) = (Vec::new(), Vec::new());
    for (order, who, was_before) in fetch_all!(tx, (Uuid, Uuid, bool), ALL_DECIDERS, customer.0)? {
        if was_before { &mut before } else { &mut since }.push((order, who));
    }
    Ok((gathered(releases, before), by_order(since)))
}

pub(super) fn by_order(people: Vec<(Uuid, Uuid)>) -> PeopleOf {
    let mut all = PeopleOf::new();
    for (order, who) in people {
        all.entry(order.into()).or_default().push(who.into());
    }
    all
}

const RELEASES_OF: [&str; 2] = [
    "with wanted (customer_id, id) as (",
    ")
    select f.order_id, f.level, f.in_charge_id, f.approver_id, f.is_for_budget from confirmations f
    where f.customer_id = $1 and f.order_id in (select id from wanted)",
];

// Whoever has it now may have decided a line that was asked again, and still has the others to decide. A decision that holds no more,
// or is about a line that is in the order no more, is nothing that its approver would confirm; nor is one of further on, from where a
// change has brought the order back.
const DECIDERS_OF: [&str; 2] = [
    "with wanted (customer_id, id) as (",
    ")
    select d.order_id, d.approver_id from decisions d
    join order_lines l on l.customer_id = d.customer_id and l.order_id = d.order_id and l.position = d.position
    where d.customer_id = $1 and d.order_id in (select id from wanted) and l.until is null and d.level >= 0 and d.level < (
        select count(*) from confirmations f where f.customer_id = d.customer_id and f.order_id = d.order_id
    )",
];

/// By whom each of these orders was released, as far as it has gone on.
pub(super) async fn passed_of(tx: &mut Tx, customer: CustomerId, orders: &[OrderId]) -> Result<HashMap<OrderId, Passed>, StoreError> {
    if orders.is_empty() {
        return Ok(HashMap::new());
    }
    let releases = fetch_with_rows!(tx, ReleaseOf, RELEASES_OF, orders, |order| [customer.0, order.0])?;
    Ok(gathered(releases, fetch_with_rows!(tx, (Uuid, Uuid), DECIDERS_OF, orders, |order| [customer.0, order.0])?))
}

/// What there is of each order: its releases, with their levels, and who has decided on its lines.
fn gathered(mut releases: Vec<ReleaseOf>, deciders: Vec<(Uuid, Uuid)>) -> HashMap<OrderId, Passed> {
    let mut all: HashMap<OrderId, Passed> = HashMap::new();
    releases.sort_unstable_by_key(|(order, level, ..)| (*order, *level));
    for (order, _, in_charge, by, is_for_budget) in releases {
        let passed = all.entry(order.into()).or_default();
        passed.is_for_budget = is_for_budget && (passed.is_for_budget || passed.releases.is_empty());
        passed.releases.push(Release { in_charge: in_charge.into(), by: by.into() });
        passed.people.push(by.into());
    }
    for (order, who) in deciders {
        if let Some(passed) = all.get_mut(&OrderId(order)).filter(|passed| !passed.people.contains(&who.into())) {
            passed.people.push(who.into());
        }
    }
    all
}
