//! Between the password and the portal: whoever has given the one and does not get into the other yet.

use super::{CodeRefusal, code::recovery_hash, factor, note, take_own_turn, tell};
use crate::{
    Admission, Caller, Failure, Store, StoreError,
    engine::{Tx, execute},
    scope::Scope,
    sign_in::{
        attempts::{admit, code_attempt_key},
        devices::{self, DeviceHash},
        sessions::{RenewedSession, let_in},
    },
};
use domain::{Language, LoginId, audit::AuditEvent, notice::FactorChange, second_factor::FactorCode};

/// How many codes may be tried in a window: with three of a million right at a time, nobody guesses one.
const ATTEMPTS: i64 = 5;

/// Whoever has given the right password, and is not let in by it alone.
#[derive(Clone, Debug)]
pub struct Pending {
    caller: Caller,
    need: Need,
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
    pub(in crate::sign_in) const fn new(caller: Caller, need: Need) -> Self {
        Self { caller, need }
    }

    pub(super) const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// What is missing.
    #[must_use]
    pub const fn need(&self) -> Need {
        self.need
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

impl Store {
    /// Counts an attempt to pass by a code, as [`Store::admit_attempt`] counts those of passwords: at most 5 in 15 minutes.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn admit_code_attempt(&self, pending: &Pending, device: Option<DeviceHash>) -> Result<Admission, StoreError> {
        let args = (pending.caller.login_id(), device);
        self.write(Scope::Entrance, args, |tx, (login, device)| Box::pin(admit_code(tx, *login, device.as_ref()))).await
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

async fn admit_code(tx: &mut Tx, login: LoginId, device: Option<&DeviceHash>) -> Result<Admission, StoreError> {
    let known = match device {
        Some(device) if devices::is_known_to(tx, login, device).await? => Some(device),
        _ => None,
    };
    admit(tx, &code_attempt_key(login, known), ATTEMPTS).await
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
        return Err(Failure::Refused(CodeRefusal::Wrong));
    }
    note(tx, caller, None, |name| AuditEvent::RecoveryCodeUsed { name }).await?;
    Ok(tell(tx, caller, FactorChange::RecoveryCodeUsed, None).await?)
}

const FORGET_ATTEMPTS: &str = "delete from sign_in_attempts where user_name_key = $1 or user_name_key = $2";

async fn forget_attempts(tx: &mut Tx, login: LoginId, device: &DeviceHash) -> Result<(), StoreError> {
    execute!(tx, FORGET_ATTEMPTS, code_attempt_key(login, None), code_attempt_key(login, Some(device)))?;
    Ok(())
}
