//! Who may decide an order beside whoever is in charge, as it has waited too long.

use crate::{
    StoreError,
    absences::Duty,
    contacts::living_approver,
    engine::{Tx, fetch_all},
    orders::head::Head,
};
use domain::{ContactId, CustomerId, OrderId};
use uuid::Uuid;

/// Somebody who was asked, and is an approver still.
#[derive(sqlx::FromRow)]
pub(in crate::orders) struct Asked {
    #[sqlx(try_from = "Uuid")]
    pub(in crate::orders) id: ContactId,
    pub(in crate::orders) name: String,
}

const ASKED: &str = "
    select e.approver_id as id, c.first_name || ' ' || c.last_name as name from escalations e
    join contacts c on c.customer_id = e.customer_id and c.id = e.approver_id
    where e.customer_id = $1 and e.order_id = $2 and c.approval = 'approver' and c.deleted_at is null
    order by e.escalated_at, e.approver_id";

/// Everybody who was asked since the order has been with whoever is in charge, and is an approver still.
pub(in crate::orders) async fn asked(tx: &mut Tx, customer: CustomerId, order: OrderId) -> Result<Vec<Asked>, StoreError> {
    Ok(fetch_all!(tx, Asked, ASKED, customer.0, order.0)?)
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
    let mut names = Vec::new();
    for one in head.asked_today(duty) {
        names.extend(living_approver(tx, customer, one).await?);
    }
    Ok(names)
}
