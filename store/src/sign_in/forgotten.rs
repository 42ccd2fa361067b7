//! A new password for whoever has forgotten the old one: a code by mail, good for one use within half an hour.

use super::{DeviceHash, SetIn, attempts::attempt_key, devices, has_factor, login_of, logins::lookup_key, note_failure, set_password};
use crate::{
    Store, StoreError,
    audit::{record, take_turn},
    caller::Actor,
    engine::{Tx, execute, fetch_optional},
    outbox::{MailCode, enqueue, hash_code},
    scope::Scope,
};
use domain::{
    ContactId, CustomerId, LoginId,
    audit::{ActorKind, AuditEvent},
    notice::Notice,
};
use jiff::SignedDuration;
use sqlx::FromRow;
use uuid::Uuid;

/// How long a code can be used, from when its mail is sent.
const LIFE: SignedDuration = SignedDuration::from_mins(30);
/// The same for whoever is invited, and may be on holiday.
const INVITATION_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long somebody has to wait for the next mail: nobody's mailbox is flooded in another's name.
const PAUSE: SignedDuration = SignedDuration::from_mins(2);

impl Store {
    /// Sends a code by mail to the contact with this user name. Does nothing when there is none, or one was asked for just now:
    /// whoever asks must not learn which.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn request_password(&self, user_name: &str) -> Result<(), StoreError> {
        let asking = self.read(Scope::Entrance, lookup_key(user_name), |tx, key| Box::pin(asking(tx, key))).await?;
        let Some(asking) = asking else { return Ok(()) };
        self.write(asking.customer_id, asking, |tx, asking| Box::pin(request_password(tx, asking))).await
    }

    /// Whether a code can still be used; asking does not use it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn is_password_code(&self, code: &str) -> Result<bool, StoreError> {
        Ok(self.owner_of_code(hash_code(code)).await?.is_some())
    }

    /// Uses a code: the login has this password from now on, all its sessions end, its tries are forgotten, and only the browser
    /// in which that happens is known, for whoever reads the mails is its owner; none where there is a second factor.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the code was used, has run out, was made worthless by a change of password or address, or never was.
    pub async fn reset_password(&self, code: &str, new_hash: String, device: DeviceHash) -> Result<(), StoreError> {
        let customer = self.owner_of_code(hash_code(code)).await?.ok_or(StoreError::NotFound)?.customer_id;
        let args = (hash_code(code), new_hash, device);
        self.write(customer, args, |tx, (code, new, device)| Box::pin(reset_password(tx, code, new, device))).await
    }

    async fn owner_of_code(&self, hash: Vec<u8>) -> Result<Option<Owner>, StoreError> {
        let owner = self.read(Scope::Entrance, hash.clone(), |tx, hash| Box::pin(owner(tx, hash))).await?;
        if owner.as_ref().is_some_and(|owner| !owner.is_good) {
            // Seen as run out it stays so, whatever the clock says next.
            note_failure(self.write(Scope::Entrance, hash, |tx, hash| Box::pin(discard(tx, hash))).await);
        }
        Ok(owner.filter(|owner| owner.is_good))
    }
}

const CONTACT: &str = "
    select l.id as login_id, l.user_name, c.customer_id, c.id as contact_id
    from logins l join contacts c on c.customer_id = l.customer_id and c.id = l.contact_id
    where l.user_name_key = $1 and c.deleted_at is null";

#[derive(FromRow)]
struct Asking {
    login_id: Uuid,
    user_name: String,
    #[sqlx(try_from = "Uuid")]
    customer_id: CustomerId,
    #[sqlx(try_from = "Uuid")]
    contact_id: ContactId,
}

const REQUEST: &str = "
    insert into password_requests (login_id, requested_at) values ($1, $2)
    on conflict (login_id) do update set requested_at = $2 where password_requests.requested_at <= $3";

async fn asking(tx: &mut Tx, key: &str) -> Result<Option<Asking>, StoreError> {
    Ok(fetch_optional!(tx, Asking, CONTACT, key)?)
}

async fn request_password(tx: &mut Tx, asking: &Asking) -> Result<(), StoreError> {
    if execute!(tx, REQUEST, asking.login_id, tx.now, tx.now.after(-PAUSE))? == 1 {
        let notice = Notice::PasswordForgotten { user_name: asking.user_name.clone() };
        enqueue(tx, asking.customer_id, asking.contact_id, None, &notice)?;
    }
    Ok(())
}

const ISSUE: &str = "insert into password_codes (code_hash, login_id, expires_at) values ($1, $2, $3)";

/// The code for a mail that is about to be sent, if it needs one. Each attempt has one of its own, as only hashes are kept; those
/// before it stay good, for the mail server may have taken an earlier attempt.
pub(crate) async fn issue_code(
    tx: &mut Tx,
    customer: CustomerId,
    contact: ContactId,
    notice: &Notice,
) -> Result<Option<MailCode>, StoreError> {
    let life = match notice {
        Notice::PasswordForgotten { .. } => LIFE,
        Notice::NewLogin { is_invited: true, .. } => INVITATION_LIFE,
        _ => return Ok(None),
    };
    let code = MailCode::fresh();
    let login = login_of(tx, customer, contact).await?;
    execute!(tx, ISSUE, code.hash(), login.0, tx.now.after(life))?;
    Ok(Some(code))
}

const OWNER: &str = "
    select l.id as login_id, l.user_name, c.customer_id, c.id as contact_id, c.first_name || ' ' || c.last_name as name,
        r.expires_at > $2 as is_good
    from password_codes r
    join logins l on l.id = r.login_id
    join contacts c on c.customer_id = l.customer_id and c.id = l.contact_id
    where r.code_hash = $1 and c.deleted_at is null";

#[derive(FromRow)]
struct Owner {
    #[sqlx(try_from = "Uuid")]
    login_id: LoginId,
    user_name: String,
    #[sqlx(try_from = "Uuid")]
    customer_id: CustomerId,
    contact_id: Uuid,
    name: String,
    is_good: bool,
}

async fn owner(tx: &mut Tx, code: &[u8]) -> Result<Option<Owner>, StoreError> {
    Ok(fetch_optional!(tx, Owner, OWNER, code, tx.now)?)
}

const DISCARD: &str = "delete from password_codes where code_hash = $1 and expires_at <= $2";

async fn discard(tx: &mut Tx, code: &[u8]) -> Result<(), StoreError> {
    execute!(tx, DISCARD, code, tx.now)?;
    Ok(())
}

const USE_CODE: &str = "delete from password_codes where login_id = $1 and code_hash = $2";
const FORGET_ATTEMPTS: &str = "delete from sign_in_attempts where user_name_key = $1";

async fn reset_password(tx: &mut Tx, code: &[u8], new_hash: &str, device: &DeviceHash) -> Result<(), StoreError> {
    let owner = owner(tx, code).await?.filter(|owner| owner.is_good).ok_or(StoreError::NotFound)?;
    take_turn(tx, owner.customer_id).await?;
    // Of two that use it at once, the second one waits above and then finds it gone.
    if execute!(tx, USE_CODE, owner.login_id.0, code)? == 0 {
        return Err(StoreError::NotFound);
    }
    set_password(tx, owner.login_id, new_hash, SetIn::default()).await?;
    // A second factor comes before that.
    if !has_factor(tx, owner.login_id).await? {
        devices::remember(tx, owner.login_id, device).await?;
    }
    execute!(tx, FORGET_ATTEMPTS, attempt_key(&owner.user_name))?;
    let actor = Actor { kind: ActorKind::Contact, id: Some(owner.contact_id), name: owner.name.clone() };
    record(tx, owner.customer_id, &actor, None, &AuditEvent::PasswordChanged { name: owner.name }).await
}
