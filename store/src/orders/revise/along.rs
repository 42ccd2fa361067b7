//! What comes along from the cart into an order that is changed.

use super::{ReviseRefusal, Revising, today::Today};
use crate::{
    CartLine, Failure, Orderer, OwnCostCentre, StoreError, cart,
    engine::Tx,
    orders::{LivingContact, charge::is_demanded},
};
use domain::CostCentreId;

/// What of the cart can come along. Of an article that is in the order already there can be more. The order's cost centre pays for it
/// unless it has one of its own; where the order has none, the one that was chosen in the cart for all of it.
pub(super) async fn offered(
    tx: &mut Tx,
    orderer: &Orderer,
    of_order: Option<CostCentreId>,
    (cart, today): (Vec<CartLine>, &[Today]),
) -> Result<Vec<CartLine>, StoreError> {
    let chosen = if of_order.is_none() { cart::chosen(tx, orderer).await? } else { OwnCostCentre::default() };
    let is_new = |line: &CartLine| today.iter().all(|present| present.article.article_id != line.article_id);
    let charged = |line: CartLine| {
        let own = if line.own.id().is_some() { line.own.clone().unless(of_order) } else { chosen.clone() };
        CartLine { own, ..line }
    };
    Ok(cart.into_iter().filter(is_new).map(charged).collect())
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
    let cart = cart::lines(tx, orderer).await?;
    if cart::fingerprint(&cart) != revising.seen {
        return Err(Failure::Refused(ReviseRefusal::CartChanged));
    }
    let (mut offered, mut added) = (offered(tx, orderer, of_order, (cart, today)).await?, Vec::new());
    for article in &revising.added {
        let at = offered.iter().position(|line| line.article_id == *article).ok_or(StoreError::NotFound)?;
        added.push(offered.remove(at));
    }
    let is_unpaid = of_order.is_none() && added.iter().any(|line| line.own.id().is_none());
    if is_unpaid && is_demanded(tx, orderer.customer_id, contact).await? {
        return Err(Failure::Refused(ReviseRefusal::CostCentreMissing));
    }
    Ok(added)
}
