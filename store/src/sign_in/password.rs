//! A new password, whichever way it comes.

use super::{devices, open_sessions::close_others};
use crate::{
    StoreError,
    engine::{Tx, execute, fetch_value},
};
use domain::{ContactId, CustomerId, LoginId};
use uuid::Uuid;

const SET_PASSWORD: &str = "update logins set password_hash = $2 where id = $1";

/// Gives a login a new password. All its sessions end, but the one in which it was set, and no code leads to
/// another one. Where no session set it, no browser is known any more either.
pub(crate) async fn set_password(tx: &mut Tx, login: LoginId, hash: &str, set_in: Option<Uuid>) -> Result<(), StoreError> {
    if execute!(tx, SET_PASSWORD, login.0, hash)? == 0 {
        return Err(StoreError::NotFound);
    }
    void_codes(tx, login).await?;
    if set_in.is_none() {
        devices::forget(tx, login).await?;
    }
    close_others(tx, login, set_in.unwrap_or_default()).await
}

const VOID_CODES: &str = "delete from password_codes where login_id = $1";

/// Makes all links to a new password worthless, also because somebody else may read the mails.
pub(crate) async fn void_codes(tx: &mut Tx, login: LoginId) -> Result<(), StoreError> {
    execute!(tx, VOID_CODES, login.0)?;
    Ok(())
}

const LOGIN_OF: &str = "select id from logins where customer_id = $1 and contact_id = $2";

/// The login of a contact.
pub(crate) async fn login_of(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<LoginId, StoreError> {
    Ok(fetch_value!(tx, Uuid, LOGIN_OF, customer.0, contact.0)?.into())
}
