//! Changing and deleting contacts.

use super::{
    ContactData, ContactRefusal, check_still_approver, create::approver_of, limits::in_charge_for_limits, living, succession::succeed,
    user_name,
};
use crate::{
    Approver, Failure, Store, StoreError,
    audit::{record, take_turn},
    dead_ends::Outlook,
    engine::{Tx, execute},
    learning::end_those_of,
    outbox::enqueue,
    sign_in::{SetIn, login_of, set_password, void_codes},
};
use domain::{
    ApprovalKind, ContactId, CustomerId,
    audit::AuditEvent,
    notice::{LoginChange, Notice},
};

impl Store {
    /// Changes a contact's data and rights; of another address the contact hears at the one before. When an approver stops being one,
    /// `successor` takes over the contacts and waiting orders that depend on them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or any [`ContactRefusal`] but [`ContactRefusal::UserNameTaken`].
    pub async fn edit_contact(
        &self,
        approver: &Approver,
        id: ContactId,
        data: ContactData,
        successor: Option<ContactId>,
    ) -> Result<(), Failure<ContactRefusal>> {
        let args = (approver.clone(), id, data, successor);
        self.write(approver, args, |tx, (approver, id, data, successor)| Box::pin(edit_contact(tx, approver, *id, data, *successor))).await
    }

    /// Deletes a contact with its login. Its orders stay, and those that wait can still be decided.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or a [`ContactRefusal`] that concerns who goes and who takes over.
    pub async fn delete_contact(
        &self,
        approver: &Approver,
        id: ContactId,
        successor: Option<ContactId>,
    ) -> Result<(), Failure<ContactRefusal>> {
        let args = (approver.clone(), id, successor);
        self.write(approver, args, |tx, (approver, id, successor)| Box::pin(delete_contact(tx, approver, *id, *successor))).await
    }

    /// Gives a contact a new password and ends their sessions; the contact hears of it by mail.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], also for one's own: [`Store::change_password`] is for whoever knows the present one.
    pub async fn set_contact_password(&self, approver: &Approver, id: ContactId, new_hash: String) -> Result<(), StoreError> {
        let args = (approver.clone(), id, new_hash);
        self.write(approver, args, |tx, (approver, id, hash)| Box::pin(set_contact_password(tx, approver, *id, hash))).await
    }
}

async fn edit_contact(
    tx: &mut Tx,
    approver: &Approver,
    id: ContactId,
    data: &ContactData,
    successor: Option<ContactId>,
) -> Result<(), Failure<ContactRefusal>> {
    let before = begin(tx, approver, id).await?;
    let customer = approver.orderer().customer_id;
    let outlook = Outlook::of(tx, customer).await?;
    if before.approval == ApprovalKind::Approver && data.approval != ApprovalKind::Approver {
        succeed(tx, approver, (id, &before.name()), successor).await?;
    }
    let in_charge = match approver_of(tx, customer, id, data).await? {
        Some((in_charge, _)) => Some(in_charge),
        None => in_charge_for_limits(tx, (customer, id), data.approval, before.approver_id).await?,
    };
    update_contact(tx, customer, id, data, in_charge).await?;
    if !data.approval.is_reviewed() {
        end_those_of(tx, approver, (id, &data.name())).await?;
    }
    outlook.allow_nothing_new(tx, customer, ContactRefusal::Stuck).await?;
    if before.email != data.email {
        follow_address(tx, approver, id, (before.email, data)).await?;
    }
    let changed = AuditEvent::ContactChanged { name: data.name(), approval: data.approval };
    Ok(record(tx, customer, &approver.into(), None, &changed).await?)
}

/// What follows from another address: no link that went to the one before leads anywhere any more, and whoever reads mails there hears
/// of it.
async fn follow_address(tx: &mut Tx, approver: &Approver, id: ContactId, (before, data): (String, &ContactData)) -> Result<(), StoreError> {
    let customer = approver.orderer().customer_id;
    let login = login_of(tx, customer, id).await?;
    void_codes(tx, login).await?;
    record(tx, customer, &approver.into(), None, &AuditEvent::AddressChanged { name: data.name() }).await?;
    tell(tx, approver, id, LoginChange::Address { before }).await
}

/// Tells a contact what an approver has changed about their login: otherwise one could sign in as another, and nobody would notice.
async fn tell(tx: &mut Tx, approver: &Approver, id: ContactId, change: LoginChange) -> Result<(), StoreError> {
    let me = approver.orderer();
    if id == me.contact_id {
        return Ok(());
    }
    let user_name = user_name(tx, me.customer_id, id).await?;
    enqueue(tx, me.customer_id, id, None, &Notice::LoginChanged { user_name, change, by: me.name() })
}

/// Takes the customer's turn and gives the contact as it is.
pub(crate) async fn begin(tx: &mut Tx, approver: &Approver, id: ContactId) -> Result<ContactData, StoreError> {
    let customer = approver.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, approver).await?;
    living(tx, customer, id).await
}

const UPDATE_CONTACT: &str = "
    update contacts set salutation = $3, first_name = $4, last_name = $5, email = $6, phone = $7, job_title = $8,
        language = $9, approval = $10, approver_id = $11
    where customer_id = $1 and id = $2";

async fn update_contact(
    tx: &mut Tx,
    customer: CustomerId,
    id: ContactId,
    data: &ContactData,
    approver: Option<ContactId>,
) -> Result<(), StoreError> {
    execute!(
        tx,
        UPDATE_CONTACT,
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
    )?;
    Ok(())
}

const DELETE_LOGIN: &str = "delete from logins where customer_id = $1 and contact_id = $2";
const DELETE_CART: &str = "delete from carts where customer_id = $1 and contact_id = $2";
const DELETE_DRAFTS: &str = "delete from form_drafts where contact_id = $1";
const MARK_DELETED: &str = "update contacts set deleted_at = $3 where customer_id = $1 and id = $2";

async fn delete_contact(
    tx: &mut Tx,
    approver: &Approver,
    id: ContactId,
    successor: Option<ContactId>,
) -> Result<(), Failure<ContactRefusal>> {
    let contact = begin(tx, approver, id).await?;
    let customer = approver.orderer().customer_id;
    let outlook = Outlook::of(tx, customer).await?;
    if contact.approval == ApprovalKind::Approver {
        succeed(tx, approver, (id, &contact.name()), successor).await?;
    }
    execute!(tx, DELETE_LOGIN, customer.0, id.0)?;
    execute!(tx, DELETE_CART, customer.0, id.0)?;
    execute!(tx, DELETE_DRAFTS, id.0)?;
    execute!(tx, MARK_DELETED, customer.0, id.0, tx.now)?;
    end_those_of(tx, approver, (id, &contact.name())).await?;
    outlook.allow_nothing_new(tx, customer, ContactRefusal::Stuck).await?;
    let deleted = AuditEvent::ContactDeleted { name: contact.name() };
    Ok(record(tx, customer, &approver.into(), None, &deleted).await?)
}

async fn set_contact_password(tx: &mut Tx, approver: &Approver, id: ContactId, hash: &str) -> Result<(), StoreError> {
    let contact = begin(tx, approver, id).await?;
    // Otherwise whoever finds an approver's session open could take the login over without knowing its password.
    if id == approver.orderer().contact_id {
        return Err(StoreError::NotFound);
    }
    let customer = approver.orderer().customer_id;
    let login = login_of(tx, customer, id).await?;
    set_password(tx, login, hash, SetIn::default()).await?;
    record(tx, customer, &approver.into(), None, &AuditEvent::PasswordChanged { name: contact.name() }).await?;
    tell(tx, approver, id, LoginChange::Password).await
}
