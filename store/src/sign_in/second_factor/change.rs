//! Removing a second factor: one's own, a contact's by an approver, anybody's by the operator.

use super::{demand::is_demanded, has_factor, note, take_own_turn, tell};
use crate::{
    Approver, Caller, Failure, Store, StoreError,
    audit::record,
    caller::Actor,
    contacts,
    engine::{Tx, execute},
    outbox::enqueue,
    sign_in::{login_of, open_sessions::close_others},
};
use domain::{
    ContactId, LoginId,
    audit::AuditEvent,
    notice::{FactorChange, Notice},
};
use uuid::Uuid;

/// A second factor is demanded, so that nobody can be without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactorDemanded;

impl Store {
    /// Removes the caller's own factor.
    ///
    /// # Errors
    /// [`FactorDemanded`]; [`StoreError::NotFound`] when there is none.
    pub async fn drop_second_factor(&self, caller: &Caller) -> Result<(), Failure<FactorDemanded>> {
        self.write(caller, caller.clone(), |tx, caller| Box::pin(drop_own(tx, caller))).await
    }

    /// Removes the factor of a contact who has lost it, and ends their sessions. Where there is none, nothing changes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], also for one's own.
    pub async fn remove_second_factor(&self, approver: &Approver, id: ContactId) -> Result<(), StoreError> {
        self.write(approver, (approver.clone(), id), |tx, (approver, id)| Box::pin(remove(tx, approver, *id))).await
    }

    /// Removes a factor and ends the sessions of its login, for the operator's command.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub async fn remove_second_factor_as_operator(&self, caller: &Caller) -> Result<(), StoreError> {
        self.write(caller, caller.clone(), |tx, caller| Box::pin(remove_as_operator(tx, caller))).await
    }
}

const DELETE: &str = "delete from second_factors where login_id = $1 and confirmed_at is not null";

async fn delete(tx: &mut Tx, login: LoginId) -> Result<(), StoreError> {
    match execute!(tx, DELETE, login.0)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

async fn drop_own(tx: &mut Tx, caller: &Caller) -> Result<(), Failure<FactorDemanded>> {
    take_own_turn(tx, caller).await?;
    if is_demanded(tx, caller).await? {
        return Err(Failure::Refused(FactorDemanded));
    }
    delete(tx, caller.login_id()).await?;
    note(tx, caller, None, |name| AuditEvent::SecondFactorRemoved { name }).await?;
    Ok(tell(tx, caller, FactorChange::Removed, None).await?)
}

async fn remove(tx: &mut Tx, approver: &Approver, id: ContactId) -> Result<(), StoreError> {
    let contact = contacts::begin(tx, approver, id).await?;
    let orderer = approver.orderer();
    if id == orderer.contact_id {
        return Err(StoreError::NotFound);
    }
    let customer = orderer.customer_id;
    let login = login_of(tx, customer, id).await?;
    // Of a double click the second one finds it removed.
    if !has_factor(tx, login).await? {
        return Ok(());
    }
    delete(tx, login).await?;
    close_others(tx, login, Uuid::nil()).await?;
    record(tx, customer, &approver.into(), None, &AuditEvent::SecondFactorRemoved { name: contact.name() }).await?;
    let user_name = contacts::user_name(tx, customer, id).await?;
    let notice = Notice::SecondFactor { user_name, change: FactorChange::Removed, by: Some(orderer.name()) };
    enqueue(tx, customer, id, None, &notice)
}

async fn remove_as_operator(tx: &mut Tx, caller: &Caller) -> Result<(), StoreError> {
    take_own_turn(tx, caller).await?;
    delete(tx, caller.login_id()).await?;
    close_others(tx, caller.login_id(), Uuid::nil()).await?;
    note(tx, caller, Some(Actor::system()), |name| AuditEvent::SecondFactorRemoved { name }).await?;
    tell(tx, caller, FactorChange::Removed, Some(Actor::system().name)).await
}
