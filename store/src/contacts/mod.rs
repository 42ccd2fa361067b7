//! The people of a customer: an approver administers them, everyone edits their own profile.

mod change;
mod create;
mod limits;
mod profile;
mod read;
mod succession;

pub(crate) use change::begin;
pub(crate) use create::create;
pub use limits::LimitsRefusal;
pub use profile::{Profile, ProfileEdit};
pub use read::{ApproverChoice, ContactDetail, ContactRow};
pub(crate) use read::{approvers, user_name};

use crate::{
    Approver, StoreError,
    dead_ends::Stuck,
    engine::{Tx, fetch_one, fetch_optional, fetch_with_rows},
};
use domain::{ApprovalKind, ContactId, CustomerId, Dependants, Language, Salutation};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

/// What is known of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactData {
    /// Anrede.
    pub salutation: Salutation,
    /// Vorname.
    pub first_name: String,
    /// Name.
    pub last_name: String,
    /// Where mails go.
    pub email: String,
    /// Telefon.
    pub phone: Option<String>,
    /// Funktion.
    pub job_title: Option<String>,
    /// The language of screens and mails.
    pub language: Language,
    /// Freigabeart.
    pub approval: ApprovalKind,
    /// Who releases this contact's orders. Demanded for the kinds that are reviewed, dropped for the others.
    pub approver_id: Option<ContactId>,
}

impl ContactData {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// Why a contact was not created, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactRefusal {
    /// The user name belongs to somebody already.
    UserNameTaken,
    /// The kind is reviewed, and the approver given is none, or no longer one.
    UnknownApprover,
    /// Contacts or waiting orders depend on this approver: somebody must take over.
    SuccessorNeeded(Dependants),
    /// Who shall take over is no approver, or no longer one.
    UnknownSuccessor,
    /// Who shall take over has ordered something that waits for this approver, and nobody decides what they have ordered themselves.
    SuccessorOrdered,
    /// Who shall take over has released something that waits for this approver to confirm it, and nobody confirms their own release.
    SuccessorReleased,
    /// What is above the limit of whoever shall take over goes on to this approver, and would come back to them.
    SuccessorBelow,
    /// The customer would be left without an approver.
    LastApprover,
    /// Two people release each order, and only one would be left.
    FourEyes,
    /// Nobody could decide these orders.
    Stuck(Vec<Stuck>),
}

const LIVING: &str = "
    select salutation, first_name, last_name, email, phone, job_title, language, approval, approver_id
    from contacts where customer_id = $1 and id = $2 and deleted_at is null";

#[derive(FromRow)]
struct DataRow {
    #[sqlx(try_from = "String")]
    salutation: Salutation,
    first_name: String,
    last_name: String,
    email: String,
    phone: Option<String>,
    job_title: Option<String>,
    #[sqlx(try_from = "String")]
    language: Language,
    #[sqlx(try_from = "String")]
    approval: ApprovalKind,
    approver_id: Option<Uuid>,
}

impl From<DataRow> for ContactData {
    fn from(row: DataRow) -> Self {
        Self {
            salutation: row.salutation,
            first_name: row.first_name,
            last_name: row.last_name,
            email: row.email,
            phone: row.phone,
            job_title: row.job_title,
            language: row.language,
            approval: row.approval,
            approver_id: row.approver_id.map(ContactId),
        }
    }
}

/// A contact who was not deleted.
async fn living(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<ContactData, StoreError> {
    Ok(fetch_one!(tx, DataRow, LIVING, customer.0, contact.0)?.into())
}

const LIVING_APPROVER: &str = "
    select first_name || ' ' || last_name from contacts
    where customer_id = $1 and id = $2 and approval = 'approver' and deleted_at is null";

/// The name of a living approver.
pub(crate) async fn living_approver(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<Option<String>, StoreError> {
    let row = fetch_optional!(tx, (String,), LIVING_APPROVER, customer.0, contact.0)?;
    Ok(row.map(|(name,)| name))
}

const LIVING_APPROVERS: [&str; 2] = [
    "with wanted (customer_id, id) as (",
    ")
    select id, first_name || ' ' || last_name from contacts
    where customer_id = $1 and id in (select id from wanted) and approval = 'approver' and deleted_at is null",
];

/// The names of those of these contacts who are living approvers.
pub(crate) async fn living_approvers(
    tx: &mut Tx,
    customer: CustomerId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, String>, StoreError> {
    if contacts.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = fetch_with_rows!(tx, (Uuid, String), LIVING_APPROVERS, contacts, |contact| [customer.0, contact.0])?;
    Ok(rows.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

/// The caller may have been demoted or deleted since the request began.
pub(crate) async fn check_still_approver(tx: &mut Tx, approver: &Approver) -> Result<(), StoreError> {
    let orderer = approver.orderer();
    match living_approver(tx, orderer.customer_id, orderer.contact_id).await? {
        Some(_) => Ok(()),
        None => Err(StoreError::NotFound),
    }
}
