//! Keys in mails: issued when the mail is sent, and whom they belong to.

use crate::{
    Approver, Caller, StoreError,
    engine::{Tx, execute, fetch_optional, fetch_value},
    outbox::MailCode,
    sign_in::owner_of_login,
};
use domain::{ContactId, CustomerId, LoginId, OrderId, notice::Notice};
use jiff::SignedDuration;
use sqlx::FromRow;
use uuid::Uuid;

/// How long a key can be used, from when its mail is sent.
const LIFE: SignedDuration = SignedDuration::from_hours(72);
/// How long it is kept after that: whoever reads the mail later still hears by whom the order was decided.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A key belongs to no session.
const NO_SESSION: Uuid = Uuid::nil();

/// Whom a key belongs to.
pub(super) enum Holder {
    Approver(Approver),
    /// The key has run out.
    TooLate {
        /// Whoever might use it otherwise.
        approver: Option<Approver>,
        /// Whether somebody has come with it before since then.
        is_noted: bool,
    },
    /// There is no such key, or it is worth nothing any more.
    Nobody,
}

const KEY: &str = "
    select k.customer_id, k.contact_id, l.id as login_id, k.expires_at > $3 and not k.has_run_out as is_good, k.has_run_out
    from release_keys k
    join logins l on l.customer_id = k.customer_id and l.contact_id = k.contact_id
    where k.key_hash = $1 and k.order_id = $2";

#[derive(FromRow)]
struct Key {
    #[sqlx(try_from = "Uuid")]
    customer_id: CustomerId,
    #[sqlx(try_from = "Uuid")]
    contact_id: ContactId,
    #[sqlx(try_from = "Uuid")]
    login_id: LoginId,
    is_good: bool,
    has_run_out: bool,
}

/// Whom this key to this order belongs to.
pub(super) async fn holder(tx: &mut Tx, order_id: OrderId, hash: &[u8]) -> Result<Holder, StoreError> {
    let Some(key) = fetch_optional!(tx, Key, KEY, hash, order_id.0, tx.now)? else { return Ok(Holder::Nobody) };
    let approver = owner(tx, &key).await?;
    Ok(match approver {
        approver if !key.is_good => Holder::TooLate { approver, is_noted: key.has_run_out },
        Some(approver) => Holder::Approver(approver),
        None => Holder::Nobody,
    })
}

/// Whom a key was sent to, if they are an approver still who may have one.
async fn owner(tx: &mut Tx, key: &Key) -> Result<Option<Approver>, StoreError> {
    if !may_have_key(tx, key.customer_id, key.contact_id).await? {
        return Ok(None);
    }
    Ok(match owner_of_login(tx, key.login_id, NO_SESSION).await?.map(|owner| owner.caller) {
        Some(Caller::Contact(orderer)) => orderer.approver(),
        _ => None,
    })
}

const NOTE_END: &str = "update release_keys set has_run_out = true where key_hash = $1 and expires_at <= $2";

/// Notes that a key has run out: seen as such it stays so, whatever the clock says next.
pub(super) async fn note_end(tx: &mut Tx, hash: &[u8]) -> Result<(), StoreError> {
    execute!(tx, NOTE_END, hash, tx.now)?;
    Ok(())
}

const PURGE: &str = "delete from release_keys where expires_at <= $1";

/// Deletes the keys that have run out long ago.
pub(crate) async fn purge_keys(tx: &mut Tx) -> Result<(), StoreError> {
    execute!(tx, PURGE, tx.now.after(-KEPT))?;
    Ok(())
}

const MAY_HAVE_KEY: &str = "
    select exists (
        select 1 from customers u join logins l on l.customer_id = u.id
        where u.id = $1 and l.contact_id = $2 and u.decides_by_mail and not u.demands_second_factor
            and not exists (select 1 from second_factors f where f.login_id = l.id and f.confirmed_at is not null)
    )";

/// Whether somebody may decide by a key: the customer allows it, and they would sign in by a password alone.
pub(super) async fn may_have_key(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, MAY_HAVE_KEY, customer.0, contact.0)?)
}

const ISSUE: &str = "insert into release_keys (customer_id, key_hash, contact_id, order_id, expires_at) values ($1, $2, $3, $4, $5)";

/// The key for a mail that is about to be sent, if it may carry one. Each attempt has one of its own, as only hashes are kept.
pub(crate) async fn issue_key(
    tx: &mut Tx,
    customer: CustomerId,
    contact: ContactId,
    notice: &Notice,
) -> Result<Option<MailCode>, StoreError> {
    let Some(order) = notice.order_to_decide() else { return Ok(None) };
    // A change may have left nothing to decide.
    if matches!(notice, Notice::OrderRevised { .. }) && order.open_lines() == 0 {
        return Ok(None);
    }
    if !may_have_key(tx, customer, contact).await? {
        return Ok(None);
    }
    let key = MailCode::fresh();
    execute!(tx, ISSUE, customer.0, key.hash(), contact.0, order.id.0, tx.now.after(LIFE))?;
    Ok(Some(key))
}
