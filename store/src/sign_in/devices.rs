//! Browsers in which somebody has signed in before. They have tries of their own: whoever guesses a password from elsewhere uses
//! up the tries of everywhere else, and cannot keep its owner out.

use crate::{
    StoreError,
    engine::{Tx, execute, fetch_optional},
};
use domain::LoginId;
use jiff::SignedDuration;
use uuid::Uuid;

/// SHA-256 of the token by which a browser is known again.
pub type DeviceHash = [u8; 32];

/// How long a browser is known after somebody signed in there.
const LIFE: SignedDuration = SignedDuration::from_hours(365 * 24);

/// How many browsers of a login are known at most.
const MOST: i64 = 10;

const IS_KNOWN: &str = "
    select l.user_name_key from known_devices d join logins l on l.id = d.login_id
    where l.user_name_key = $1 and d.token_hash = $2 and d.seen_at > $3";

/// Whether the login with this name was opened in this browser before.
pub(super) async fn is_known(tx: &mut Tx, name_key: &str, device: &DeviceHash) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (String,), IS_KNOWN, name_key, device.to_vec(), tx.now.after(-LIFE))?.is_some())
}

const IS_KNOWN_TO: &str = "select login_id from known_devices where login_id = $1 and token_hash = $2 and seen_at > $3";

/// The same for a login that is known by more than its name.
pub(super) async fn is_known_to(tx: &mut Tx, login: LoginId, device: &DeviceHash) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (Uuid,), IS_KNOWN_TO, login.0, device.to_vec(), tx.now.after(-LIFE))?.is_some())
}

const REMEMBER: &str = "
    insert into known_devices (login_id, token_hash, seen_at) values ($1, $2, $3)
    on conflict (login_id, token_hash) do update set seen_at = excluded.seen_at";

// What comes last stays: each browser has tries of its own, so there must not be any number of them.
const KEEP_NEWEST: &str = "
    delete from known_devices where login_id = $1 and token_hash not in (
        select token_hash from known_devices where login_id = $1 order by seen_at desc, token_hash limit $2
    )";

/// Knows the browser from now on, and of those before the newest.
pub(super) async fn remember(tx: &mut Tx, login: LoginId, device: &DeviceHash) -> Result<(), StoreError> {
    execute!(tx, REMEMBER, login.0, device.to_vec(), tx.now)?;
    execute!(tx, KEEP_NEWEST, login.0, MOST)?;
    Ok(())
}

const FORGET_OTHERS: &str = "delete from known_devices where login_id = $1 and token_hash <> $2";

/// Knows no other browser of this login any more, for somebody else may have signed in there.
pub(super) async fn forget_others(tx: &mut Tx, login: LoginId, kept: Option<&DeviceHash>) -> Result<(), StoreError> {
    execute!(tx, FORGET_OTHERS, login.0, kept.map_or_else(Vec::new, |device| device.to_vec()))?;
    Ok(())
}

const PURGE: &str = "delete from known_devices where seen_at <= $1";

/// Deletes what has run out.
pub(super) async fn purge(tx: &mut Tx) -> Result<(), StoreError> {
    execute!(tx, PURGE, tx.now.after(-LIFE))?;
    Ok(())
}
