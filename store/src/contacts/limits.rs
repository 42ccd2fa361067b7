//! What a contact may order without a release, beside what the Freigabeart says.
//!
//! Whoever has limits has an approver in charge, so that an order that goes beyond them can be decided; approvers have none.

use super::{change::begin, living_approver};
use crate::{
    Approver, Failure, Store, StoreError,
    audit::record,
    dead_ends::{Outlook, Stuck},
    engine::{Tx, execute},
    orders::limits_of,
    rules,
};
use domain::{ApprovalKind, ContactId, CustomerId, CustomerRule, Limits, audit::AuditEvent};

/// Why limits were not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitsRefusal {
    /// Somebody has to release what goes beyond them: an approver, and not the contact.
    UnknownApprover,
    /// Approvers have no limits.
    IsApprover,
    /// The customer uses no limits, and this contact has none yet.
    NotUsed,
    /// Nobody could decide these orders.
    Stuck(Vec<Stuck>),
}

impl Store {
    /// Sets what a contact may order without a release. `in_charge` releases what goes beyond it; for whom every order or some articles
    /// are reviewed it is the approver in charge as before.
    ///
    /// # Errors
    /// [`LimitsRefusal`]; [`StoreError::NotFound`] when there is no such contact, or the caller is no approver any more.
    pub async fn set_limits(
        &self,
        approver: &Approver,
        id: ContactId,
        limits: Limits,
        in_charge: Option<ContactId>,
    ) -> Result<(), Failure<LimitsRefusal>> {
        let args = (approver.clone(), id, limits, in_charge);
        self.write(approver, args, |tx, (approver, id, limits, in_charge)| Box::pin(set(tx, approver, *id, (*limits, *in_charge)))).await
    }
}

async fn set(
    tx: &mut Tx,
    caller: &Approver,
    id: ContactId,
    (limits, in_charge): (Limits, Option<ContactId>),
) -> Result<(), Failure<LimitsRefusal>> {
    let contact = begin(tx, caller, id).await?;
    let customer = caller.orderer().customer_id;
    if !limits.are_none() && !may_have_limits(tx, customer, id).await? {
        return Err(Failure::Refused(LimitsRefusal::NotUsed));
    }
    let in_charge = match contact.approval {
        ApprovalKind::Approver if limits.are_none() => return Ok(()),
        ApprovalKind::Approver => return Err(Failure::Refused(LimitsRefusal::IsApprover)),
        kind if kind.is_reviewed() => contact.approver_id,
        _ if limits.are_none() => None,
        _ => Some(other_approver(tx, customer, id, in_charge).await?),
    };
    let before = Outlook::of(tx, customer).await?;
    write(tx, (customer, id), limits).await?;
    execute!(tx, PUT_IN_CHARGE, customer.0, id.0, in_charge.map(|approver| approver.0))?;
    before.allow_nothing_new(tx, customer, LimitsRefusal::Stuck).await?;
    let set = AuditEvent::LimitsSet { name: contact.name(), per_order: limits.per_order, per_month: limits.per_month };
    Ok(record(tx, customer, &caller.into(), None, &set).await?)
}

/// Where limits are not used, whoever has some already may get others.
async fn may_have_limits(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<bool, StoreError> {
    Ok(rules::is_on(tx, customer, CustomerRule::UsesLimits).await? || !limits_of(tx, customer, contact).await?.are_none())
}

async fn other_approver(
    tx: &mut Tx,
    customer: CustomerId,
    contact: ContactId,
    chosen: Option<ContactId>,
) -> Result<ContactId, Failure<LimitsRefusal>> {
    let unknown = Failure::Refused(LimitsRefusal::UnknownApprover);
    let Some(id) = chosen.filter(|id| *id != contact) else { return Err(unknown) };
    if living_approver(tx, customer, id).await?.is_some() { Ok(id) } else { Err(unknown) }
}

const WRITE: &str = "update contacts set limit_per_order = $3, limit_per_month = $4 where customer_id = $1 and id = $2";

async fn write(tx: &mut Tx, (customer, id): (CustomerId, ContactId), limits: Limits) -> Result<(), StoreError> {
    let [per_order, per_month] = [limits.per_order, limits.per_month].map(|limit| limit.map(|amount| amount.0));
    execute!(tx, WRITE, customer.0, id.0, per_order, per_month)?;
    Ok(())
}

const PUT_IN_CHARGE: &str = "update contacts set approver_id = $3 where customer_id = $1 and id = $2";

/// Who is in charge of a contact once it has this Freigabeart, if that alone would need nobody: whoever has limits keeps `before`.
/// Whoever becomes an approver has none any more.
pub(super) async fn in_charge_for_limits(
    tx: &mut Tx,
    (customer, contact): (CustomerId, ContactId),
    approval: ApprovalKind,
    before: Option<ContactId>,
) -> Result<Option<ContactId>, StoreError> {
    if approval == ApprovalKind::Approver {
        write(tx, (customer, contact), Limits::default()).await?;
        return Ok(None);
    }
    let limits = limits_of(tx, customer, contact).await?;
    Ok(before.filter(|_| !limits.are_none()))
}
