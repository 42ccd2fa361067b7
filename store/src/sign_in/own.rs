//! What people change about their own login.

use super::{DeviceHash, FactorOwner, SetIn, logins::LoginSecret, set_password};
use crate::{
    Caller, Store, StoreError,
    audit::{record, take_turn},
    engine::{Tx, execute, fetch_one},
};
use domain::{Language, LoginId, audit::AuditEvent};

impl Store {
    /// What the caller's present password is checked against.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the login was deleted meanwhile.
    pub async fn own_secret(&self, caller: &Caller) -> Result<LoginSecret, StoreError> {
        self.read(caller, caller.login_id(), |tx, login| Box::pin(own_secret(tx, *login))).await
    }

    /// The same for whoever sets up their second factor.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the login was deleted meanwhile.
    pub async fn secret_of_owner(&self, owner: &FactorOwner) -> Result<LoginSecret, StoreError> {
        self.own_secret(owner.caller()).await
    }

    /// Changes the caller's password, ends their other sessions, and knows no other browser of theirs any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the login was deleted meanwhile.
    pub async fn change_password(&self, caller: &Caller, new_hash: String, device: Option<DeviceHash>) -> Result<(), StoreError> {
        let args = (caller.clone(), new_hash, device);
        self.write(caller, args, |tx, (caller, hash, device)| Box::pin(change_password(tx, caller, hash, *device))).await
    }

    /// Changes the language of the caller's screens and mails.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the person was deleted meanwhile.
    pub async fn set_language(&self, caller: &Caller, language: Language) -> Result<(), StoreError> {
        self.write(caller, (caller.clone(), language), |tx, (caller, language)| Box::pin(set_language(tx, caller, *language))).await
    }
}

const OWN_SECRET: &str = "select id as login_id, user_name, password_hash from logins where id = $1";

async fn own_secret(tx: &mut Tx, login: LoginId) -> Result<LoginSecret, StoreError> {
    Ok(fetch_one!(tx, LoginSecret, OWN_SECRET, login.0)?)
}

async fn change_password(tx: &mut Tx, caller: &Caller, hash: &str, device: Option<DeviceHash>) -> Result<(), StoreError> {
    if let Caller::Contact(orderer) = caller {
        take_turn(tx, orderer.customer_id).await?;
        record(tx, orderer.customer_id, &orderer.into(), None, &AuditEvent::PasswordChanged { name: orderer.name() }).await?;
    }
    set_password(tx, caller.login_id(), hash, SetIn { session: Some(caller.session_id()), device }).await
}

const CONTACT_LANGUAGE: &str = "
    update contacts set language = $3 where customer_id = $1 and id = $2 and deleted_at is null";

const PERSON_LANGUAGE: &str = "update supplier_people set language = $2 where id = $1";

async fn set_language(tx: &mut Tx, caller: &Caller, language: Language) -> Result<(), StoreError> {
    let changed = match caller {
        Caller::Contact(orderer) => {
            take_turn(tx, orderer.customer_id).await?;
            execute!(tx, CONTACT_LANGUAGE, orderer.customer_id.0, orderer.contact_id.0, language.word())?
        }
        Caller::Supplier(person) => execute!(tx, PERSON_LANGUAGE, person.person_id.0, language.word())?,
    };
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}
