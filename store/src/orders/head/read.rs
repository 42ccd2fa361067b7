//! Reading an order without its lines.

use super::{Head, columns_of_parties};
use crate::{
    Approver, Orderer, StoreError,
    engine::{Tx, fetch_one, fetch_with_rows},
    orders::{
        passed::{passed, passed_of},
        wait::{asked, asked_of},
    },
};
use domain::{CustomerId, OrderId};

/// The orders of a customer for which this holds.
macro_rules! head_where {
    ($condition:literal) => {
        concat!(
            "
    select o.id, o.number, o.orderer_id, o.approval, o.approver_id, o.status, o.asks_responsible,
        a.first_name || ' ' || a.last_name as approver_name,
        o.company, o.attention, o.street, o.postcode, o.town, o.reference, o.note,
        o.net, o.vat, o.total, o.freight, o.freight_free_from, o.placed_at, o.closed_at, o.delivery_date, s.number as supply_number,
        ",
            columns_of_parties!(),
            ",
        (select r.release_limit from approver_ranks r
            where r.customer_id = o.customer_id and r.approver_id = o.approver_id) as limit_in_charge,
        exists (select 1 from escalations e where e.customer_id = o.customer_id and e.order_id = o.id) as was_escalated,
        t.cost_centre_id, t.number || ' ' || t.name as cost_centre,
        (select count(*) from confirmations f where f.customer_id = o.customer_id and f.order_id = o.id) as level,
        (select b.first_name || ' ' || b.last_name from confirmations f
            join contacts b on b.customer_id = f.customer_id and b.id = f.approver_id
            where f.customer_id = o.customer_id and f.order_id = o.id
            order by f.level desc limit 1) as released_by,
        (select coalesce(max(r.version), 1) from order_revisions r
            where r.customer_id = o.customer_id and r.order_id = o.id) as version
    from orders o
    join customers k on k.id = o.customer_id
    join contacts c on c.customer_id = o.customer_id and c.id = o.orderer_id
    left join contacts a on a.customer_id = o.customer_id and a.id = o.approver_id
    left join supply_orders s on s.customer_id = o.customer_id and s.order_id = o.id
    left join order_cost_centres t on t.customer_id = o.customer_id and t.order_id = o.id and t.is_of_order
    where o.customer_id = $1 and ",
            $condition
        )
    };
}

const HEAD: &str = head_where!("o.id = $2");
const HEAD_OF_OWN: &str = head_where!("o.id = $2 and o.orderer_id = $3 and c.deleted_at is null");
const HEAD_FOR_APPROVER: &str = head_where!(
    "o.id = $2 and exists (
        select 1 from contacts m
        where m.customer_id = o.customer_id and m.id = $3 and m.approval = 'approver' and m.deleted_at is null
    )"
);
const HEADS: [&str; 2] = ["with wanted (customer_id, id) as (", concat!(")", head_where!("o.id in (select id from wanted)"))];

/// Reads an order of this customer without its lines.
pub(in crate::orders) async fn head(tx: &mut Tx, customer_id: CustomerId, order_id: OrderId) -> Result<Head, StoreError> {
    let head = fetch_one!(tx, Head, HEAD, customer_id.0, order_id.0)?;
    with_people(tx, customer_id, head).await
}

/// The same of an order that the caller has placed. Whoever has been deleted meanwhile has none.
pub(in crate::orders) async fn head_of_own(tx: &mut Tx, orderer: &Orderer, order_id: OrderId) -> Result<Head, StoreError> {
    let head = fetch_one!(tx, Head, HEAD_OF_OWN, orderer.customer_id.0, order_id.0, orderer.contact_id.0)?;
    with_people(tx, orderer.customer_id, head).await
}

/// The same for whoever is an approver still; whether they may decide it is the caller's to check.
pub(in crate::orders) async fn head_for(tx: &mut Tx, approver: &Approver, order_id: OrderId) -> Result<Head, StoreError> {
    let me = approver.orderer();
    let head = fetch_one!(tx, Head, HEAD_FOR_APPROVER, me.customer_id.0, order_id.0, me.contact_id.0)?;
    with_people(tx, me.customer_id, head).await
}

/// The head with whoever has released the order, and whoever was asked: of most orders that is nobody.
async fn with_people(tx: &mut Tx, customer_id: CustomerId, mut head: Head) -> Result<Head, StoreError> {
    if head.level > 0 {
        head.passed = passed(tx, customer_id, head.id).await?;
    }
    if head.was_escalated {
        head.asked = asked(tx, customer_id, head.id).await?;
    }
    Ok(head)
}

/// Reads several orders of this customer without their lines, in no order: by as many statements as one, however many they are.
pub(in crate::orders) async fn heads(tx: &mut Tx, customer_id: CustomerId, orders: &[OrderId]) -> Result<Vec<Head>, StoreError> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let mut heads = fetch_with_rows!(tx, Head, HEADS, orders, |order| [customer_id.0, order.0])?;
    let gone_on: Vec<_> = heads.iter().filter(|head| head.level > 0).map(|head| head.id).collect();
    let mut passed = passed_of(tx, customer_id, &gone_on).await?;
    let mut asked = asked_of(tx, customer_id, orders).await?;
    for head in &mut heads {
        head.passed = passed.remove(&head.id).unwrap_or_default();
        head.asked = asked.remove(&head.id).unwrap_or_default();
    }
    Ok(heads)
}
