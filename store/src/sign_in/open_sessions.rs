//! The sessions that a person has open, and ending them.

use super::sessions::IDLE;
use crate::{
    Caller, Stamp, Store, StoreError,
    changes::Audience,
    engine::{Tx, execute, fetch_all},
    scope::Scope,
};
use domain::LoginId;
use sqlx::FromRow;
use uuid::Uuid;

/// One of a person's open sessions.
#[derive(Clone, Debug, FromRow)]
pub struct SessionRow {
    /// Names the session in [`Store::close_session_by_id`].
    pub id: Uuid,
    /// What the browser calls itself.
    pub user_agent: String,
    /// When it was opened.
    pub created_at: Stamp,
    /// When it was last used, to a minute.
    pub last_seen_at: Stamp,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

impl Store {
    /// Ends the caller's session.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails. A session that has ended already is no error.
    pub async fn close_session(&self, caller: &Caller) -> Result<(), StoreError> {
        let args = (caller.login_id(), caller.session_id());
        self.write(Scope::Entrance, args, |tx, (login, session)| Box::pin(async move { close(tx, *login, *session).await.map(drop) })).await
    }

    /// Ends all sessions of the caller but this one.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn close_other_sessions(&self, caller: &Caller) -> Result<(), StoreError> {
        let args = (caller.login_id(), caller.session_id());
        self.write(Scope::Entrance, args, |tx, (login, session)| Box::pin(close_others(tx, *login, *session))).await
    }

    /// Ends one of the caller's sessions.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not one of theirs.
    pub async fn close_session_by_id(&self, caller: &Caller, session_id: Uuid) -> Result<(), StoreError> {
        let args = (caller.login_id(), session_id);
        let closed = self.write(Scope::Entrance, args, |tx, (login, session)| Box::pin(close(tx, *login, *session))).await?;
        if closed { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// The caller's open sessions, the last used first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn sessions(&self, caller: &Caller) -> Result<Vec<SessionRow>, StoreError> {
        let args = (caller.login_id(), caller.session_id());
        self.read(Scope::Entrance, args, |tx, (login, session)| Box::pin(sessions(tx, *login, *session))).await
    }
}

const CLOSE: &str = "delete from sessions where login_id = $1 and id = $2";

async fn close(tx: &mut Tx, login: LoginId, session: Uuid) -> Result<bool, StoreError> {
    let closed = execute!(tx, CLOSE, login.0, session)?;
    tx.announce(Audience::Login(login));
    Ok(closed == 1)
}

const CLOSE_OTHERS: &str = "delete from sessions where login_id = $1 and id <> $2";

pub(super) async fn close_others(tx: &mut Tx, login: LoginId, current: Uuid) -> Result<(), StoreError> {
    execute!(tx, CLOSE_OTHERS, login.0, current)?;
    tx.announce(Audience::Login(login));
    Ok(())
}

const SESSIONS: &str = "
    select id, user_agent, created_at, last_seen_at, id = $2 as is_current from sessions
    where login_id = $1 and expires_at > $3 and (is_remembered or last_seen_at > $4)
        and (has_passed or not exists (
            select 1 from second_factors f where f.login_id = sessions.login_id and f.confirmed_at is not null
        ))
    order by last_seen_at desc, id desc";

async fn sessions(tx: &mut Tx, login: LoginId, current: Uuid) -> Result<Vec<SessionRow>, StoreError> {
    Ok(fetch_all!(tx, SessionRow, SESSIONS, login.0, current, tx.now, tx.now.after(-IDLE))?)
}
