//! Every order can be decided: whoever depends on an approver gets a successor before that approver goes.

use super::{ContactRefusal, living, living_approver};
use crate::{
    Approver, Failure, Store, StoreError, absences,
    audit::record,
    caller::Actor,
    cost_centres,
    engine::{Tx, execute, fetch_all, fetch_value},
    hierarchy,
    orders::{self, is_not_barred},
    rules,
};
use domain::{ContactId, CustomerId, CustomerRule, Dependants, OrderId, audit::AuditEvent};
use uuid::Uuid;

impl Store {
    /// Who depends on a contact as their approver.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such contact.
    pub async fn dependants(&self, approver: &Approver, contact: ContactId) -> Result<Dependants, StoreError> {
        let args = (approver.orderer().customer_id, contact);
        self.read(approver, args, |tx, (customer, contact)| Box::pin(dependants_of_living(tx, *customer, *contact))).await
    }
}

async fn dependants_of_living(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<Dependants, StoreError> {
    living(tx, customer, contact).await?;
    dependants(tx, customer, contact).await
}

const DEPENDENT_CONTACTS: &str = "
    select first_name || ' ' || last_name from contacts
    where customer_id = $1 and approver_id = $2 and deleted_at is null order by last_name, first_name";

const WAITING_ORDERS: &str = "
    select count(*) from orders
    where customer_id = $1 and approver_id = $2 and status in ('waiting', 'partly_decided')";

async fn dependants(tx: &mut Tx, customer: CustomerId, approver: ContactId) -> Result<Dependants, StoreError> {
    let contacts = fetch_all!(tx, (String,), DEPENDENT_CONTACTS, customer.0, approver.0)?;
    let waiting_orders = fetch_value!(tx, i64, WAITING_ORDERS, customer.0, approver.0)?;
    let stands_in_for = absences::stands_in_for(tx, customer, approver).await?;
    let superior_of = hierarchy::superior_of(tx, customer, approver).await?;
    let cost_centres = cost_centres::looked_after(tx, customer, approver).await?;
    let contacts = contacts.into_iter().map(|(name,)| name).collect();
    Ok(Dependants { contacts, waiting_orders, stands_in_for, superior_of, cost_centres })
}

const OTHER_APPROVERS: &str = "
    select count(*) from contacts
    where customer_id = $1 and id <> $2 and approval = 'approver' and deleted_at is null";

/// Lets `leaving` go as an approver: somebody else is one, and whoever depends on them moves to the successor.
pub(super) async fn succeed(
    tx: &mut Tx,
    caller: &Approver,
    leaving: (ContactId, &str),
    successor: Option<ContactId>,
) -> Result<(), Failure<ContactRefusal>> {
    let customer = caller.orderer().customer_id;
    check_others(tx, customer, leaving.0).await?;
    let dependants = dependants(tx, customer, leaving.0).await?;
    if dependants.are_none() {
        hierarchy::let_go(tx, caller, leaving.0, None).await?;
        return Ok(absences::let_go(tx, caller, leaving.0, None).await?);
    }
    let successor = successor.ok_or(Failure::Refused(ContactRefusal::SuccessorNeeded(dependants)))?;
    let unknown = Failure::Refused(ContactRefusal::UnknownSuccessor);
    let name = living_approver(tx, customer, successor).await?.filter(|_| successor != leaving.0).ok_or(unknown)?;
    check_orders(tx, customer, leaving.0, successor).await?;
    hierarchy::let_go(tx, caller, leaving.0, Some(successor)).await?;
    absences::let_go(tx, caller, leaving.0, Some(successor)).await?;
    move_contacts(tx, customer, leaving.0, successor).await?;
    cost_centres::hand_on(tx, customer, leaving.0, successor).await?;
    let change = AuditEvent::ApproverChanged { from: leaving.1.to_owned(), to: name };
    Ok(move_orders(tx, customer, &caller.into(), leaving.0, successor, &change).await?)
}

/// Whoever goes leaves as many approvers behind as the rules need.
async fn check_others(tx: &mut Tx, customer: CustomerId, leaving: ContactId) -> Result<(), Failure<ContactRefusal>> {
    match fetch_value!(tx, i64, OTHER_APPROVERS, customer.0, leaving.0)? {
        0 => Err(Failure::Refused(ContactRefusal::LastApprover)),
        1 if rules::is_on(tx, customer, CustomerRule::NeedsFourEyes).await? => Err(Failure::Refused(ContactRefusal::FourEyes)),
        _ => Ok(()),
    }
}

/// Nothing comes to anybody who may not decide on it.
async fn check_orders(tx: &mut Tx, customer: CustomerId, leaving: ContactId, successor: ContactId) -> Result<(), Failure<ContactRefusal>> {
    if fetch_value!(tx, i64, OWN_ORDERS, customer.0, leaving.0, successor.0)? > 0 {
        return Err(Failure::Refused(ContactRefusal::SuccessorOrdered));
    }
    if fetch_value!(tx, i64, OWN_RELEASES, customer.0, leaving.0, successor.0)? > 0 {
        return Err(Failure::Refused(ContactRefusal::SuccessorReleased));
    }
    Ok(())
}

/// What would come to whoever has ordered it, and could then be decided by nobody, unless approvers may release their own orders.
const OWN_ORDERS: &str = "
    select count(*) from orders o
    where o.customer_id = $1 and o.approver_id = $2 and o.orderer_id = $3 and o.status in ('waiting', 'partly_decided')
        and not (select k.releases_own from customers k where k.id = o.customer_id)";

/// What would come to whoever may not decide it: of what they have not ordered, what they have released, for another reason than a budget.
const OWN_RELEASES: &str = concat!(
    "
    select count(*) from orders o
    where o.customer_id = $1 and o.approver_id = $2 and o.status in ('waiting', 'partly_decided') and not (",
    is_not_barred!("$3"),
    ")"
);

const MOVE_CONTACTS: &str = "
    update contacts set approver_id = $3 where customer_id = $1 and approver_id = $2 and deleted_at is null";

async fn move_contacts(tx: &mut Tx, customer: CustomerId, from: ContactId, to: ContactId) -> Result<(), StoreError> {
    execute!(tx, MOVE_CONTACTS, customer.0, from.0, to.0)?;
    Ok(())
}

const MOVE_ORDERS: &str = "
    update orders set approver_id = $3
    where customer_id = $1 and approver_id = $2 and status in ('waiting', 'partly_decided')
    returning id, number";

async fn move_orders(
    tx: &mut Tx,
    customer: CustomerId,
    actor: &Actor,
    from: ContactId,
    to: ContactId,
    change: &AuditEvent,
) -> Result<(), StoreError> {
    let mut moved = fetch_all!(tx, (Uuid, i64), MOVE_ORDERS, customer.0, from.0, to.0)?;
    moved.sort_by_key(|(_, number)| *number);
    for (id, _) in moved {
        let order_id = OrderId(id);
        record(tx, customer, actor, Some(order_id), change).await?;
        orders::ask_for_release(tx, customer, order_id).await?;
    }
    Ok(())
}
