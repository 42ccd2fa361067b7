//! How often somebody may try to sign in under one name.

use super::{
    devices::{DeviceHash, is_known},
    logins::lookup_key,
};
use crate::{
    Stamp, Store, StoreError,
    engine::{Tx, fetch_optional, fetch_value},
    scope::Scope,
};
use domain::{LoginId, text};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};

/// How often something may be tried.
#[derive(Clone, Copy)]
pub(super) struct Bound {
    /// How many attempts a window has.
    pub(super) most: i64,
    /// How long a window is; after it, counting starts anew, so that nobody can lock another out for good.
    pub(super) window: SignedDuration,
}

const PASSWORDS: Bound = Bound { most: 20, window: SignedDuration::from_mins(15) };

/// Whether an attempt may go on to the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It may.
    Admitted,
    /// There were too many.
    Wait {
        /// When to try again, from now; at least 1.
        seconds: i64,
    },
}

impl Store {
    /// Counts an attempt to sign in under this name, whether or not the name exists. To be called before the
    /// password is hashed: at most 20 are admitted in 15 minutes, from all browsers together but those in which the
    /// login was opened before; each of these has 20 of its own.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn admit_attempt(&self, user_name: &str, device: Option<DeviceHash>) -> Result<Admission, StoreError> {
        let args = (lookup_key(user_name), device);
        self.write(Scope::Entrance, args, |tx, (name, device)| Box::pin(admit_attempt(tx, name, device.as_ref()))).await
    }
}

/// Names are kept as their hashes, for people type passwords into the wrong field.
pub(super) fn attempt_key(user_name: &str) -> String {
    crate::hex::hex(Sha256::digest(text::user_name_key(user_name)))
}

/// The same for a browser in which the login was opened before.
pub(super) fn own_attempt_key(user_name: &str, device: &DeviceHash) -> String {
    crate::hex::hex(Sha256::new().chain_update(device).chain_update(text::user_name_key(user_name)).finalize())
}

/// The key of attempts to pass by a code, of a browser that is known or of all others together. `kind` tells one bound from another.
pub(super) fn code_attempt_key(kind: &str, login: LoginId, device: Option<&DeviceHash>) -> String {
    let device = device.map_or(&[][..], |device| device);
    crate::hex::hex(Sha256::new().chain_update(kind).chain_update(login.0).chain_update(device).finalize())
}

const COUNT: &str = "
    insert into sign_in_attempts (user_name_key, window_started_at, attempts) values ($1, $2, 1)
    on conflict (user_name_key) do update set
        attempts = case when sign_in_attempts.window_started_at <= $3 then 1 else sign_in_attempts.attempts + 1 end,
        window_started_at = case when sign_in_attempts.window_started_at <= $3 then $2 else sign_in_attempts.window_started_at end
    where sign_in_attempts.window_started_at <= $3 or sign_in_attempts.attempts < $4
    returning attempts";

async fn admit_attempt(tx: &mut Tx, name: &str, device: Option<&DeviceHash>) -> Result<Admission, StoreError> {
    let key = match device {
        Some(device) if is_known(tx, name, device).await? => own_attempt_key(name, device),
        _ => attempt_key(name),
    };
    Ok(count(tx, &key, PASSWORDS).await?.into())
}

/// An attempt that was counted.
#[derive(Clone, Copy)]
pub(super) enum Counted {
    /// The how manieth of its window it is, from 1.
    Within(i64),
    /// It is one too many.
    Beyond {
        /// When to try again, from now; at least 1.
        seconds: i64,
    },
}

impl From<Counted> for Admission {
    fn from(counted: Counted) -> Self {
        match counted {
            Counted::Within(_) => Self::Admitted,
            Counted::Beyond { seconds } => Self::Wait { seconds },
        }
    }
}

/// Counts an attempt under this key.
pub(super) async fn count(tx: &mut Tx, key: &str, bound: Bound) -> Result<Counted, StoreError> {
    let oldest_window = tx.now.after(-bound.window);
    match fetch_optional!(tx, (i64,), COUNT, key, tx.now, oldest_window, bound.most)? {
        Some((attempts,)) => Ok(Counted::Within(attempts)),
        None => beyond(tx, key, bound).await,
    }
}

const WINDOW_START: &str = "select window_started_at from sign_in_attempts where user_name_key = $1";

async fn beyond(tx: &mut Tx, key: &str, bound: Bound) -> Result<Counted, StoreError> {
    let window_started_at = fetch_value!(tx, Stamp, WINDOW_START, key)?;
    let rest = window_started_at.after(bound.window).instant().duration_since(tx.now.instant());
    Ok(Counted::Beyond { seconds: rest.as_secs() + i64::from(rest.subsec_nanos() > 0) })
}
