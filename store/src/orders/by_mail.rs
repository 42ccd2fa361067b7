//! Releasing an order by the link of the mail that asks for it, or rejecting lines of it, without signing in, where the customer
//! allows that.
//!
//! The link carries a key to one order for one approver. It opens nothing else, and for nobody who would need a second factor to
//! sign in: a mailbox is one factor, as a password is. It is a key to the order, not to one version of it: a mail that has lain for a
//! while leads to the order as it is, and what is decided there is bound to what was on that screen.

mod key;

pub(crate) use key::{issue_key, purge_keys};

use super::{
    Confirmation, DecideRefusal, Decided, Decisions, LimitedOrder, LineDecision, Rejections, Releases, Settled,
    confirm::confirm,
    decide::{decide, sheet_in_charge},
    settled::settled,
    sheet::OrderSheet,
};
use crate::{
    Approver, Failure, Store, StoreError,
    audit::{record, take_turn},
    engine::{Tx, fetch_value},
    outbox::hash_code,
    scope::Scope,
    sign_in::note_failure,
};
use domain::{ContactId, OrderId, audit::AuditEvent};
use key::{Holder, holder, may_have_key, note_end};

impl Store {
    /// The order to which a key leads, as its approver sees it now, with what limits it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the key is none to this order, has run out, or is worth nothing any more: the customer allows
    /// it no longer, a second factor is needed, or whom it was sent to does not decide this order any more.
    pub async fn order_by_mail(&self, order_id: OrderId, key: &str) -> Result<LimitedOrder, StoreError> {
        let approver = self.key_holder(order_id, key).await?;
        self.limited_order(&approver, order_id).await
    }

    /// What has become of the order to which a key leads that shows it no more, because it has run out or whom it was sent to does not
    /// decide the order any more. Nothing where the key may still be good, and for what is worth nothing for another reason.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails.
    pub async fn settled_by_mail(&self, order_id: OrderId, key: &str) -> Result<Option<Settled>, StoreError> {
        match self.holder(order_id, key).await? {
            Holder::Approver(approver) => {
                let settled = self.settled(&approver, order_id).await?;
                Ok(settled.filter(|settled| *settled != Settled::NotYet))
            }
            Holder::TooLate { approver: Some(approver), .. } => self.settled(&approver, order_id).await,
            Holder::TooLate { approver: None, .. } | Holder::Nobody => Ok(None),
        }
    }

    /// Releases lines of the order to which a key leads, each with the [seal](crate::OrderLineView::seal) that was on the screen, if one
    /// was: all of them or none. To do so again changes nothing.
    ///
    /// # Errors
    /// [`DecideRefusal`]; [`StoreError::NotFound`] as in [`Store::order_by_mail`], or when a line does not exist or needs no release.
    pub async fn release_by_mail(
        &self,
        order_id: OrderId,
        key: &str,
        releases: impl Into<Releases>,
    ) -> Result<Decided, Failure<DecideRefusal>> {
        let releases: Releases = releases.into();
        self.act_by_mail(order_id, key, Act::Decide(releases.into())).await
    }

    /// Rejects lines of the order to which a key leads, all of them or none. To do so again changes nothing.
    ///
    /// # Errors
    /// [`DecideRefusal`]; [`StoreError::NotFound`] as in [`Store::order_by_mail`], or when a line does not exist or needs no release.
    pub async fn reject_by_mail(&self, order_id: OrderId, key: &str, rejections: Rejections) -> Result<Decided, Failure<DecideRefusal>> {
        self.act_by_mail(order_id, key, Act::Decide(rejections.into())).await
    }

    /// Confirms the release of the order to which a key leads, as [`Store::confirm`] does.
    ///
    /// # Errors
    /// [`DecideRefusal`]; [`StoreError::NotFound`] as in [`Store::order_by_mail`].
    pub async fn confirm_by_mail(
        &self,
        order_id: OrderId,
        key: &str,
        confirmation: Confirmation,
    ) -> Result<Decided, Failure<DecideRefusal>> {
        self.act_by_mail(order_id, key, Act::Confirm(confirmation)).await
    }

    async fn act_by_mail(&self, order_id: OrderId, key: &str, act: Act) -> Result<Decided, Failure<DecideRefusal>> {
        let approver = self.key_holder(order_id, key).await?;
        let args = Acting { key: hash_code(key), order_id, act };
        self.write(&approver, (approver.clone(), args), |tx, (approver, args)| Box::pin(act_by(tx, approver, args))).await
    }

    async fn key_holder(&self, order_id: OrderId, key: &str) -> Result<Approver, StoreError> {
        match self.holder(order_id, key).await? {
            Holder::Approver(approver) => Ok(approver),
            Holder::TooLate { is_noted, .. } => {
                if !is_noted {
                    note_failure(self.write(Scope::Entrance, hash_code(key), |tx, hash| Box::pin(note_end(tx, hash))).await);
                }
                Err(StoreError::NotFound)
            }
            Holder::Nobody => Err(StoreError::NotFound),
        }
    }

    async fn holder(&self, order_id: OrderId, key: &str) -> Result<Holder, StoreError> {
        self.read(Scope::Entrance, (order_id, hash_code(key)), |tx, (id, hash)| Box::pin(holder(tx, *id, hash))).await
    }

    async fn settled(&self, approver: &Approver, order_id: OrderId) -> Result<Option<Settled>, StoreError> {
        self.read(approver, (approver.clone(), order_id), |tx, (approver, id)| Box::pin(settled(tx, approver, *id))).await
    }
}

/// What is done by which key.
struct Acting {
    key: Vec<u8>,
    order_id: OrderId,
    act: Act,
}

enum Act {
    Decide(Decisions),
    /// To confirm a release that has gone on.
    Confirm(Confirmation),
}

impl Act {
    /// Whether it changes the order as it is now, and does not repeat what `who` has done, in whose place they would do it.
    fn is_new(&self, sheet: &OrderSheet, who: (ContactId, Option<&str>)) -> bool {
        let is_new = |decision: &LineDecision| {
            let line = sheet.lines.iter().find(|line| line.position == decision.position);
            line.is_some_and(|line| line.state().is_open() || sheet.head.overrules(who, line, decision.verdict))
        };
        match self {
            Self::Decide(decisions) => decisions.lines().iter().any(is_new),
            Self::Confirm(seen) => sheet.head.waits_for_confirmation() && sheet.head.level == seen.level,
        }
    }
}

const IS_STILL_GOOD: &str = "
    select exists (
        select 1 from release_keys
        where customer_id = $1 and key_hash = $2 and order_id = $3 and contact_id = $4 and expires_at > $5 and not has_run_out
    )";

async fn act_by(tx: &mut Tx, approver: &Approver, acting: &Acting) -> Result<Decided, Failure<DecideRefusal>> {
    let (customer, contact) = (approver.orderer().customer_id, approver.orderer().contact_id);
    let Acting { key, order_id, act } = acting;
    let order_id = *order_id;
    take_turn(tx, customer).await?;
    // Since it was asked whose key it is, the customer may have forbidden it.
    let is_good = fetch_value!(tx, bool, IS_STILL_GOOD, customer.0, key, order_id.0, contact.0, tx.now)?;
    if !is_good || !may_have_key(tx, customer, contact).await? {
        return Err(StoreError::NotFound.into());
    }
    let (sheet, in_place_of) = sheet_in_charge(tx, approver, order_id).await?;
    if act.is_new(&sheet, (contact, in_place_of.as_deref())) {
        record(tx, customer, &approver.into(), Some(order_id), &AuditEvent::DecidedByMail).await?;
    }
    match act {
        Act::Decide(decisions) => decide(tx, approver, order_id, decisions).await,
        Act::Confirm(seen) => confirm(tx, approver, order_id, seen).await,
    }
}
