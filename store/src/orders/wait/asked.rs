//! Who may decide an order beside whoever is in charge, as it has waited too long.

use crate::{
    StoreError,
    absences::Duty,
    contacts::living_approvers,
    engine::{Tx, fetch_with_rows},
    orders::head::Head,
};
use domain::{ContactId, CustomerId, OrderId};
use std::{collections::HashMap, slice};
use uuid::Uuid;

/// Somebody who was asked, and is an approver still.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::orders) struct Asked {
    pub(in crate::orders) id: ContactId,
    pub(in crate::orders) name: String,
}

const ASKED_OF: [&str; 2] = [
    "with wanted (customer_id, id) as (",
    ")
    select e.order_id, e.approver_id as id, c.first_name || ' ' || c.last_name as name from escalations e
    join contacts c on c.customer_id = e.customer_id and c.id = e.approver_id
    where e.customer_id = $1 and e.order_id in (select id from wanted) and c.approval = 'approver' and c.deleted_at is null
    order by e.escalated_at, e.approver_id",
];

/// Everybody who was asked since the order has been with whoever is in charge, and is an approver still, in the order of being asked.
pub(in crate::orders) async fn asked(tx: &mut Tx, customer: CustomerId, order: OrderId) -> Result<Vec<Asked>, StoreError> {
    Ok(asked_of(tx, customer, &[order]).await?.remove(&order).unwrap_or_default())
}

/// The same of each of these orders.
pub(in crate::orders) async fn asked_of(
    tx: &mut Tx,
    customer: CustomerId,
    orders: &[OrderId],
) -> Result<HashMap<OrderId, Vec<Asked>>, StoreError> {
    let mut all: HashMap<OrderId, Vec<Asked>> = HashMap::new();
    if !orders.is_empty() {
        for (order, id, name) in fetch_with_rows!(tx, (Uuid, Uuid, String), ASKED_OF, orders, |order| [customer.0, order.0])? {
            all.entry(order.into()).or_default().push(Asked { id: id.into(), name });
        }
    }
    Ok(all)
}

impl Head {
    /// Who was asked and is there today, or whoever stands in for them: nobody who decides it in any case.
    pub(in crate::orders) fn asked_today(&self, duty: &Duty) -> Vec<ContactId> {
        let decides_already = [self.approver(), self.deputy(duty)];
        let mut all = Vec::new();
        for one in self.asked.iter().map(|asked| asked.id) {
            let deputy = duty.deputy(one);
            let there = if self.lets(duty, deputy) { deputy } else { one };
            if self.lets(duty, there) && !decides_already.contains(&Some(there)) && !all.contains(&there) {
                all.push(there);
            }
        }
        all
    }
}

/// Their names, as far as they are approvers still.
pub(in crate::orders) async fn asked_names(
    tx: &mut Tx,
    customer: CustomerId,
    (head, duty): (&Head, &Duty),
) -> Result<Vec<String>, StoreError> {
    let mut names = all_asked_names(tx, customer, (slice::from_ref(head), duty)).await?;
    Ok(names.remove(&head.id).unwrap_or_default())
}

/// The same of each of several orders.
pub(in crate::orders) async fn all_asked_names(
    tx: &mut Tx,
    customer: CustomerId,
    (heads, duty): (&[Head], &Duty),
) -> Result<HashMap<OrderId, Vec<String>>, StoreError> {
    let asked: Vec<_> = heads.iter().map(|head| (head.id, head.asked_today(duty))).collect();
    let mut people: Vec<_> = asked.iter().flat_map(|(_, people)| people.iter().copied()).collect();
    people.sort_unstable();
    people.dedup();
    let names = living_approvers(tx, customer, &people).await?;
    let called = |people: Vec<ContactId>| people.iter().filter_map(|one| names.get(one).cloned()).collect::<Vec<_>>();
    Ok(asked.into_iter().map(|(order, people)| (order, called(people))).collect())
}
