//! Submitting the cart as an order.

mod before;

use super::{
    LivingContact, ask_today,
    charge::{Payers, over},
    hand_over::hand_over,
    head::Head,
    new_order::{NewOrder, Terms},
    record_freed,
    sheet::OrderSheet,
    split::{self, OtherPart, Parts},
};
use crate::{
    CartLine, Failure, Orderer, Store, StoreError,
    audit::{record, take_turn},
    caller::Actor,
    cart,
    engine::{Tx, execute},
    outbox::enqueue,
};
use before::{Before, order_of_key};
use domain::{
    ArticleId, CostCentreId, DeliveryAddress, FreightRule, OrderId,
    audit::AuditEvent,
    notice::{Notice, OrderDigest},
    order::MAX_LINES,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What the order form submits.
#[derive(Clone, Debug)]
pub struct Placing {
    /// The key of the form: one key is one order, however often it is sent.
    pub order_key: Uuid,
    /// The [`fingerprint`](crate::Cart::fingerprint) that the orderer saw.
    pub seen: String,
    /// Where to deliver.
    pub address: DeliveryAddress,
    /// The customer's own reference.
    pub reference: Option<String>,
    /// A note for the approver.
    pub note: Option<String>,
    /// The cost centre, if one was chosen.
    pub cost_centre: Option<CostCentreId>,
    /// The cost centres that were chosen for single lines, by their articles: each pays for its line in place of that of the order.
    pub line_cost_centres: Vec<(ArticleId, CostCentreId)>,
}

impl Placing {
    /// Tells a repeated request from another one under the same key.
    pub(super) fn hash(&self, parts: Parts) -> Result<Vec<u8>, StoreError> {
        let mut body = serde_json::to_vec(&(&self.seen, &self.address, &self.reference, &self.note, self.cost_centre))?;
        if parts == Parts::Two {
            body.extend(b"split");
        }
        if !self.line_cost_centres.is_empty() {
            body.extend(serde_json::to_vec(&self.line_cost_centres)?);
        }
        Ok(Sha256::digest(body).to_vec())
    }

    /// The cost centre that was chosen for the line with this article, unless it is that of the order anyway.
    pub(super) fn own_cost_centre(&self, article: ArticleId) -> Option<CostCentreId> {
        let (_, chosen) = self.line_cost_centres.iter().find(|(of, _)| *of == article)?;
        Some(*chosen).filter(|_| self.cost_centre != Some(*chosen))
    }
}

/// Why an order was not placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceRefusal {
    /// The lines or prices are no longer those that the orderer saw.
    CartChanged,
    /// Delivery costs something else than the orderer saw.
    FreightChanged,
    /// There is nothing in the cart.
    Empty,
    /// The cart has more than [`MAX_LINES`] lines.
    TooManyLines,
    /// An order with this key, but other content, exists already.
    KeyReused,
    /// The cost centre is none of the customer's, or out of use by now.
    UnknownCostCentre,
    /// The cost centre of the line with this article is none of the customer's, or out of use by now.
    UnknownLineCostCentre(ArticleId),
    /// The customer demands a cost centre, and nothing pays for one of the lines.
    CostCentreMissing,
    /// One of the articles is sold no more.
    NotSold,
    /// The customer's carts are not split (any more).
    SwitchedOff,
}

/// An order that was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The order.
    pub order_id: OrderId,
    /// Whether it had to wait for a release.
    pub waits: bool,
}

impl Store {
    /// Places the cart as an order, together with its mails and audit entries, and empties the cart. An order that
    /// needs no release is handed over at once. The same request again gives the same order again.
    ///
    /// # Errors
    /// [`PlaceRefusal`]; [`StoreError::NotFound`] when the orderer was deleted meanwhile.
    pub async fn place(&self, orderer: &Orderer, placing: Placing) -> Result<Placed, Failure<PlaceRefusal>> {
        self.write(orderer, (orderer.clone(), placing), |tx, (orderer, placing)| Box::pin(place(tx, orderer, placing, Parts::One))).await
    }

    /// Places the cart as two orders that name each other, where only some of its lines need a release: what needs none is handed
    /// over at once, and the answer is the order that waits. Where all need one, or none does, it is one order as ever.
    ///
    /// # Errors
    /// As [`Store::place`], and [`PlaceRefusal::SwitchedOff`].
    pub async fn place_split(&self, orderer: &Orderer, placing: Placing) -> Result<Placed, Failure<PlaceRefusal>> {
        self.write(orderer, (orderer.clone(), placing), |tx, (orderer, placing)| Box::pin(place(tx, orderer, placing, Parts::Two))).await
    }

    /// The orderer's order with this key, if it was placed already.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn order_of_key(&self, orderer: &Orderer, order_key: Uuid) -> Result<Option<Placed>, StoreError> {
        self.read(orderer, (orderer.clone(), order_key), |tx, (orderer, key)| Box::pin(order_of_key(tx, orderer, *key))).await
    }
}

async fn place(tx: &mut Tx, orderer: &Orderer, placing: &Placing, parts: Parts) -> Result<Placed, Failure<PlaceRefusal>> {
    take_turn(tx, orderer.customer_id).await?;
    let before = Before::of(tx, orderer, placing.order_key).await?;
    if let Some((placed, hash)) = before.placed() {
        return if hash == placing.hash(parts)? { Ok(placed) } else { Err(Failure::Refused(PlaceRefusal::KeyReused)) };
    }
    split::check(before.splits_orders, parts).map_err(Failure::Refused)?;
    hold_cart(tx, orderer).await?;
    let (contact, freight, mut lines) = (&before.contact, before.freight(), cart::lines(tx, orderer).await?);
    check(&lines, freight, placing).map_err(Failure::Refused)?;
    let payers = Payers::of(tx, orderer.customer_id, (placing, contact), &mut lines).await?;
    let over = over(tx, orderer, (contact, None), &payers.charges(&lines)).await?;
    let (at_once, order) = in_parts(tx, contact, Terms { payers: &payers, over: &over, freight }, &lines, parts)?;
    let placed = Placed { order_id: order.id, waits: order.waits() };
    let at_once = at_once.map(|order| (order, tx.fresh_id::<Uuid>()));
    let mut written = Vec::new();
    for (order, key) in at_once.into_iter().chain([(order, placing.order_key)]) {
        let head = order.insert(tx, (orderer, &before.parties), (placing, (key, parts))).await?;
        written.push((order, head));
    }
    empty_cart(tx, orderer).await?;
    let of_cart: Vec<_> = written.iter().map(|(_, head)| OtherPart { id: head.id, number: head.number }).collect();
    for (order, head) in written {
        announce(tx, orderer, &before, (&order, head)).await?;
    }
    split::link(tx, orderer, &of_cart).await?;
    Ok(placed)
}

/// What goes at once as an order of its own, if anything does, and the order that answers for the cart. A cart that is too much as a
/// whole stays one: all of it needs a release then. Both parts have the same cost centre, and their lines keep their own; each is
/// delivered by itself, and has its own freight.
fn in_parts<'c>(
    tx: &Tx,
    contact: &LivingContact,
    terms: Terms<'c>,
    lines: &'c [CartLine],
    parts: Parts,
) -> Result<(Option<NewOrder<'c>>, NewOrder<'c>), StoreError> {
    let is_reviewed = |line: &&CartLine| terms.review(contact, line).is_some();
    let (waiting, at_once): (Vec<_>, Vec<_>) = lines.iter().partition(is_reviewed);
    if parts == Parts::One || at_once.is_empty() || waiting.is_empty() {
        return Ok((None, NewOrder::of(tx.fresh_id(), contact, lines.iter().collect(), terms)?));
    }
    let at_once = NewOrder::of(tx.fresh_id(), contact, at_once, terms)?;
    Ok((Some(at_once), NewOrder::of(tx.fresh_id(), contact, waiting, terms)?))
}

const HOLD_CART: &str = "
    update carts set order_key = order_key
    where customer_id = $1 and contact_id = $2";

/// Nothing is put into the cart between reading and emptying it.
async fn hold_cart(tx: &mut Tx, orderer: &Orderer) -> Result<(), StoreError> {
    execute!(tx, HOLD_CART, orderer.customer_id.0, orderer.contact_id.0)?;
    Ok(())
}

fn check(lines: &[CartLine], freight: Option<FreightRule>, placing: &Placing) -> Result<(), PlaceRefusal> {
    if lines.is_empty() {
        Err(PlaceRefusal::Empty)
    } else if cart::fingerprint(lines, freight) != placing.seen {
        let is_freight = placing.seen.split('.').next() == Some(cart::fingerprint(lines, None).as_str());
        Err(if is_freight { PlaceRefusal::FreightChanged } else { PlaceRefusal::CartChanged })
    } else if lines.len() > MAX_LINES {
        Err(PlaceRefusal::TooManyLines)
    } else if lines.iter().any(|line| !line.availability.is_sold()) {
        Err(PlaceRefusal::NotSold)
    } else {
        Ok(())
    }
}

const EMPTY_CART: &str = "delete from carts where customer_id = $1 and contact_id = $2";

async fn empty_cart(tx: &mut Tx, orderer: &Orderer) -> Result<(), StoreError> {
    execute!(tx, EMPTY_CART, orderer.customer_id.0, orderer.contact_id.0)?;
    Ok(())
}

/// The audit entries, the mails and, if nothing needs a release, the hand-over.
async fn announce(tx: &mut Tx, orderer: &Orderer, before: &Before, (order, head): (&NewOrder<'_>, Head)) -> Result<(), StoreError> {
    let (customer_id, order_id) = (orderer.customer_id, order.id);
    let sheet = OrderSheet { head, lines: order.views(), removed: Vec::new() };
    let actor = Actor::from(orderer);
    let placed = AuditEvent::OrderPlaced { waits: order.waits(), approver: sheet.head.approver_name.clone() };
    record(tx, customer_id, &actor, Some(order_id), &placed).await?;
    record_freed(tx, orderer, order_id, order.freed()).await?;
    let (delivery, deputy) = if sheet.head.approver().is_some() {
        let duty = before.duty(tx, customer_id).await?;
        (None, ask_today(tx, customer_id, &sheet, (&duty, None)).await?)
    } else {
        (Some(hand_over(tx, customer_id, &sheet, &actor).await?.0), None)
    };
    let received = Notice::OrderReceived { order: OrderDigest { deputy, ..sheet.digest() }, delivery };
    enqueue(tx, customer_id, orderer.contact_id, Some(order_id), &received)
}
