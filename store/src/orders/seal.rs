//! What a decision is bound to, and what becomes of it when a price moves, or what was in stock is on order, before the hand-over.

use super::{
    OrderLineView,
    head::{Decider, Head},
    lines::word,
    sheet::{OrderSheet, sheet},
    write_status,
};
use crate::{
    StoreError,
    absences::Duty,
    audit::record,
    caller::Actor,
    engine::{Tx, execute},
    hex::hex,
    outbox::enqueue,
};
use domain::{
    AskedAgain, Availability, CustomerId, Offer, OrderId, Rappen, ReviewReason,
    audit::AuditEvent,
    notice::{Again, Notice},
    order,
    review::reason_again,
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::FromRow;

/// How many bytes of a hash make a seal. It tells two states of one line apart, and has to fit many times into a form.
const SEAL: usize = 8;

/// How a line stands today, as it is read with it.
#[derive(FromRow)]
pub(super) struct Standing {
    pub(super) agreed_price: Option<i64>,
    #[sqlx(try_from = "i64")]
    pub(super) round: u32,
    #[sqlx(try_from = "i64")]
    today_price: Rappen,
    #[sqlx(try_from = "String")]
    pub(super) today_availability: Availability,
    is_same_unit: bool,
    again_cause: Option<String>,
    again_agreed: Option<i64>,
    again_price: Option<i64>,
    /// The name of what was to be delivered instead when it was asked again.
    again_other: Option<String>,
}

impl Standing {
    /// What is sold by another unit now is another thing, and its price tells nothing.
    pub(super) const fn today(&self) -> Offer {
        Offer { price: self.today_price, is_sold: self.today_availability.is_sold() && self.is_same_unit }
    }

    pub(super) fn again(&self) -> Result<Option<Again>, StoreError> {
        let cause = word(self.again_cause.clone())?;
        let (prices, replacement) = (self.again_agreed.zip(self.again_price), self.again_other.clone());
        Ok(cause.zip(prices).map(|(cause, (agreed, price))| Again { cause, agreed: Rappen(agreed), price: Rappen(price), replacement }))
    }
}

/// The line with its seal, for which little in stock is in stock. Once an order is closed, or the line is in it no more, today's catalogue
/// is nothing to it, and nobody is asked again.
pub(super) fn sealed(mut line: OrderLineView, head: &Head, is_present: bool) -> Result<OrderLineView, StoreError> {
    let is_open = is_present && head.status.is_open();
    line.today = line.today.filter(|_| is_open);
    line.availability = line.availability.filter(|_| is_open);
    let is_asked = is_open && line.state().is_open();
    line.again = line.again.filter(|_| is_asked);
    let offered = (line.standing_price(), line.is_sold(), line.is_on_order());
    let goods = (&line.article_number, &line.name, &line.unit, line.quantity, offered);
    let payer = line.cost_centre.as_ref().map(|own| &own.label).or(head.cost_centre.as_ref());
    let seen = serde_json::to_vec(&(line.position, line.round, goods, head.address(), payer))?;
    line.seal = hex(&Sha256::digest(seen)[..SEAL]);
    Ok(line)
}

impl OrderSheet {
    /// One seal of all that whoever confirms its release looks at. It is no seal of those of its lines, for these know nothing of
    /// decisions. Today's prices, and whether an article can be had, are settled before the hand-over: pages tell what that would be now,
    /// and nobody is bound to it.
    pub(super) fn seal(&self) -> Result<String, StoreError> {
        let lines: Vec<_> = self.lines.iter().map(to_confirm).collect();
        let seen = serde_json::to_vec(&(self.head.version, self.head.address(), &self.head.cost_centre, lines))?;
        Ok(hex(&Sha256::digest(seen)[..SEAL]))
    }
}

/// What there is to see of a line for whoever confirms, with the decision on it.
fn to_confirm(line: &OrderLineView) -> impl Serialize {
    let goods = (&line.article_number, &line.name, &line.unit, line.quantity, line.standing_price());
    let proposed = line.alternative().map(|alternative| &alternative.article);
    let decided = line.decision.as_ref().map(|made| (made.verdict, made.cause, &made.reason, &made.change, made.approver_id, proposed));
    let payer = line.cost_centre.as_ref().map(|own| &own.label);
    (line.position, line.round, goods, payer, decided)
}

/// One seal of several lines.
#[must_use]
pub fn sealed_together(seals: &[String]) -> String {
    hex(&Sha256::digest(seals.join("."))[..SEAL])
}

/// Before the hand-over: what would be dearer than the customer bears, or than was released for good, or is sold no more, is asked again,
/// and so is what was in stock when it was released and is on order now; where nothing is, all lines take today's prices. Gives the
/// order as it is then, and how many of its lines are asked again, of whoever has it now and at whatever level that is; nothing where
/// all stays as it was.
pub(super) async fn settle_all(
    tx: &mut Tx,
    customer_id: CustomerId,
    before: &OrderSheet,
) -> Result<Option<(OrderSheet, usize)>, StoreError> {
    let (mut moved, mut asked) = (Vec::new(), Vec::new());
    for line in &before.lines {
        match line.settled(before.head.parties.price_tolerance) {
            Some(Ok(price)) if line.delivered().is_some_and(|goods| goods.price != price) => moved.push((line, price)),
            Some(Err(cause)) => asked.push((line, cause)),
            Some(Ok(_)) | None => {}
        }
    }
    for (line, cause) in &asked {
        ask_again(tx, (customer_id, before.head.id), line, *cause).await?;
    }
    for (line, price) in moved.iter().filter(|_| asked.is_empty()) {
        agree(tx, (customer_id, before.head.id), line, *price).await?;
    }
    if asked.is_empty() && moved.is_empty() {
        return Ok(None);
    }
    let (count, after) = (asked.len(), sheet(tx, customer_id, before.head.id).await?);
    if count > 0 {
        write_status(tx, customer_id, after.head.id, order::status(&after.states(), false, None)).await?;
        tell(tx, customer_id, &after).await?;
    }
    Ok(Some((after, count)))
}

const AGREE: &str = "update order_lines set agreed_price = $4 where customer_id = $1 and order_id = $2 and position = $3";

const AGREE_OTHER: &str = "update decisions set price = $4 where customer_id = $1 and order_id = $2 and position = $3";

/// From now on a unit of what is delivered of the line costs this.
pub(super) async fn agree(
    tx: &mut Tx,
    (customer_id, order_id): (CustomerId, OrderId),
    line: &OrderLineView,
    to: Rappen,
) -> Result<(), StoreError> {
    let other = line.decision.as_ref().and_then(|decision| decision.change.as_ref()?.replacement.as_ref());
    let (sql, name, from) = match other {
        Some(other) => (AGREE_OTHER, &other.name, other.price),
        None => (AGREE, &line.name, line.agreed()),
    };
    execute!(tx, sql, customer_id.0, order_id.0, i64::from(line.position), to.0)?;
    let agreed = AuditEvent::PriceAgreed { position: line.position, article: name.clone(), from, to };
    record(tx, customer_id, &Actor::system(), Some(order_id), &agreed).await
}

const RECALL: &str = "
    insert into recalls (customer_id, order_id, position, round, cause, agreed_price, price, recalled_at,
        approver_id, verdict, decided_at, seal, quantity, article_id, level, availability)
    select l.customer_id, l.order_id, l.position, l.round + 1, $4, $5, $6, $7,
        d.approver_id, d.verdict, d.decided_at, d.seal, d.quantity, d.article_id, d.level, d.availability
    from order_lines l
    left join decisions d on d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
    where l.customer_id = $1 and l.order_id = $2 and l.position = $3";

const DROP: &str = "delete from decisions where customer_id = $1 and order_id = $2 and position = $3";

const NEXT_ROUND: &str = "
    update order_lines set round = round + 1, review = coalesce(review, $4)
    where customer_id = $1 and order_id = $2 and position = $3";

/// Asks a line again: the decision on it, if there is one, holds no more and is kept beside the reason. Within a round a line is
/// decided once; what was on a screen in an earlier round decides nothing in this one, as the round is part of the seal.
async fn ask_again(
    tx: &mut Tx,
    (customer_id, order_id): (CustomerId, OrderId),
    line: &OrderLineView,
    cause: AskedAgain,
) -> Result<(), StoreError> {
    let Some((goods, today)) = line.delivered().zip(line.today) else { return Ok(()) };
    let (customer, order, position) = (customer_id.0, order_id.0, i64::from(line.position));
    execute!(tx, RECALL, customer, order, position, cause.word(), goods.price.0, today.price.0, tx.now)?;
    execute!(tx, DROP, customer, order, position)?;
    execute!(tx, NEXT_ROUND, customer, order, position, reason_again(cause).map(ReviewReason::word))?;
    let (article, agreed, price) = (goods.name.to_owned(), goods.price, today.price);
    let asked = AuditEvent::LineAskedAgain { position: line.position, article, cause, agreed, price };
    record(tx, customer_id, &Actor::system(), Some(order_id), &asked).await
}

/// Tells whoever is to decide today.
async fn tell(tx: &mut Tx, customer_id: CustomerId, sheet: &OrderSheet) -> Result<(), StoreError> {
    let duty = Duty::of_today(tx, customer_id).await?;
    let Some(Decider { id, in_place_of }) = sheet.head.decider(&duty) else { return Ok(()) };
    enqueue(tx, customer_id, id, Some(sheet.head.id), &Notice::AskedAgain { order: sheet.digest(), in_place_of })
}
