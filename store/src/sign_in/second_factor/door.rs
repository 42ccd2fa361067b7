//! Between the password and the portal: whoever has given the one and does not get into the other yet.

use super::{CodeRefusal, code::recovery_hash, factor, note, take_own_turn, tell};
use crate::{
    Admission, Caller, DraftOwner, Failure, Store, StoreError,
    engine::{Tx, execute},
    scope::Scope,
    sign_in::{
        attempts::{Bound, Counted, code_attempt_key, count},
        devices::{self, DeviceHash},
        sessions::{RenewedSession, let_in},
    },
};
use domain::{Language, LoginId, audit::AuditEvent, notice::FactorChange, second_factor::FactorCode};
use jiff::SignedDuration;

/// How many codes may be tried: a few in a row, and not all day. Three of a million are right at a time, so that whoever knows the
/// password and guesses codes gets in after tens of years on average. Recovery codes have so many bits that only the first bound matters.
const IN_A_ROW: Bound = Bound { most: 5, window: SignedDuration::from_mins(15) };
const IN_A_DAY: Bound = Bound { most: 20, window: SignedDuration::from_hours(24) };

/// Whoever has given the right password, and is not let in by it alone.
#[derive(Clone, Debug)]
pub struct Pending {
    caller: Caller,
    need: Need,
    is_fresh: bool,
}

/// What is missing besides the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A code of the second factor.
    Code,
    /// A second factor, as one is demanded.
    SetUp,
}

impl Pending {
    pub(in crate::sign_in) const fn new(caller: Caller, need: Need, is_fresh: bool) -> Self {
        Self { caller, need, is_fresh }
    }

    pub(super) const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// What is missing.
    #[must_use]
    pub const fn need(&self) -> Need {
        self.need
    }

    /// Whether the password was given within the last quarter of an hour.
    #[must_use]
    pub const fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    /// The language of screens and mails.
    #[must_use]
    pub const fn language(&self) -> Language {
        match &self.caller {
            Caller::Contact(orderer) => orderer.language(),
            Caller::Supplier(person) => person.language(),
        }
    }
}

impl From<&Pending> for DraftOwner {
    fn from(pending: &Pending) -> Self {
        Self::from(&pending.caller)
    }
}

impl Store {
    /// Counts an attempt to pass by a code, as [`Store::admit_attempt`] counts those of passwords: at most 5 in 15 minutes, and 20
    /// codes from the app in a day, from all browsers together but those in which the factor was passed before; each of these has
    /// as many of its own. Whose tries are used up is told by mail, for somebody knows the password.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn admit_code_attempt(
        &self,
        pending: &Pending,
        code: &FactorCode,
        device: Option<DeviceHash>,
    ) -> Result<Admission, StoreError> {
        let is_of_app = matches!(code, FactorCode::App(_));
        let args = (pending.caller.login_id(), is_of_app, device);
        let counted = self
            .write(Scope::Entrance, args, |tx, (login, is_of_app, device)| Box::pin(count_code(tx, *login, *is_of_app, device.as_ref())))
            .await?;
        if matches!(counted, Counted::Within(attempts) if attempts == IN_A_ROW.most) {
            let caller = pending.caller.clone();
            self.write(&pending.caller, caller, |tx, caller| Box::pin(tell(tx, caller, FactorChange::Guessed, None))).await?;
        }
        Ok(counted.into())
    }

    /// Lets somebody in by a code. The session goes on under a new token, and the browser is known from now on.
    ///
    /// # Errors
    /// Any [`CodeRefusal`]; [`StoreError::NotFound`] when the session has ended or no code is missing any more.
    pub async fn pass(
        &self,
        pending: &Pending,
        code: FactorCode,
        token_hash: [u8; 32],
        device: DeviceHash,
    ) -> Result<RenewedSession, Failure<CodeRefusal>> {
        let args = (pending.caller.clone(), code, token_hash, device);
        self.write(&pending.caller, args, |tx, (caller, code, token, device)| Box::pin(pass(tx, caller, code, *token, device))).await
    }

    /// Ends the session of somebody who was not let in.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails. A session that has ended already is no error.
    pub async fn turn_back(&self, pending: &Pending) -> Result<(), StoreError> {
        self.close_session(&pending.caller).await
    }
}

async fn count_code(tx: &mut Tx, login: LoginId, is_of_app: bool, device: Option<&DeviceHash>) -> Result<Counted, StoreError> {
    let known = match device {
        Some(device) if devices::is_known_to(tx, login, device).await? => Some(device),
        _ => None,
    };
    if is_of_app && let beyond @ Counted::Beyond { .. } = count(tx, &code_attempt_key("day", login, known), IN_A_DAY).await? {
        return Ok(beyond);
    }
    count(tx, &code_attempt_key("row", login, known), IN_A_ROW).await
}

async fn pass(
    tx: &mut Tx,
    caller: &Caller,
    code: &FactorCode,
    token_hash: [u8; 32],
    device: &DeviceHash,
) -> Result<RenewedSession, Failure<CodeRefusal>> {
    let login = caller.login_id();
    match code {
        FactorCode::App(code) => use_app_code(tx, login, code).await?,
        FactorCode::Recovery(code) => use_recovery_code(tx, caller, code).await?,
    }
    let renewed = let_in(tx, caller.session_id(), token_hash).await?;
    devices::remember(tx, login, device).await?;
    forget_attempts(tx, login, device).await?;
    Ok(renewed)
}

// Of two that use a code at once, the second one finds it used.
const USE_STEP: &str = "update second_factors set last_step = $2 where login_id = $1 and last_step < $2 and confirmed_at is not null";

async fn use_app_code(tx: &mut Tx, login: LoginId, code: &str) -> Result<(), Failure<CodeRefusal>> {
    let factor = factor(tx, login).await?.filter(|factor| factor.is_confirmed).ok_or(StoreError::NotFound)?;
    let step = factor.accept(code, tx)?.map_err(Failure::Refused)?;
    match execute!(tx, USE_STEP, login.0, step)? {
        0 => Err(Failure::Refused(CodeRefusal::Used)),
        _ => Ok(()),
    }
}

const USE_RECOVERY: &str = "delete from recovery_codes where login_id = $1 and code_hash = $2";

async fn use_recovery_code(tx: &mut Tx, caller: &Caller, code: &str) -> Result<(), Failure<CodeRefusal>> {
    take_own_turn(tx, caller).await?;
    // One that was used before is not told from one that never was.
    if execute!(tx, USE_RECOVERY, caller.login_id().0, recovery_hash(code))? == 0 {
        return Err(Failure::Refused(CodeRefusal::NoRecoveryCode));
    }
    note(tx, caller, None, |name| AuditEvent::RecoveryCodeUsed { name }).await?;
    Ok(tell(tx, caller, FactorChange::RecoveryCodeUsed, None).await?)
}

const FORGET_ATTEMPTS: &str = "delete from sign_in_attempts where user_name_key = $1 or user_name_key = $2";

/// Forgets this browser's attempts; those from elsewhere may be somebody else's.
async fn forget_attempts(tx: &mut Tx, login: LoginId, device: &DeviceHash) -> Result<(), StoreError> {
    let key = |kind| code_attempt_key(kind, login, Some(device));
    execute!(tx, FORGET_ATTEMPTS, key("row"), key("day"))?;
    Ok(())
}
