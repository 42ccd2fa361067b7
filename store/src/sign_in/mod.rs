//! Signing in: attempts, logins, sessions, and the supplier with its people.

mod attempts;
mod devices;
mod forgotten;
mod logins;
mod open_sessions;
mod own;
mod password;
mod purge;
mod second_factor;
mod sessions;
mod supplier;

pub use attempts::*;
pub use devices::DeviceHash;
pub(crate) use forgotten::issue_code;
pub(crate) use logins::owner_of_login;
pub use logins::*;
pub use open_sessions::*;
pub(crate) use password::{SetIn, login_of, set_password, void_codes};
pub(crate) use second_factor::has_factor;
pub use second_factor::*;
pub use sessions::*;
pub use supplier::*;

use crate::{Caller, StoreError};
use domain::LoginId;
use uuid::Uuid;

/// What has run out is refused whether or not that could be written down at once.
pub(crate) fn note_failure(written: Result<(), StoreError>) {
    if let Err(error) = written {
        tracing::warn!(%error, "that something has run out could not be written down");
    }
}

impl Caller {
    /// Where mails to this person go.
    pub fn email(&self) -> &str {
        match self {
            Self::Contact(orderer) => &orderer.email,
            Self::Supplier(person) => &person.email,
        }
    }

    pub(crate) const fn login_id(&self) -> LoginId {
        match self {
            Self::Contact(orderer) => orderer.login_id,
            Self::Supplier(person) => person.login_id,
        }
    }

    pub(crate) const fn session_id(&self) -> Uuid {
        match self {
            Self::Contact(orderer) => orderer.session_id,
            Self::Supplier(person) => person.session_id,
        }
    }
}
