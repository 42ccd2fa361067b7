//! What the contact administration shows.

use super::{ContactData, living};
use crate::{
    Approver, Store, StoreError,
    engine::{Tx, fetch_all, fetch_value},
    orders::limits_of,
    sign_in::{has_factor, login_of},
};
use domain::{ApprovalKind, ContactId, CustomerId, Limits, text};
use sqlx::FromRow;
use uuid::Uuid;

/// A contact in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// The contact.
    pub id: ContactId,
    /// First and last name.
    pub name: String,
    /// Where mails go.
    pub email: String,
    /// Funktion.
    pub job_title: Option<String>,
    /// Freigabeart.
    pub approval: ApprovalKind,
    /// Who releases this contact's orders.
    pub approver_name: Option<String>,
    /// The name to sign in with.
    pub user_name: String,
    /// Whether there is a second factor.
    pub has_second_factor: bool,
    /// Whether it is the one who asks.
    pub is_self: bool,
}

/// A contact to be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDetail {
    /// The contact.
    pub id: ContactId,
    /// What is known of it.
    pub data: ContactData,
    /// The name to sign in with.
    pub user_name: String,
    /// Whether there is a second factor.
    pub has_second_factor: bool,
    /// What they may order without a release, beside what the Freigabeart says.
    pub limits: Limits,
    /// Whether it is the one who asks.
    pub is_self: bool,
}

/// Somebody who can be chosen as approver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApproverChoice {
    /// The contact.
    pub id: ContactId,
    /// First and last name.
    pub name: String,
}

impl Store {
    /// The contacts of the approver's customer, by last name.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn contacts(&self, approver: &Approver) -> Result<Vec<ContactRow>, StoreError> {
        self.read(approver, approver.clone(), |tx, approver| Box::pin(contacts(tx, approver))).await
    }

    /// One contact.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn contact(&self, approver: &Approver, id: ContactId) -> Result<ContactDetail, StoreError> {
        self.read(approver, (approver.clone(), id), |tx, (approver, id)| Box::pin(contact(tx, approver, *id))).await
    }

    /// The customer's approvers, by last name.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn approvers(&self, approver: &Approver) -> Result<Vec<ApproverChoice>, StoreError> {
        self.read(approver, approver.orderer().customer_id, |tx, customer| Box::pin(approvers(tx, *customer))).await
    }
}

const CONTACTS: &str = "
    select c.id, c.first_name, c.last_name, c.email, c.job_title, c.approval,
        a.first_name || ' ' || a.last_name as approver_name, l.user_name,
        exists (select 1 from second_factors f where f.login_id = l.id and f.confirmed_at is not null) as has_second_factor
    from contacts c
    join logins l on l.customer_id = c.customer_id and l.contact_id = c.id
    left join contacts a on a.customer_id = c.customer_id and a.id = c.approver_id
    where c.customer_id = $1 and c.deleted_at is null";

#[derive(FromRow)]
struct ListRow {
    #[sqlx(try_from = "Uuid")]
    id: ContactId,
    first_name: String,
    last_name: String,
    email: String,
    job_title: Option<String>,
    #[sqlx(try_from = "String")]
    approval: ApprovalKind,
    approver_name: Option<String>,
    user_name: String,
    has_second_factor: bool,
}

// Sorted here, since the engines disagree on where umlauts stand.
async fn contacts(tx: &mut Tx, approver: &Approver) -> Result<Vec<ContactRow>, StoreError> {
    let mut rows = fetch_all!(tx, ListRow, CONTACTS, approver.orderer().customer_id.0)?;
    rows.sort_by_cached_key(|row| (text::search_key(&row.last_name), text::search_key(&row.first_name), row.id));
    Ok(rows.into_iter().map(|row| row.shown_to(approver.orderer().contact_id)).collect())
}

impl ListRow {
    fn shown_to(self, reader: ContactId) -> ContactRow {
        ContactRow {
            id: self.id,
            name: format!("{} {}", self.first_name, self.last_name),
            email: self.email,
            job_title: self.job_title,
            approval: self.approval,
            approver_name: self.approver_name,
            user_name: self.user_name,
            has_second_factor: self.has_second_factor,
            is_self: self.id == reader,
        }
    }
}

const USER_NAME: &str = "select user_name from logins where customer_id = $1 and contact_id = $2";

async fn contact(tx: &mut Tx, approver: &Approver, id: ContactId) -> Result<ContactDetail, StoreError> {
    let orderer = approver.orderer();
    let data = living(tx, orderer.customer_id, id).await?;
    let user_name = user_name(tx, orderer.customer_id, id).await?;
    let login = login_of(tx, orderer.customer_id, id).await?;
    let has_second_factor = has_factor(tx, login).await?;
    let limits = limits_of(tx, orderer.customer_id, id).await?;
    Ok(ContactDetail { id, data, user_name, has_second_factor, limits, is_self: id == orderer.contact_id })
}

pub(crate) async fn user_name(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<String, StoreError> {
    Ok(fetch_value!(tx, String, USER_NAME, customer.0, contact.0)?)
}

const APPROVERS: &str = "
    select id, first_name, last_name from contacts
    where customer_id = $1 and approval = 'approver' and deleted_at is null";

pub(crate) async fn approvers(tx: &mut Tx, customer: CustomerId) -> Result<Vec<ApproverChoice>, StoreError> {
    let mut rows = fetch_all!(tx, (Uuid, String, String), APPROVERS, customer.0)?;
    rows.sort_by_cached_key(|(id, first, last)| (text::search_key(last), text::search_key(first), *id));
    Ok(rows.into_iter().map(|(id, first, last)| ApproverChoice { id: id.into(), name: format!("{first} {last}") }).collect())
}
