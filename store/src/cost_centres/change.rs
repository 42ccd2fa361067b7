//! Keeping the list of cost centres.

use super::{CostCentreData, CostCentreRefusal, find};
use crate::{
    Approver, Failure, Store, StoreError,
    audit::{record, take_turn},
    contacts::{check_still_approver, living_approver},
    dead_ends::Outlook,
    engine::{Tx, execute, fetch_all, fetch_optional},
};
use domain::{ContactId, CostCentreId, CustomerId, audit::AuditEvent};
use uuid::Uuid;

impl Store {
    /// Creates a cost centre, or changes the one that is named. Orders keep what it was called when they were placed.
    ///
    /// # Errors
    /// [`CostCentreRefusal`]; [`StoreError::NotFound`] when there is no such cost centre, or the caller is no approver any more.
    pub async fn save_cost_centre(
        &self,
        approver: &Approver,
        id: Option<CostCentreId>,
        data: CostCentreData,
    ) -> Result<CostCentreId, Failure<CostCentreRefusal>> {
        self.write(approver, (approver.clone(), id, data), |tx, (approver, id, data)| Box::pin(save(tx, approver, *id, data))).await
    }

    /// Takes a cost centre out of use, or back into it. The same once more changes nothing.
    ///
    /// # Errors
    /// [`CostCentreRefusal::Stuck`]; [`StoreError::NotFound`] when there is no such cost centre, or the caller is no approver any more.
    pub async fn archive_cost_centre(
        &self,
        approver: &Approver,
        id: CostCentreId,
        is_archived: bool,
    ) -> Result<(), Failure<CostCentreRefusal>> {
        self.write(approver, (approver.clone(), id, is_archived), |tx, (approver, id, is)| Box::pin(archive(tx, approver, *id, *is))).await
    }
}

async fn save(
    tx: &mut Tx,
    caller: &Approver,
    id: Option<CostCentreId>,
    data: &CostCentreData,
) -> Result<CostCentreId, Failure<CostCentreRefusal>> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    if let Some(id) = id {
        find(tx, customer, id).await?.ok_or(StoreError::NotFound)?;
    }
    if living_approver(tx, customer, data.approver_id).await?.is_none() {
        return Err(Failure::Refused(CostCentreRefusal::UnknownApprover));
    }
    let owner = fetch_optional!(tx, (Uuid,), WITH_NUMBER, customer.0, &data.number)?;
    if owner.is_some_and(|(owner,)| id != Some(owner.into())) {
        return Err(Failure::Refused(CostCentreRefusal::NumberTaken));
    }
    let id = id.unwrap_or_else(|| tx.fresh_id());
    let per_year = data.per_year.map(|amount| amount.0);
    let before = Outlook::of(tx, customer).await?;
    execute!(tx, SAVE, customer.0, id.0, &data.number, &data.name, per_year, data.approver_id.0)?;
    before.allow_nothing_new(tx, customer, CostCentreRefusal::Stuck).await?;
    let saved = AuditEvent::CostCentreSaved { number: data.number.clone(), name: data.name.clone(), per_year: data.per_year };
    record(tx, customer, &caller.into(), None, &saved).await?;
    Ok(id)
}

const WITH_NUMBER: &str = "select id from cost_centres where customer_id = $1 and number = $2";

const SAVE: &str = "
    insert into cost_centres (customer_id, id, number, name, per_year, approver_id)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (customer_id, id) do update set number = excluded.number, name = excluded.name, per_year = excluded.per_year,
        approver_id = excluded.approver_id";

const ARCHIVE: &str = "update cost_centres set archived_at = $3 where customer_id = $1 and id = $2";

async fn archive(tx: &mut Tx, caller: &Approver, id: CostCentreId, is_archived: bool) -> Result<(), Failure<CostCentreRefusal>> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    let found = find(tx, customer, id).await?.ok_or(StoreError::NotFound)?;
    if found.is_archived == is_archived {
        return Ok(());
    }
    let before = Outlook::of(tx, customer).await?;
    execute!(tx, ARCHIVE, customer.0, id.0, is_archived.then_some(tx.now))?;
    before.allow_nothing_new(tx, customer, CostCentreRefusal::Stuck).await?;
    let archived = AuditEvent::CostCentreArchived { number: found.number, name: found.name, is_archived };
    Ok(record(tx, customer, &caller.into(), None, &archived).await?)
}

const LOOKED_AFTER: &str = "
    select number || ' ' || name from cost_centres
    where customer_id = $1 and approver_id = $2 order by number";

/// The cost centres that an approver looks after, by number and name.
pub(crate) async fn looked_after(tx: &mut Tx, customer: CustomerId, approver: ContactId) -> Result<Vec<String>, StoreError> {
    let rows = fetch_all!(tx, (String,), LOOKED_AFTER, customer.0, approver.0)?;
    Ok(rows.into_iter().map(|(label,)| label).collect())
}

const HAND_ON: &str = "update cost_centres set approver_id = $3 where customer_id = $1 and approver_id = $2";

/// Lets somebody else look after an approver's cost centres.
pub(crate) async fn hand_on(tx: &mut Tx, customer: CustomerId, from: ContactId, to: ContactId) -> Result<(), StoreError> {
    execute!(tx, HAND_ON, customer.0, from.0, to.0)?;
    Ok(())
}
