//! Sessions: opaque tokens, of which only the hashes are kept.

use super::{
    LoginSecret,
    attempts::own_attempt_key,
    devices::{self, DeviceHash},
    logins::caller_of_login,
    note_failure,
};
use crate::{
    Caller, Stamp, Store, StoreError,
    engine::{Tx, execute, fetch_optional},
    scope::Scope,
};
use domain::LoginId;
use jiff::SignedDuration;
use sqlx::FromRow;
use uuid::Uuid;

/// How long a session lasts at most, and when it is remembered.
const LIFE: SignedDuration = SignedDuration::from_hours(12);
const REMEMBERED_LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long a session that is not remembered may rest.
pub(super) const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// How exactly the last use of a session is known: it is written at most this often.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);
const A_DAY: SignedDuration = SignedDuration::from_hours(24);
/// The most characters of a browser's name that are kept.
const USER_AGENT_LENGTH: usize = 200;

/// A session to be opened.
#[derive(Clone)]
pub struct NewSession {
    /// SHA-256 of the token in the browser's cookie.
    pub token_hash: [u8; 32],
    /// Whether it lasts for 30 days, however long it rests.
    pub is_remembered: bool,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The browser in which it is opened, which is known from then on.
    pub device_hash: DeviceHash,
}

impl Store {
    /// Opens a session for a login whose password was right, and forgets this browser's attempts under `user_name`; those
    /// from elsewhere may be somebody else's.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the password that was checked is no longer the login's, or the login was deleted.
    pub async fn open_session(&self, checked: LoginSecret, user_name: &str, session: NewSession) -> Result<(), StoreError> {
        let args = (checked, own_attempt_key(user_name, &session.device_hash), session);
        self.write(Scope::Entrance, args, |tx, (checked, key, session)| Box::pin(open_session(tx, checked, key, session))).await
    }

    /// The person whose session this is; `None` when it has ended.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn caller(&self, token_hash: [u8; 32]) -> Result<Option<Caller>, StoreError> {
        let Some(found) = self.read(Scope::Entrance, token_hash, |tx, hash| Box::pin(session(tx, hash))).await? else {
            return Ok(None);
        };
        if !found.is_living {
            // Seen as ended it stays so, whatever the clock says next.
            let session = found.caller.session_id();
            note_failure(self.write(Scope::Entrance, session, |tx, session| Box::pin(end(tx, *session))).await);
            return Ok(None);
        }
        if found.last_seen_at <= self.now().after(-TOUCH) {
            self.write(Scope::Entrance, found.caller.session_id(), |tx, session| Box::pin(touch(tx, *session))).await?;
        }
        Ok(Some(found.caller))
    }

    /// Deletes what has run out: sessions, attempts to sign in, drafts of forms, browsers that are known no more.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn purge_stale(&self) -> Result<(), StoreError> {
        self.write(Scope::Entrance, (), |tx, ()| Box::pin(purge_stale(tx))).await
    }
}

const OPEN: &str = "
    insert into sessions (token_hash, id, login_id, is_remembered, user_agent, created_at, last_seen_at, expires_at)
    select $1, $2, id, $3, $4, $5, $5, $6 from logins where id = $7 and password_hash = $8";

const FORGET_ATTEMPTS: &str = "delete from sign_in_attempts where user_name_key = $1";

async fn open_session(tx: &mut Tx, checked: &LoginSecret, attempt_key: &str, session: &NewSession) -> Result<(), StoreError> {
    let id: Uuid = tx.fresh_id();
    let expires_at = tx.now.after(if session.is_remembered { REMEMBERED_LIFE } else { LIFE });
    let agent: String = session.user_agent.chars().filter(|c| !c.is_control()).take(USER_AGENT_LENGTH).collect();
    let hash = session.token_hash.to_vec();
    let (login, password) = (checked.login_id.0, &checked.password_hash);
    let opened = execute!(tx, OPEN, &hash, id, session.is_remembered, &agent, tx.now, expires_at, login, password)?;
    if opened == 0 {
        return Err(StoreError::NotFound);
    }
    execute!(tx, FORGET_ATTEMPTS, attempt_key)?;
    devices::remember(tx, checked.login_id, &session.device_hash).await
}

const OF_TOKEN: &str = "
    select id, login_id, last_seen_at, expires_at > $2 and (is_remembered or last_seen_at > $3) as is_living
    from sessions where token_hash = $1";

#[derive(FromRow)]
struct TokenRow {
    id: Uuid,
    #[sqlx(try_from = "Uuid")]
    login_id: LoginId,
    last_seen_at: Stamp,
    is_living: bool,
}

struct Session {
    caller: Caller,
    last_seen_at: Stamp,
    is_living: bool,
}

async fn session(tx: &mut Tx, token_hash: &[u8; 32]) -> Result<Option<Session>, StoreError> {
    let row = fetch_optional!(tx, TokenRow, OF_TOKEN, token_hash.to_vec(), tx.now, tx.now.after(-IDLE))?;
    let Some(row) = row else { return Ok(None) };
    let caller = caller_of_login(tx, row.login_id, row.id).await?;
    Ok(caller.map(|caller| Session { caller, last_seen_at: row.last_seen_at, is_living: row.is_living }))
}

// It may have been used once more meanwhile.
const END: &str = "
    delete from sessions where id = $1 and (expires_at <= $2 or (not is_remembered and last_seen_at <= $3))";

async fn end(tx: &mut Tx, session: Uuid) -> Result<(), StoreError> {
    execute!(tx, END, session, tx.now, tx.now.after(-IDLE))?;
    Ok(())
}

const TOUCH_SESSION: &str = "update sessions set last_seen_at = $2 where id = $1 and last_seen_at < $2";

async fn touch(tx: &mut Tx, session: Uuid) -> Result<(), StoreError> {
    execute!(tx, TOUCH_SESSION, session, tx.now)?;
    Ok(())
}

const PURGE_SESSIONS: &str = "delete from sessions where expires_at <= $1 or (not is_remembered and last_seen_at <= $2)";
const PURGE_ATTEMPTS: &str = "delete from sign_in_attempts where window_started_at <= $1";
const PURGE_REQUESTS: &str = "delete from password_requests where requested_at <= $1";
const PURGE_CODES: &str = "delete from password_codes where expires_at <= $1";
const PURGE_DRAFTS: &str = "delete from form_drafts where saved_at <= $1";

async fn purge_stale(tx: &mut Tx) -> Result<(), StoreError> {
    let a_day_ago = tx.now.after(-A_DAY);
    execute!(tx, PURGE_SESSIONS, tx.now, tx.now.after(-IDLE))?;
    execute!(tx, PURGE_ATTEMPTS, a_day_ago)?;
    execute!(tx, PURGE_REQUESTS, a_day_ago)?;
    execute!(tx, PURGE_CODES, tx.now)?;
    execute!(tx, PURGE_DRAFTS, a_day_ago)?;
    devices::purge(tx).await
}
