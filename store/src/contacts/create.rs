//! Creating contacts with their logins.

use super::{ContactData, ContactRefusal, check_still_approver, living_approver};
use crate::{
    Approver, Failure, NewLogin, Store, StoreError,
    audit::{record, take_turn},
    caller::Actor,
    dead_ends::Outlook,
    engine::{Tx, execute, fetch_value},
    outbox::enqueue,
    sign_in::{LoginOwner, insert_login},
};
use domain::{ContactId, CustomerId, audit::AuditEvent, notice::Notice};

impl Store {
    /// Creates a contact with a login, and tells the person by mail.
    ///
    /// # Errors
    /// [`ContactRefusal::UserNameTaken`], [`ContactRefusal::UnknownApprover`] or [`ContactRefusal::Stuck`].
    pub async fn create_contact(
        &self,
        approver: &Approver,
        data: ContactData,
        login: NewLogin,
    ) -> Result<ContactId, Failure<ContactRefusal>> {
        let args = (approver.clone(), data, login);
        self.write(approver, args, |tx, (approver, data, login)| Box::pin(create_contact(tx, approver, data, login))).await
    }
}

async fn create_contact(
    tx: &mut Tx,
    approver: &Approver,
    data: &ContactData,
    login: &NewLogin,
) -> Result<ContactId, Failure<ContactRefusal>> {
    let customer = approver.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, approver).await?;
    let outlook = Outlook::of(tx, customer).await?;
    let id = create(tx, customer, &approver.into(), data, login).await?;
    outlook.allow_nothing_new(tx, customer, ContactRefusal::Stuck).await?;
    Ok(id)
}

/// Creates a contact in the name of `actor`.
pub(crate) async fn create(
    tx: &mut Tx,
    customer: CustomerId,
    actor: &Actor,
    data: &ContactData,
    login: &NewLogin,
) -> Result<ContactId, Failure<ContactRefusal>> {
    let id: ContactId = tx.fresh_id();
    let approver = approver_of(tx, customer, id, data).await?;
    insert_contact(tx, customer, id, data, approver.as_ref().map(|(id, _)| *id)).await?;
    if !insert_login(tx, login, LoginOwner::Contact(customer, id)).await? {
        return Err(Failure::Refused(ContactRefusal::UserNameTaken));
    }
    let created = AuditEvent::ContactCreated { name: data.name(), approval: data.approval };
    record(tx, customer, actor, None, &created).await?;
    let notice = Notice::NewLogin {
        contact_id: id,
        customer: customer_name(tx, customer).await?,
        user_name: login.user_name.clone(),
        created_by: actor.name.clone(),
        approval: data.approval,
        approver: approver.map(|(_, name)| name),
        is_invited: login.is_invited,
    };
    enqueue(tx, customer, id, None, &notice)?;
    Ok(id)
}

/// The approver in charge of a contact, with their name: a living one of the same customer, and never the contact.
pub(super) async fn approver_of(
    tx: &mut Tx,
    customer: CustomerId,
    contact: ContactId,
    data: &ContactData,
) -> Result<Option<(ContactId, String)>, Failure<ContactRefusal>> {
    let unknown = || Failure::Refused(ContactRefusal::UnknownApprover);
    let Some(id) = data.approval.with_approver(data.approver_id).map_err(|_| unknown())? else { return Ok(None) };
    let name = living_approver(tx, customer, id).await?.filter(|_| id != contact).ok_or_else(unknown)?;
    Ok(Some((id, name)))
}

const INSERT_CONTACT: &str = "
    insert into contacts
        (customer_id, id, salutation, first_name, last_name, email, phone, job_title, language, approval, approver_id, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

async fn insert_contact(
    tx: &mut Tx,
    customer: CustomerId,
    id: ContactId,
    data: &ContactData,
    approver: Option<ContactId>,
) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_CONTACT,
        customer.0,
        id.0,
        data.salutation.word(),
        &data.first_name,
        &data.last_name,
        &data.email,
        &data.phone,
        &data.job_title,
        data.language.word(),
        data.approval.word(),
        approver.map(|approver| approver.0),
        tx.now,
    )?;
    Ok(())
}

const CUSTOMER_NAME: &str = "select name from customers where id = $1";

pub(super) async fn customer_name(tx: &mut Tx, customer: CustomerId) -> Result<String, StoreError> {
    Ok(fetch_value!(tx, String, CUSTOMER_NAME, customer.0)?)
}
