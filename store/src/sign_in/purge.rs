//! What has run out is deleted now and then.

use super::{devices, second_factor};
use crate::{
    Store, StoreError,
    engine::{Tx, execute},
    orders::purge_keys,
    scope::Scope,
};
use jiff::SignedDuration;

const A_DAY: SignedDuration = SignedDuration::from_hours(24);

impl Store {
    /// Deletes what has run out: sessions, attempts to sign in, drafts of forms, keys in mails, browsers that are known no more, second factors
    /// that were never set up.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn purge_stale(&self) -> Result<(), StoreError> {
        self.write(Scope::Entrance, (), |tx, ()| Box::pin(purge_stale(tx))).await
    }
}

// For as long as drafts are kept it is known to whom they belong.
const PURGE_SESSIONS: &str = "delete from sessions where (expires_at <= $1 or not is_remembered) and last_seen_at <= $2";
const PURGE_ATTEMPTS: &str = "delete from sign_in_attempts where window_started_at <= $1";
const PURGE_REQUESTS: &str = "delete from password_requests where requested_at <= $1";
const PURGE_CODES: &str = "delete from password_codes where expires_at <= $1";
const PURGE_DRAFTS: &str = "delete from form_drafts where saved_at <= $1";

async fn purge_stale(tx: &mut Tx) -> Result<(), StoreError> {
    let a_day_ago = tx.now.after(-A_DAY);
    execute!(tx, PURGE_SESSIONS, tx.now, a_day_ago)?;
    execute!(tx, PURGE_ATTEMPTS, a_day_ago)?;
    execute!(tx, PURGE_REQUESTS, a_day_ago)?;
    execute!(tx, PURGE_CODES, tx.now)?;
    execute!(tx, PURGE_DRAFTS, a_day_ago)?;
    purge_keys(tx).await?;
    second_factor::purge(tx).await?;
    devices::purge(tx).await
}
