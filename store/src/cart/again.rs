//! Putting what was ordered before into the cart again.

use super::{
    CartRefusal,
    change::{hold_cart, quantity_of, set_charged},
    read::is_untouched,
};
use crate::{
    Failure, Orderer, Store, StoreError,
    engine::{Tx, execute, fetch_all},
};
use domain::{ArticleId, CostCentreId, OrderId, Verdict};
use sqlx::FromRow;
use uuid::Uuid;

/// Which lines of an order are taken into the cart again. What was delivered is taken as it was delivered, with the article and the
/// quantity that an approver released, and what was not as it was ordered, unless all is wanted as it was ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgainLines {
    /// All.
    All,
    /// All, as they were ordered.
    AsOrdered,
    /// Those that were rejected.
    Rejected,
    /// The one at this position.
    One(u32),
    /// What was proposed instead of the one at this position, as many as were ordered of that.
    Alternative(u32),
}

/// What became of the lines that were taken again, by their positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenAgain {
    /// In the cart now.
    pub taken: Vec<u32>,
    /// Left out: their articles are no longer sold.
    pub left_out: Vec<u32>,
}

impl Store {
    /// Sees to it that the cart holds at least what these lines of an own order come to. The order must be closed.
    ///
    /// What is in the cart already counts, so that a second click, or the same request once more, changes nothing; a cart needs
    /// no memory for that. An untouched cart also gets the order's address, reference, note and cost centre, also for one line; where
    /// something was put in or typed already, that stays. A line that was not in the cart brings the cost centre of its own along, if that
    /// is still in use. All or nothing, but for articles that are no longer sold.
    ///
    /// # Errors
    /// [`CartRefusal`]; [`StoreError::NotFound`] when it is not the caller's own order, is still open, or has no such line.
    pub async fn take_again(&self, orderer: &Orderer, order: OrderId, lines: AgainLines) -> Result<TakenAgain, Failure<CartRefusal>> {
        let args = (orderer.clone(), order, lines);
        self.write(orderer, args, |tx, (orderer, order, lines)| Box::pin(take_again(tx, orderer, *order, *lines))).await
    }
}

async fn take_again(tx: &mut Tx, orderer: &Orderer, order: OrderId, wanted: AgainLines) -> Result<TakenAgain, Failure<CartRefusal>> {
    let lines = ordered(tx, orderer, order, wanted).await?;
    hold_cart(tx, orderer).await?;
    let is_untouched = is_untouched(tx, orderer).await?;
    let mut answer = TakenAgain::default();
    let goods: Vec<_> = lines.iter().map(|line| line.goods(wanted)).collect();
    for (line, (article, _)) in lines.iter().zip(&goods) {
        // An approver may have put one article in the place of several.
        let quantity = goods.iter().filter(|(other, _)| other == article).map(|(_, quantity)| quantity).sum();
        let is_taken = take(tx, orderer, (*article, quantity), line.cost_centre_id.map(CostCentreId)).await?;
        if is_taken { &mut answer.taken } else { &mut answer.left_out }.push(line.position);
    }
    if is_untouched && !answer.taken.is_empty() {
        fill_in_again(tx, orderer, order).await?;
    }
    Ok(answer)
}

#[derive(FromRow)]
struct OrderedLine {
    #[sqlx(try_from = "i64")]
    position: u32,
    #[sqlx(try_from = "Uuid")]
    article_id: ArticleId,
    #[sqlx(try_from = "i64")]
    quantity: u32,
    #[sqlx(try_from = "Uuid")]
    delivered_id: ArticleId,
    #[sqlx(try_from = "i64")]
    delivered: u32,
    alternative_id: Option<Uuid>,
    verdict: Option<String>,
    /// The cost centre of its own, if it has one that is still in use.
    cost_centre_id: Option<Uuid>,
}

impl OrderedLine {
    /// Which article, and how many units of it.
    fn goods(&self, wanted: AgainLines) -> (ArticleId, u32) {
        match wanted {
            AgainLines::AsOrdered => (self.article_id, self.quantity),
            AgainLines::Alternative(_) => (self.alternative_id.map_or(self.article_id, ArticleId), self.quantity),
            _ => (self.delivered_id, self.delivered),
        }
    }

    fn is_wanted(&self, wanted: AgainLines) -> bool {
        match wanted {
            AgainLines::All | AgainLines::AsOrdered => true,
            AgainLines::Rejected => self.verdict.as_deref() == Some(Verdict::Rejected.word()),
            AgainLines::One(position) => self.position == position,
            AgainLines::Alternative(position) => self.position == position && self.alternative_id.is_some(),
        }
    }
}

// An order that is open has no instant of closing yet. What was not delivered in the end is as it was ordered.
const ORDERED: &str = "
    select l.position, l.article_id, l.quantity, case when r.position is null then d.verdict else 'rejected' end as verdict,
        coalesce(case when r.position is null and o.status <> 'withdrawn' then d.article_id end, l.article_id) as delivered_id,
        coalesce(case when r.position is null and o.status <> 'withdrawn' then d.quantity end, l.quantity) as delivered,
        v.article_id as alternative_id, b.id as cost_centre_id
    from orders o
    join order_lines l on l.customer_id = o.customer_id and l.order_id = o.id and l.until is null
    left join decisions d on d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
    left join overrulings r on r.customer_id = d.customer_id and r.order_id = d.order_id and r.position = d.position
    left join alternatives v on v.customer_id = l.customer_id and v.order_id = l.order_id and v.position = l.position
    left join order_line_cost_centres p on p.customer_id = l.customer_id and p.order_id = l.order_id and p.position = l.position
    left join cost_centres b on b.customer_id = p.customer_id and b.id = p.cost_centre_id and b.archived_at is null
    where o.customer_id = $1 and o.id = $2 and o.orderer_id = $3 and o.closed_at is not null
    order by l.position";

/// The wanted lines of an own order that is closed.
async fn ordered(tx: &mut Tx, orderer: &Orderer, order: OrderId, wanted: AgainLines) -> Result<Vec<OrderedLine>, StoreError> {
    let mut lines = fetch_all!(tx, OrderedLine, ORDERED, orderer.customer_id.0, order.0, orderer.contact_id.0)?;
    lines.retain(|line| line.is_wanted(wanted));
    if lines.is_empty() { Err(StoreError::NotFound) } else { Ok(lines) }
}

/// Whether so much of the article is in the cart now; it is not when the article is no longer sold. Where nothing of it was there, the
/// cost centre of its own comes along.
async fn take(tx: &mut Tx, orderer: &Orderer, goods: (ArticleId, u32), own: Option<CostCentreId>) -> Result<bool, Failure<CartRefusal>> {
    let (article, quantity) = goods;
    let present = quantity_of(tx, orderer, article).await?;
    match set_charged(tx, orderer, (article, present.max(quantity)), own).await {
        Ok(()) => Ok(true),
        Err(Failure::Store(StoreError::NotFound)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

const FILL_IN_AGAIN: &str = "
    update carts set company = o.company, attention = o.attention, street = o.street, postcode = o.postcode, town = o.town,
        reference = coalesce(o.reference, ''), note = coalesce(o.note, '')
    from orders o
    where carts.customer_id = $1 and carts.contact_id = $2 and o.customer_id = $1 and o.id = $3";

const CHOOSE_AGAIN: &str = "
    insert into cart_cost_centres (customer_id, contact_id, cost_centre_id)
    select t.customer_id, $2, t.cost_centre_id
    from order_cost_centres t
    join cost_centres k on k.customer_id = t.customer_id and k.id = t.cost_centre_id
    where t.customer_id = $1 and t.order_id = $3 and t.is_of_order and k.archived_at is null
    on conflict (customer_id, contact_id) do nothing";

/// Fills the order form in as it was for that order.
async fn fill_in_again(tx: &mut Tx, orderer: &Orderer, order: OrderId) -> Result<(), StoreError> {
    execute!(tx, FILL_IN_AGAIN, orderer.customer_id.0, orderer.contact_id.0, order.0)?;
    execute!(tx, CHOOSE_AGAIN, orderer.customer_id.0, orderer.contact_id.0, order.0)?;
    Ok(())
}
