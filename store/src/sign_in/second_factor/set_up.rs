//! Setting the second factor up: a secret is offered, and counts once a code from the app proves that it arrived there.

use super::{
    CodeRefusal, FactorSecret, Pending, code::RecoverySeed, demand::is_demanded, door::Need, factor, note, recovery, take_own_turn, tell,
};
use crate::{
    Caller, Failure, Stamp, Store, StoreError,
    engine::{Tx, execute, fetch_optional},
    scope::Scope,
    sign_in::{
        devices::{self, DeviceHash},
        open_sessions::close_others,
        sessions::{RenewedSession, let_in},
    },
};
use domain::{audit::AuditEvent, notice::FactorChange, second_factor::FactorCode};
use jiff::SignedDuration;
use sqlx::FromRow;

/// How long the same secret is offered: whoever reloads the page has not scanned in vain.
const OFFER: SignedDuration = SignedDuration::from_hours(1);
/// Who sets up their second factor: whoever is signed in, or would be if they had one.
#[derive(Clone, Debug)]
pub struct FactorOwner(Caller);

impl FactorOwner {
    pub(in crate::sign_in) const fn caller(&self) -> &Caller {
        &self.0
    }
}

impl From<Caller> for FactorOwner {
    fn from(caller: Caller) -> Self {
        Self(caller)
    }
}

impl Pending {
    /// This person as one who sets the factor up, if that is what is missing.
    #[must_use]
    pub fn factor_owner(&self) -> Option<FactorOwner> {
        (self.need() == Need::SetUp).then(|| FactorOwner(self.caller().clone()))
    }
}

/// A person's second factor.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// Under which name the person signs in.
    pub user_name: String,
    /// How far it is.
    pub stage: FactorStage,
    /// Whether the customer, or the supplier, demands it.
    pub is_demanded: bool,
}

/// How far a second factor is.
#[derive(Clone, Debug)]
pub enum FactorStage {
    /// There is none.
    Off,
    /// The app has to learn this secret, which was offered in this session.
    Offered(FactorSecret),
    /// It is set up.
    On {
        /// Since when.
        since: Stamp,
        /// How many recovery codes are left.
        codes_left: i64,
        /// The recovery codes, while they are new and not yet kept.
        new_codes: Vec<String>,
    },
}

/// Why a second factor was not set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorRefusal {
    /// The code is not the one that the app must show by now.
    Code(CodeRefusal),
    /// Nothing was offered, or so long ago that it has to be begun again.
    NotOffered,
    /// It is set up already, in another window perhaps.
    AlreadyOn,
}

impl Store {
    /// How far the owner's second factor is.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn second_factor(&self, owner: &FactorOwner) -> Result<SecondFactor, StoreError> {
        self.read(&owner.0, owner.clone(), |tx, owner| Box::pin(second_factor(tx, &owner.0))).await
    }

    /// Offers a secret to this session, unless it was offered one within the hour or the factor is set up.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn offer_second_factor(&self, owner: &FactorOwner) -> Result<(), StoreError> {
        self.write(&owner.0, (owner.clone(), FactorSecret::fresh()), |tx, (owner, secret)| Box::pin(offer(tx, &owner.0, secret))).await
    }

    /// Sets the factor up, as `code` proves that the app knows the secret. This session goes on under a new token, all others
    /// end, and of all browsers only this one is known.
    ///
    /// # Errors
    /// Any [`FactorRefusal`].
    pub async fn confirm_second_factor(
        &self,
        owner: &FactorOwner,
        code: FactorCode,
        token_hash: [u8; 32],
        device: DeviceHash,
    ) -> Result<RenewedSession, Failure<FactorRefusal>> {
        let args = (owner.clone(), code, token_hash, device);
        self.write(&owner.0, args, |tx, (owner, code, token, device)| Box::pin(confirm(tx, &owner.0, code, *token, device))).await
    }
}

const STATE: &str = "
    select l.user_name, f.secret, f.offered_at > $2 and f.offered_in = $4 as is_offered, f.confirmed_at,
        (select s.seed from recovery_seeds s where s.login_id = l.id and s.made_at > $3) as recovery_seed,
        (select count(*) from recovery_codes r where r.login_id = l.id) as codes_left
    from logins l left join second_factors f on f.login_id = l.id
    where l.id = $1";

#[derive(FromRow)]
struct StateRow {
    user_name: String,
    secret: Option<Vec<u8>>,
    is_offered: Option<bool>,
    confirmed_at: Option<Stamp>,
    recovery_seed: Option<Vec<u8>>,
    codes_left: i64,
}

async fn second_factor(tx: &mut Tx, caller: &Caller) -> Result<SecondFactor, StoreError> {
    let (offered_after, shown_after) = (tx.now.after(-OFFER), tx.now.after(-recovery::SHOWN));
    let row = fetch_optional!(tx, StateRow, STATE, caller.login_id().0, offered_after, shown_after, caller.session_id())?
        .ok_or(StoreError::NotFound)?;
    let is_demanded = is_demanded(tx, caller).await?;
    Ok(SecondFactor { is_demanded, user_name: row.user_name.clone(), stage: row.stage() })
}

impl StateRow {
    fn stage(self) -> FactorStage {
        match (self.secret, self.confirmed_at) {
            (Some(_), Some(since)) => {
                let new_codes = self.recovery_seed.map(|seed| RecoverySeed::from_row(seed).shown()).unwrap_or_default();
                FactorStage::On { since, codes_left: self.codes_left, new_codes }
            }
            (Some(secret), None) if self.is_offered == Some(true) => FactorStage::Offered(FactorSecret::from_row(secret)),
            _ => FactorStage::Off,
        }
    }
}

const OFFER_SECRET: &str = "
    insert into second_factors (login_id, secret, offered_in, offered_at, last_step) values ($1, $2, $3, $4, 0)
    on conflict (login_id) do update set secret = excluded.secret, offered_in = excluded.offered_in, offered_at = excluded.offered_at
    where second_factors.confirmed_at is null
        and (second_factors.offered_at <= $5 or second_factors.offered_in is distinct from excluded.offered_in)";

async fn offer(tx: &mut Tx, caller: &Caller, secret: &FactorSecret) -> Result<(), StoreError> {
    execute!(tx, OFFER_SECRET, caller.login_id().0, secret.bytes(), caller.session_id(), tx.now, tx.now.after(-OFFER))?;
    Ok(())
}

/// The time step of a code that is right for the secret that was offered in this session, and that secret.
async fn proven(tx: &mut Tx, caller: &Caller, code: &FactorCode) -> Result<(i64, Vec<u8>), Failure<FactorRefusal>> {
    let refused = |refusal| Err(Failure::Refused(refusal));
    let Some(found) = factor(tx, caller.login_id()).await? else { return refused(FactorRefusal::NotOffered) };
    if found.is_confirmed {
        return refused(FactorRefusal::AlreadyOn);
    }
    if found.offered_in != Some(caller.session_id()) || found.offered_at <= tx.now.after(-OFFER) {
        return refused(FactorRefusal::NotOffered);
    }
    // There are no recovery codes yet.
    let FactorCode::App(code) = code else { return refused(FactorRefusal::Code(CodeRefusal::NoRecoveryCode)) };
    match found.accept(code, tx)? {
        Ok(step) => Ok((step, found.secret)),
        Err(refusal) => refused(FactorRefusal::Code(refusal)),
    }
}

// The secret again, for it must be the one whose code was checked.
const CONFIRM: &str = "
    update second_factors set confirmed_at = $2, last_step = $3, offered_in = null
    where login_id = $1 and confirmed_at is null and secret = $4";

async fn confirm(
    tx: &mut Tx,
    caller: &Caller,
    code: &FactorCode,
    token_hash: [u8; 32],
    device: &DeviceHash,
) -> Result<RenewedSession, Failure<FactorRefusal>> {
    take_own_turn(tx, caller).await?;
    let login = caller.login_id();
    let (step, secret) = proven(tx, caller, code).await?;
    if execute!(tx, CONFIRM, login.0, tx.now, step, secret)? == 0 {
        return Err(Failure::Refused(FactorRefusal::NotOffered));
    }
    recovery::new_codes(tx, caller).await?;
    devices::forget_others(tx, login, Some(device)).await?;
    devices::remember(tx, login, device).await?;
    close_others(tx, login, caller.session_id()).await?;
    let renewed = let_in(tx, caller.session_id(), token_hash).await?;
    note(tx, caller, None, |name| AuditEvent::SecondFactorSetUp { name }).await?;
    tell(tx, caller, FactorChange::SetUp, None).await?;
    Ok(renewed)
}

const FORGET_OFFERS: &str = "delete from second_factors where confirmed_at is null and offered_at <= $1";

/// Deletes what can be seen no more: recovery codes that were new, secrets that nobody took up.
pub(in crate::sign_in) async fn purge(tx: &mut Tx) -> Result<(), StoreError> {
    recovery::purge(tx).await?;
    execute!(tx, FORGET_OFFERS, tx.now.after(-OFFER))?;
    Ok(())
}

/// The scope in which a person's own factor is changed.
impl From<&FactorOwner> for Scope {
    fn from(owner: &FactorOwner) -> Self {
        (&owner.0).into()
    }
}
