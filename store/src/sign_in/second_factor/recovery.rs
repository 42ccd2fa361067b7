//! Recovery codes: new ones in the place of those there are, shown until they have been kept.

use super::{
    code::{RecoverySeed, recovery_hash},
    note, take_own_turn, tell,
};
use crate::{
    Caller, Store, StoreError,
    engine::{Tx, execute, insert_rows},
};
use domain::{audit::AuditEvent, notice::FactorChange};
use jiff::SignedDuration;

/// How long new recovery codes can be seen.
pub(super) const SHOWN: SignedDuration = SignedDuration::from_hours(1);

impl Store {
    /// Makes new recovery codes in the place of those there are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no factor.
    pub async fn renew_recovery_codes(&self, caller: &Caller) -> Result<(), StoreError> {
        self.write(caller, caller.clone(), |tx, caller| Box::pin(renew(tx, caller))).await
    }

    /// Shows the recovery codes no more.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn hide_recovery_codes(&self, caller: &Caller) -> Result<(), StoreError> {
        self.write(caller, caller.clone(), |tx, caller| Box::pin(hide(tx, caller))).await
    }
}

async fn renew(tx: &mut Tx, caller: &Caller) -> Result<(), StoreError> {
    take_own_turn(tx, caller).await?;
    new_codes(tx, caller).await?;
    note(tx, caller, None, |name| AuditEvent::RecoveryCodesRenewed { name }).await?;
    tell(tx, caller, FactorChange::CodesRenewed, None).await
}

const FORGET_CODES: &str = "delete from recovery_codes where login_id = $1";
const KEEP_SEED: &str = "
    insert into recovery_seeds (login_id, seed, made_at)
    select login_id, $2, $3 from second_factors where login_id = $1 and confirmed_at is not null
    on conflict (login_id) do update set seed = excluded.seed, made_at = excluded.made_at";
const INSERT_CODES: &str = "insert into recovery_codes (login_id, code_hash) ";

/// Makes codes for a factor that is set up.
pub(super) async fn new_codes(tx: &mut Tx, caller: &Caller) -> Result<(), StoreError> {
    let (login, seed) = (caller.login_id(), RecoverySeed::fresh());
    if execute!(tx, KEEP_SEED, login.0, seed.bytes(), tx.now)? == 0 {
        return Err(StoreError::NotFound);
    }
    execute!(tx, FORGET_CODES, login.0)?;
    insert_rows!(tx, INSERT_CODES, seed.codes(), |code| [login.0, recovery_hash(&code)])?;
    Ok(())
}

const HIDE: &str = "delete from recovery_seeds where login_id = $1";

async fn hide(tx: &mut Tx, caller: &Caller) -> Result<(), StoreError> {
    execute!(tx, HIDE, caller.login_id().0)?;
    Ok(())
}

const PURGE: &str = "delete from recovery_seeds where made_at <= $1";

/// Forgets what can be seen no more.
pub(super) async fn purge(tx: &mut Tx) -> Result<(), StoreError> {
    execute!(tx, PURGE, tx.now.after(-SHOWN))?;
    Ok(())
}
