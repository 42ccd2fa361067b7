//! What everyone sees and edits of themselves.

use super::{create::customer_name, living, living_approver, read::user_name};
use crate::{
    Orderer, Store, StoreError,
    audit::{record, take_turn},
    engine::{Tx, execute},
    sign_in::void_codes,
};
use domain::{ApprovalKind, Language, Salutation, audit::AuditEvent};

/// A contact's own profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
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
    /// Freigabeart; only an approver can change it.
    pub approval: ApprovalKind,
    /// Who releases this contact's orders.
    pub approver_name: Option<String>,
    /// The name to sign in with.
    pub user_name: String,
    /// The company.
    pub customer_name: String,
}

/// What contacts may change of their own profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileEdit {
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
}

impl Store {
    /// The caller's own profile.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the contact was deleted meanwhile.
    pub async fn profile(&self, orderer: &Orderer) -> Result<Profile, StoreError> {
        self.read(orderer, orderer.clone(), |tx, orderer| Box::pin(profile(tx, orderer))).await
    }

    /// Changes the caller's own profile.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the contact was deleted meanwhile.
    pub async fn edit_profile(&self, orderer: &Orderer, edit: ProfileEdit) -> Result<(), StoreError> {
        self.write(orderer, (orderer.clone(), edit), |tx, (orderer, edit)| Box::pin(edit_profile(tx, orderer, edit))).await
    }
}

async fn profile(tx: &mut Tx, orderer: &Orderer) -> Result<Profile, StoreError> {
    let (customer, contact) = (orderer.customer_id, orderer.contact_id);
    let data = living(tx, customer, contact).await?;
    let approver_name = match data.approver_id {
        Some(approver) => living_approver(tx, customer, approver).await?,
        None => None,
    };
    Ok(Profile {
        salutation: data.salutation,
        first_name: data.first_name,
        last_name: data.last_name,
        email: data.email,
        phone: data.phone,
        job_title: data.job_title,
        language: data.language,
        approval: data.approval,
        approver_name,
        user_name: user_name(tx, customer, contact).await?,
        customer_name: customer_name(tx, customer).await?,
    })
}

const EDIT_PROFILE: &str = "
    update contacts set salutation = $3, first_name = $4, last_name = $5, email = $6, phone = $7, job_title = $8
    where customer_id = $1 and id = $2";

async fn edit_profile(tx: &mut Tx, orderer: &Orderer, edit: &ProfileEdit) -> Result<(), StoreError> {
    let customer = orderer.customer_id;
    take_turn(tx, customer).await?;
    let contact = living(tx, customer, orderer.contact_id).await?;
    let names = (&edit.first_name, &edit.last_name);
    let name = format!("{} {}", names.0, names.1);
    execute!(
        tx,
        EDIT_PROFILE,
        customer.0,
        orderer.contact_id.0,
        edit.salutation.word(),
        names.0,
        names.1,
        &edit.email,
        &edit.phone,
        &edit.job_title,
    )?;
    if contact.email != edit.email {
        void_codes(tx, orderer.login_id).await?;
        record(tx, customer, &orderer.into(), None, &AuditEvent::AddressChanged { name: name.clone() }).await?;
    }
    let changed = AuditEvent::ContactChanged { name, approval: contact.approval };
    record(tx, customer, &orderer.into(), None, &changed).await
}
