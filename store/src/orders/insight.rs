//! What helps an approver to decide on a line: what was ordered of the article before, and what the Kundensortiment has instead.

use super::{OrderLineView, OrderView};
use crate::{
    Stamp, StoreError,
    engine::{Tx, fetch_all},
    learning::{Habit, habits},
};
use domain::{
    ArticleId, Availability, CustomerId, OrderId, Rappen, Replacement,
    likeness::{Name, closest},
};
use sqlx::FromRow;
use uuid::Uuid;

/// The most articles of the Kundensortiment among which the closest ones are looked for.
const CANDIDATES: i64 = 1_000;

/// What helps to decide on a line that needs a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineInsight {
    /// The line's position, from 1.
    pub position: u32,
    /// When its article was delivered before: the last three times to this company, and to this orderer. Newest first.
    pub purchases: Vec<Purchase>,
    /// The article of the Kundensortiment that comes closest, at today's price, where it may take the place of the ordered one.
    pub closest: Option<Closest>,
    /// That such lines are released time and again, where the customer wants to hear of it.
    pub habit: Option<Habit>,
}

/// An article that may take the place of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closest {
    /// The article.
    pub article: Replacement,
    /// How it can be had today.
    pub availability: Availability,
}

/// An article as it was handed over to the supplier before.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Purchase {
    #[sqlx(try_from = "i64")]
    line: u32,
    /// When the supplier got it.
    pub received_at: Stamp,
    /// The name of who ordered.
    pub orderer_name: String,
    /// Whether it was the orderer of the order that waits.
    pub is_own: bool,
    /// How many units.
    #[sqlx(try_from = "i64")]
    pub quantity: u32,
    /// The unit in which it was sold.
    pub unit: String,
    /// The price of a unit.
    #[sqlx(try_from = "i64")]
    pub price: Rappen,
}

/// For each line that needs a release, in a few questions for the whole order.
pub(super) async fn insights(tx: &mut Tx, customer: CustomerId, view: &OrderView) -> Result<Vec<LineInsight>, StoreError> {
    let (order, orderer) = (view.id, view.orderer_id);
    let purchases = fetch_all!(tx, Purchase, PURCHASES, customer.0, order.0, orderer.0)?;
    let categories = fetch_all!(tx, (i64, Uuid), CATEGORIES_OF_LINES, customer.0, order.0)?;
    let candidates = if view.extras.alters_lines { candidates(tx, customer, order).await? } else { Vec::new() };
    let habits = habits(tx, (customer, order, orderer)).await?;
    let category = |line: &OrderLineView| categories.iter().find(|(position, _)| *position == i64::from(line.position)).map(|(_, id)| *id);
    let insight = |line: &OrderLineView| LineInsight {
        position: line.position,
        purchases: purchases.iter().filter(|purchase| purchase.line == line.position).cloned().collect(),
        closest: category(line).and_then(|category| closest_to(line, category, &candidates)),
        habit: habits.iter().find(|(position, _)| *position == line.position).map(|(_, habit)| *habit),
    };
    Ok(view.lines.iter().filter(|line| line.review.is_some()).map(insight).collect())
}

/// The lines to decide, each with the supply order in which the company had its article so many times ago.
macro_rules! had_by_company {
    ($ago:literal) => {
        concat!(
            "
        select l.position, l.article_number, (
            select distinct x.supply_order_id from supply_order_lines x
            where x.customer_id = l.customer_id and x.article_number = l.article_number
            order by x.supply_order_id desc limit 1 offset ",
            $ago,
            ") as supply_order_id
        from order_lines l where l.customer_id = $1 and l.order_id = $2 and l.review is not null"
        )
    };
}

/// The same for the orderer, among the last hundred times that the company had it.
macro_rules! had_by_orderer {
    ($ago:literal) => {
        concat!(
            "
        select l.position, l.article_number, (
            select few.supply_order_id
            from (
                select distinct x.supply_order_id from supply_order_lines x
                where x.customer_id = l.customer_id and x.article_number = l.article_number
                order by x.supply_order_id desc limit 100
            ) few
            join supply_orders s on s.customer_id = l.customer_id and s.id = few.supply_order_id
            join orders o on o.customer_id = s.customer_id and o.id = s.order_id
            where o.orderer_id = $3
            order by few.supply_order_id desc limit 1 offset ",
            $ago,
            ") as supply_order_id
        from order_lines l where l.customer_id = $1 and l.order_id = $2 and l.review is not null"
        )
    };
}

/// The joins are crossed so that SQLite keeps to this order: it would begin with all lines that were ever handed over.
///
/// What was handed over is what counts, with what approvers made of it. Ids of supply orders are in the order of time.
const PURCHASES: &str = concat!(
    "
    select wanted.position as line, s.received_at, s.orderer_name, o.orderer_id = $3 as is_own, g.quantity, g.unit, g.price
    from (",
    had_by_company!(0),
    " union",
    had_by_company!(1),
    " union",
    had_by_company!(2),
    " union",
    had_by_orderer!(0),
    " union",
    had_by_orderer!(1),
    " union",
    had_by_orderer!(2),
    "
    ) wanted
    cross join supply_orders s
    cross join orders o
    cross join supply_order_lines g
    where s.customer_id = $1 and s.id = wanted.supply_order_id
        and o.customer_id = s.customer_id and o.id = s.order_id
        and g.customer_id = s.customer_id and g.supply_order_id = s.id and g.article_number = wanted.article_number
    order by wanted.position, s.id desc, g.position"
);

const CATEGORIES_OF_LINES: &str = "
    select l.position, a.category_id
    from order_lines l
    join articles a on a.id = l.article_id
    where l.customer_id = $1 and l.order_id = $2 and l.review is not null";

const ASSORTMENT: &str = "
    select a.category_id, a.id, a.number, a.name, a.unit, a.price, a.availability
    from assortment_articles s
    join articles a on a.id = s.article_id
    where s.customer_id = $1 and a.availability <> 'discontinued' and a.category_id in (
        select o.category_id from order_lines l join articles o on o.id = l.article_id
        where l.customer_id = $1 and l.order_id = $2 and l.review is not null
    )
    order by a.number limit $3";

#[derive(FromRow)]
struct Candidate {
    category_id: Uuid,
    #[sqlx(try_from = "Uuid")]
    id: ArticleId,
    number: String,
    name: String,
    unit: String,
    #[sqlx(try_from = "i64")]
    price: Rappen,
    #[sqlx(try_from = "String")]
    availability: Availability,
}

/// The articles of the Kundensortiment in the categories of the order, each with its name as it is compared.
async fn candidates(tx: &mut Tx, customer: CustomerId, order: OrderId) -> Result<Vec<(Name, Candidate)>, StoreError> {
    let rows = fetch_all!(tx, Candidate, ASSORTMENT, customer.0, order.0, CANDIDATES)?;
    Ok(rows.into_iter().map(|row| (Name::of(&row.name), row)).collect())
}

/// The closest other article of the same category, at today's price, and how it can be had. It is sold in the same unit: a pallet is
/// nothing in the place of a packet, and their prices tell nothing.
fn closest_to(line: &OrderLineView, category: Uuid, candidates: &[(Name, Candidate)]) -> Option<Closest> {
    let is_like = |candidate: &Candidate| candidate.category_id == category && candidate.unit == line.unit;
    let others = candidates.iter().filter(|(_, candidate)| is_like(candidate) && candidate.number != line.article_number);
    let (_, found) = closest(&Name::of(&line.name), line.standing_price(), others, |(name, candidate)| (name, candidate.price))?;
    let article = Replacement {
        article_id: found.id,
        article_number: found.number.clone(),
        name: found.name.clone(),
        unit: found.unit.clone(),
        price: found.price,
    };
    Some(Closest { article, availability: found.availability })
}
