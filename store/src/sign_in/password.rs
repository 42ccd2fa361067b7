//! A new password, whichever way it comes.

use super::{
    devices::{self, DeviceHash},
    open_sessions::close_others,
};
use crate::{
    StoreError,
    engine::{Tx, execute, fetch_value},
};
use domain::{ContactId, CustomerId, LoginId};
use uuid::Uuid;

const SET_PASSWORD: &str = "update logins set password_hash = $2 where id = $1";

/// Where a password was set, which outlives it.
#[derive(Clone, Copy, Default)]
pub(crate) struct SetIn {
    pub(crate) session: Option<Uuid>,
    pub(crate) device: Option<DeviceHash>,
}

/// Gives a login a new password. All its sessions end, and no browser is known any more, but those in which it was set; no code
/// leads to another one.
pub(crate) async fn set_password(tx: &mut Tx, login: LoginId, hash: &str, set_in: SetIn) -> Result<(), StoreError> {
    if execute!(tx, SET_PASSWORD, login.0, hash)? == 0 {
        return Err(StoreError::NotFound);
    }
    void_codes(tx, login).await?;
    devices::forget_others(tx, login, set_in.device.as_ref()).await?;
    close_others(tx, login, set_in.session.unwrap_or_default()).await
}

const VOID_CODES: &str = "delete from password_codes where login_id = $1";
const VOID_KEYS: &str = "
    delete from release_keys
    where (customer_id, contact_id) in (select l.customer_id, l.contact_id from logins l where l.id = $1)";

/// Makes all links in mails to this person worthless that lead somewhere without a password, also because somebody else may read
/// the mails.
pub(crate) async fn void_codes(tx: &mut Tx, login: LoginId) -> Result<(), StoreError> {
    execute!(tx, VOID_CODES, login.0)?;
    execute!(tx, VOID_KEYS, login.0)?;
    Ok(())
}

const LOGIN_OF: &str = "select id from logins where customer_id = $1 and contact_id = $2";

/// The login of a contact.
pub(crate) async fn login_of(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<LoginId, StoreError> {
    Ok(fetch_value!(tx, Uuid, LOGIN_OF, customer.0, contact.0)?.into())
}
