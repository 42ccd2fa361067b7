//! The second factor: besides the password, a code from an app on the phone (TOTP, RFC 6238), or a recovery code.
//!
//! Whoever has one is not let in by the password alone; whoever has none where one is demanded gets as far as setting it up.

mod change;
mod code;
mod demand;
mod door;
mod recovery;
mod set_up;

pub use change::FactorDemanded;
pub use code::FactorSecret;
pub use demand::SecondFactorMissing;
pub use door::{Need, Pending};
pub(super) use set_up::purge;
pub use set_up::{FactorOwner, FactorRefusal, FactorStage, SecondFactor};

use crate::{
    Caller, Stamp, StoreError,
    audit::{record, take_turn},
    caller::Actor,
    engine::{Tx, fetch_optional, fetch_value},
    outbox::enqueue,
};
use code::FactorSecret as Secret;
use domain::{
    LoginId,
    audit::AuditEvent,
    notice::{FactorChange, Notice},
};
use sqlx::FromRow;
use uuid::Uuid;

/// A code was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// It is wrong.
    Wrong,
    /// It was right, and has been used; or it is older than one that was.
    Used,
    /// It is none of the recovery codes that are left.
    NoRecoveryCode,
}

const FACTOR: &str = "
    select secret, confirmed_at is not null as is_confirmed, last_step, offered_in, offered_at from second_factors where login_id = $1";

#[derive(FromRow)]
struct Factor {
    secret: Vec<u8>,
    is_confirmed: bool,
    last_step: i64,
    offered_in: Option<Uuid>,
    offered_at: Stamp,
}

async fn factor(tx: &mut Tx, login: LoginId) -> Result<Option<Factor>, StoreError> {
    Ok(fetch_optional!(tx, Factor, FACTOR, login.0)?)
}

/// Whether a login has a second factor.
pub(crate) async fn has_factor(tx: &mut Tx, login: LoginId) -> Result<bool, StoreError> {
    Ok(factor(tx, login).await?.is_some_and(|factor| factor.is_confirmed))
}

impl Factor {
    /// The time step of a code from the app, if it is right and none so late was accepted before.
    fn accept(&self, code: &str, tx: &Tx) -> Result<Result<i64, CodeRefusal>, StoreError> {
        let step = Secret::from_row(self.secret.clone()).step_of(code, tx.now.instant().as_second())?;
        Ok(match step {
            None => Err(CodeRefusal::Wrong),
            Some(step) if step <= self.last_step => Err(CodeRefusal::Used),
            Some(step) => Ok(step),
        })
    }
}

/// Takes the turn of the caller's customer, for what is noted in its record. The supplier's people have none.
async fn take_own_turn(tx: &mut Tx, caller: &Caller) -> Result<(), StoreError> {
    match caller {
        Caller::Contact(orderer) => take_turn(tx, orderer.customer_id).await,
        Caller::Supplier(_) => Ok(()),
    }
}

/// Notes in the customer's record what was done about a contact's factor, by that contact or by somebody else.
async fn note(tx: &mut Tx, caller: &Caller, by: Option<Actor>, event: impl FnOnce(String) -> AuditEvent) -> Result<(), StoreError> {
    let Caller::Contact(orderer) = caller else { return Ok(()) };
    let actor = by.unwrap_or_else(|| orderer.into());
    record(tx, orderer.customer_id, &actor, None, &event(orderer.name())).await
}

const USER_NAME: &str = "select user_name from logins where id = $1";

/// Tells a contact by mail what happened.
async fn tell(tx: &mut Tx, caller: &Caller, change: FactorChange, by: Option<String>) -> Result<(), StoreError> {
    let Caller::Contact(orderer) = caller else { return Ok(()) };
    let user_name = fetch_value!(tx, String, USER_NAME, orderer.login_id.0)?;
    let notice = Notice::SecondFactor { user_name, change, by };
    enqueue(tx, orderer.customer_id, orderer.contact_id, None, &notice)
}
