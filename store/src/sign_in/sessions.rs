//! Sessions: opaque tokens, of which only the hashes are kept.

use super::{
    LoginSecret,
    attempts::own_attempt_key,
    devices::{self, DeviceHash},
    logins::{Owner, owner_of_login},
    note_failure,
    second_factor::{Need, Pending, has_factor},
};
use crate::{
    Caller, DraftOwner, Stamp, Store, StoreError,
    engine::{Tx, execute, fetch_one, fetch_optional},
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
/// How long somebody may take to find the code of their second factor.
const PENDING_LIFE: SignedDuration = SignedDuration::from_mins(30);
/// How long after signing in nobody needs to type the password again.
const FRESH: SignedDuration = SignedDuration::from_mins(15);
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

/// Whom a token belongs to, and how far it leads.
#[derive(Clone, Debug)]
pub enum Session {
    /// Signed in.
    Open(Caller),
    /// The password was right; something else is missing.
    Pending(Pending),
    /// It has run out, and leads nowhere: for a day it is known to whom belongs what was typed in it.
    Ended(DraftOwner),
}

impl Store {
    /// Opens a session for a login whose password was right, and forgets this browser's attempts under `user_name`; those
    /// from elsewhere may be somebody else's. Where there is a second factor, the session leads nowhere yet ([`Store::pass`]),
    /// and its browser is not known.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the password that was checked is no longer the login's, or the login was deleted.
    pub async fn open_session(&self, checked: LoginSecret, user_name: &str, session: NewSession) -> Result<(), StoreError> {
        let args = (checked, own_attempt_key(user_name, &session.device_hash), session);
        self.write(Scope::Entrance, args, |tx, (checked, key, session)| Box::pin(open_session(tx, checked, key, session))).await
    }

    /// The person who is signed in with this session; `None` when it has ended, or leads nowhere yet.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn caller(&self, token_hash: [u8; 32]) -> Result<Option<Caller>, StoreError> {
        Ok(match self.session(token_hash).await? {
            Some(Session::Open(caller)) => Some(caller),
            Some(Session::Pending(_) | Session::Ended(_)) | None => None,
        })
    }

    /// The session with this token; `None` when there is none, or none any more.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn session(&self, token_hash: [u8; 32]) -> Result<Option<Session>, StoreError> {
        let Some(found) = self.found_session(token_hash).await? else { return Ok(None) };
        if found.course == Course::GoesOn && found.last_seen_at <= self.now().after(-TOUCH) {
            self.write(Scope::Entrance, found.id, |tx, session| Box::pin(touch(tx, *session))).await?;
        }
        Ok(Some(found.session()))
    }

    /// The same for what an open page does by itself, whether or not somebody sits before it: the session rests on.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn resting_session(&self, token_hash: [u8; 32]) -> Result<Option<Session>, StoreError> {
        Ok(self.found_session(token_hash).await?.map(Found::session))
    }

    async fn found_session(&self, token_hash: [u8; 32]) -> Result<Option<Found>, StoreError> {
        let found = self.read(Scope::Entrance, token_hash, |tx, hash| Box::pin(session(tx, hash))).await?;
        if let Some(Found { id, course: Course::RanOut, .. }) = &found {
            // Seen as ended it stays so, whatever the clock says next.
            note_failure(self.write(Scope::Entrance, *id, |tx, session| Box::pin(end(tx, *session))).await);
        }
        Ok(found)
    }
}

const OPEN: &str = "
    insert into sessions (token_hash, id, login_id, is_remembered, user_agent, created_at, last_seen_at, expires_at)
    select $1, $2, id, $3, $4, $5, $5, $6 from logins where id = $7 and password_hash = $8";

const FORGET_ATTEMPTS: &str = "delete from sign_in_attempts where user_name_key = $1";

async fn open_session(tx: &mut Tx, checked: &LoginSecret, attempt_key: &str, session: &NewSession) -> Result<(), StoreError> {
    let id: Uuid = tx.fresh_id();
    let has_factor = has_factor(tx, checked.login_id).await?;
    let expires_at = tx.now.after(if has_factor { PENDING_LIFE } else { life(session.is_remembered) });
    let agent: String = session.user_agent.chars().filter(|c| !c.is_control()).take(USER_AGENT_LENGTH).collect();
    let hash = session.token_hash.to_vec();
    let (login, password) = (checked.login_id.0, &checked.password_hash);
    let opened = execute!(tx, OPEN, &hash, id, session.is_remembered, &agent, tx.now, expires_at, login, password)?;
    if opened == 0 {
        return Err(StoreError::NotFound);
    }
    if has_factor {
        return Ok(());
    }
    execute!(tx, FORGET_ATTEMPTS, attempt_key)?;
    devices::remember(tx, checked.login_id, &session.device_hash).await
}

const fn life(is_remembered: bool) -> SignedDuration {
    if is_remembered { REMEMBERED_LIFE } else { LIFE }
}

const LET_IN: &str = "
    update sessions set token_hash = $2, has_passed = $3, last_seen_at = $4,
        expires_at = case when is_remembered then $5 else $6 end
    where id = $1 and expires_at > $4 returning is_remembered";

/// A session that goes on under a new token: how long the browser keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct RenewedSession {
    /// Whether it lasts for 30 days, however long it rests.
    pub is_remembered: bool,
}

/// Lets a session lead on, under a new token: whoever knows the old one has only seen the door.
pub(super) async fn let_in(tx: &mut Tx, session: Uuid, token_hash: [u8; 32]) -> Result<RenewedSession, StoreError> {
    let (remembered, other) = (tx.now.after(life(true)), tx.now.after(life(false)));
    Ok(fetch_one!(tx, RenewedSession, LET_IN, session, token_hash.to_vec(), true, tx.now, remembered, other)?)
}

const OF_TOKEN: &str = "
    select id, login_id, created_at, last_seen_at, has_passed, expires_at > $2 and (is_remembered or last_seen_at > $3) as is_living,
        expires_at <= created_at as was_ended
    from sessions where token_hash = $1";

#[derive(FromRow)]
struct TokenRow {
    id: Uuid,
    #[sqlx(try_from = "Uuid")]
    login_id: LoginId,
    created_at: Stamp,
    last_seen_at: Stamp,
    has_passed: bool,
    is_living: bool,
    /// Whether it was seen as ended before.
    was_ended: bool,
}

impl TokenRow {
    const fn course(&self) -> Course {
        match (self.is_living, self.was_ended) {
            (true, _) => Course::GoesOn,
            (false, true) => Course::Ended,
            (false, false) => Course::RanOut,
        }
    }
}

/// Whether a session goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    GoesOn,
    /// Nobody has seen so far that it does not.
    RanOut,
    Ended,
}

struct Found {
    id: Uuid,
    owner: Owner,
    is_fresh: bool,
    last_seen_at: Stamp,
    has_passed: bool,
    course: Course,
}

impl Found {
    /// How far it leads. Asked anew each time: a factor may have been set up, or demanded, since.
    fn session(self) -> Session {
        let Owner { caller, is_demanded, has_factor } = self.owner;
        if self.course != Course::GoesOn {
            return Session::Ended(DraftOwner::from(&caller));
        }
        match (has_factor, is_demanded) {
            (true, _) if !self.has_passed => Session::Pending(Pending::new(caller, Need::Code, self.is_fresh)),
            (false, true) => Session::Pending(Pending::new(caller, Need::SetUp, self.is_fresh)),
            _ => Session::Open(caller),
        }
    }
}

async fn session(tx: &mut Tx, token_hash: &[u8; 32]) -> Result<Option<Found>, StoreError> {
    let row = fetch_optional!(tx, TokenRow, OF_TOKEN, token_hash.to_vec(), tx.now, tx.now.after(-IDLE))?;
    let Some(row) = row else { return Ok(None) };
    let owner = owner_of_login(tx, row.login_id, row.id).await?;
    let course = row.course();
    let TokenRow { id, last_seen_at, has_passed, .. } = row;
    let is_fresh = row.created_at > tx.now.after(-FRESH);
    Ok(owner.map(|owner| Found { id, owner, is_fresh, last_seen_at, has_passed, course }))
}

// It may have been used once more meanwhile. At no time is it open that expires when it began.
const END: &str = "
    update sessions set expires_at = created_at
    where id = $1 and (expires_at <= $2 or (not is_remembered and last_seen_at <= $3))";

async fn end(tx: &mut Tx, session: Uuid) -> Result<(), StoreError> {
    execute!(tx, END, session, tx.now, tx.now.after(-IDLE))?;
    Ok(())
}

const TOUCH_SESSION: &str = "update sessions set last_seen_at = $2 where id = $1 and last_seen_at < $2";

async fn touch(tx: &mut Tx, session: Uuid) -> Result<(), StoreError> {
    execute!(tx, TOUCH_SESSION, session, tx.now)?;
    Ok(())
}
