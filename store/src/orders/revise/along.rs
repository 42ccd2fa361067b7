//! What comes along from the cart into an order that is changed.

use super::{ReviseRefusal, Revising, today::Today};
use crate::{
    CartLine, Failure, Orderer, OwnCostCentre, StoreError, cart,
    engine::Tx,
    hex::hex,
    orders::{LivingContact, charge::is_demanded},
};
use domain::CostCentreId;
use sha2::{Digest, Sha256};

/// What of the cart can come along into an order.
pub(super) struct Offer {
    /// Its lines. The order's cost centre pays for each that has none of its own; where the order has none, they have the one that was
    /// chosen in the cart for all of it.
    pub(super) lines: Vec<CartLine>,
    /// Names what the orderer sees: what lies in the cart, at which prices, and who pays for what can come along (SHA-256, hex).
    pub(super) seen: String,
}

impl Offer {
    /// To an order with this cost centre and these lines. Of an article that is in the order already there can be more.
    pub(super) async fn of(tx: &mut Tx, orderer: &Orderer, of_order: Option<CostCentreId>, today: &[Today]) -> Result<Self, StoreError> {
        let cart = cart::lines(tx, orderer).await?;
        let chosen = if of_order.is_none() { cart::chosen(tx, orderer).await? } else { OwnCostCentre::default() };
        let mut seen = Sha256::new();
        // What delivery costs has nothing to do with it: the order keeps the freight with which it was placed.
        seen.update(cart::fingerprint(&cart, None));
        let is_new = |line: &CartLine| today.iter().all(|present| present.article.article_id != line.article_id);
        let charged = |line: CartLine| {
            let own = if line.own.id().is_some() { line.own.clone().unless(of_order) } else { chosen.clone() };
            CartLine { own, ..line }
        };
        let lines: Vec<_> = cart.into_iter().filter(is_new).map(charged).collect();
        for line in &lines {
            seen.update(line.own.id().map(|own| own.0).unwrap_or_default().as_bytes());
        }
        Ok(Self { lines, seen: hex(seen.finalize()) })
    }
}

/// What comes along, each article once. Something has to pay for it, where the customer demands that.
pub(super) async fn added(
    tx: &mut Tx,
    orderer: &Orderer,
    (contact, of_order): (&LivingContact, Option<CostCentreId>),
    (today, revising): (&[Today], &Revising),
) -> Result<Vec<CartLine>, Failure<ReviseRefusal>> {
    if revising.added.is_empty() {
        return Ok(Vec::new());
    }
    // Nothing is put into the cart between reading it and taking something out.
    cart::hold_cart(tx, orderer).await?;
    let mut offer = Offer::of(tx, orderer, of_order, today).await?;
    if offer.seen != revising.seen {
        return Err(Failure::Refused(ReviseRefusal::CartChanged));
    }
    let mut added = Vec::new();
    for article in &revising.added {
        let at = offer.lines.iter().position(|line| line.article_id == *article).ok_or(StoreError::NotFound)?;
        added.push(offer.lines.remove(at));
    }
    let is_unpaid = of_order.is_none() && added.iter().any(|line| line.own.id().is_none());
    if is_unpaid && is_demanded(tx, orderer.customer_id, contact).await? {
        return Err(Failure::Refused(ReviseRefusal::CostCentreMissing));
    }
    Ok(added)
}
