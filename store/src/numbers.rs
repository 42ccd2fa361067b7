//! Zahlen: what a customer bought in a period, of which kinds, by whom, and how long releases took.
//!
//! Money counts when an order is handed over to the supplier, with what was handed over, and what is rejected when its order is decided
//! to the end: the numbers of a month that is over never change again. Until then decisions are taken back and orders withdrawn, and
//! what somebody did not want any more is nothing that an approver has saved.

use crate::{
    Approver, Day, Stamp, Store, StoreError,
    contacts::check_still_approver,
    engine::{Tx, fetch_all, fetch_one, fetch_optional},
    sign_in::{SupplierPlace, at_the_supplier},
};
use domain::{
    CustomerId, Rappen,
    numbers::{Period, months_shown, nearest_rank, next_month},
};
use jiff::{SignedDuration, civil::Date};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

/// The numbers of a customer in a period. All amounts are net, in Rappen, and of goods: what delivering them cost is none of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Every month that they are about, the oldest first.
    pub months: Vec<Spend<Day>>,
    /// By category of the catalogue as it is today, the most first; an article that it does not have any more has none.
    pub categories: Vec<(Option<CategoryName>, Rappen)>,
    /// By the name of who ordered, the most first.
    pub orderers: Vec<Spend<String>>,
    /// By number and name of the cost centre as it is today, the most first; what has none is left out.
    pub cost_centres: Vec<Spend<String>>,
    /// What was agreed on, and what was not.
    pub assortment: AssortmentSpend,
    /// How long released orders had waited; nothing when none had to.
    pub release: Option<ReleaseTimes>,
    /// What was rejected.
    pub rejected: RejectedLines,
}

impl Numbers {
    /// What was bought in all.
    #[must_use]
    pub fn spend(&self) -> Rappen {
        self.months.iter().map(|month| month.net).sum()
    }

    /// How many orders were handed over.
    #[must_use]
    pub fn orders(&self) -> i64 {
        self.months.iter().map(|month| month.orders).sum()
    }
}

/// What was bought, and by how many orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spend<K> {
    /// In which month, or by whom.
    pub of: K,
    /// Net.
    pub net: Rappen,
    /// How many orders were handed over.
    pub orders: i64,
}

/// The names of a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryName {
    /// In German.
    pub german: String,
    /// In English.
    pub english: String,
}

/// What was bought within the Kundensortiment and outside of it, as it was when it was ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AssortmentSpend {
    /// Agreed on; also what an approver has put in the place of something else.
    pub inside: Rappen,
    /// Not agreed on.
    pub outside: Rappen,
    /// Ordered before it was written down, by somebody whose orders are not reviewed for it.
    pub unknown: Rappen,
}

/// How long released orders had waited, from placing to handing over, nights and weekends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleaseTimes {
    /// How many orders had to wait.
    pub orders: i64,
    /// Half of them waited no longer.
    pub median: SignedDuration,
    /// Nine of ten waited no longer.
    pub ninetieth: SignedDuration,
}

/// What was rejected of the orders that were decided to the end, also if that left nothing to hand over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct RejectedLines {
    /// How many lines.
    pub lines: i64,
    /// What they would have cost, net.
    #[sqlx(try_from = "i64")]
    pub net: Rappen,
}

impl Store {
    /// The numbers of the caller's customer in the period that was chosen, by the supplier's calendar; where none was, in this year, from
    /// the month of the first order on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn numbers(&self, approver: &Approver, chosen: Option<Period>) -> Result<Numbers, StoreError> {
        self.read(approver, (approver.clone(), chosen), |tx, (approver, chosen)| Box::pin(numbers(tx, approver, *chosen))).await
    }
}

/// From the first instant up to the second, which is not a part of it.
type Span = (Stamp, Stamp);

async fn numbers(tx: &mut Tx, approver: &Approver, chosen: Option<Period>) -> Result<Numbers, StoreError> {
    check_still_approver(tx, approver).await?;
    let customer = approver.orderer().customer_id;
    let supplier = at_the_supplier(tx).await?;
    let months = months_shown(chosen, first_order(tx, customer, &supplier).await?, supplier.today().0);
    let mut bought = Vec::new();
    for month in &months {
        bought.push((*month, bought_in(tx, customer, span(&supplier, &[*month])?).await?));
    }
    let whole = span(&supplier, &months)?;
    let released = bought.iter().flat_map(|(_, rows)| rows).map(|row| row.released).sum();
    let (categories, assortment) = kinds(tx, customer, whole).await?;
    Ok(Numbers {
        months: bought.iter().map(|(month, rows)| spend(Day(*month), rows)).collect(),
        categories,
        orderers: by_orderer(bought),
        cost_centres: by_cost_centre(tx, customer, whole).await?,
        assortment,
        release: release_times(tx, customer, whole, released).await?,
        rejected: rejected(tx, customer, whole).await?,
    })
}

// That numbers begin above zero leads by the index to the first one.
const FIRST_ORDER: &str = "select placed_at from orders where customer_id = $1 and number > 0 order by number limit 1";

async fn first_order(tx: &mut Tx, customer: CustomerId, supplier: &SupplierPlace) -> Result<Option<Date>, StoreError> {
    let first = fetch_optional!(tx, (Stamp,), FIRST_ORDER, customer.0)?;
    Ok(first.map(|(placed,)| supplier.day_of(placed).0))
}

/// From the beginning of the first of these months to the end of the last, at the supplier's.
fn span(supplier: &SupplierPlace, months: &[Date]) -> Result<Span, StoreError> {
    let (first, last) = months.first().zip(months.last()).ok_or_else(|| StoreError::Unreadable("a period has no months".into()))?;
    Ok((supplier.start_of(*first)?, supplier.start_of(next_month(*last))?))
}

const BOUGHT: &str = "
    select c.id as orderer_id, c.first_name || ' ' || c.last_name as name, bought.orders, bought.released, bought.net
    from (
        select o.orderer_id, count(*) as orders, count(o.approver_id) as released, cast(sum(s.net) as bigint) as net
        from supply_orders s
        join orders o on o.customer_id = s.customer_id and o.id = s.order_id
        where s.customer_id = $1 and s.received_at >= $2 and s.received_at < $3
        group by o.orderer_id
    ) bought
    join contacts c on c.customer_id = $1 and c.id = bought.orderer_id";

/// What somebody bought in a month.
#[derive(FromRow)]
struct Bought {
    orderer_id: Uuid,
    name: String,
    orders: i64,
    /// How many of the orders had to wait for a release.
    released: i64,
    #[sqlx(try_from = "i64")]
    net: Rappen,
}

async fn bought_in(tx: &mut Tx, customer: CustomerId, (from, to): Span) -> Result<Vec<Bought>, StoreError> {
    Ok(fetch_all!(tx, Bought, BOUGHT, customer.0, from, to)?)
}

fn spend<'b, K>(of: K, rows: impl IntoIterator<Item = &'b Bought>) -> Spend<K> {
    let nothing = Spend { of, net: Rappen(0), orders: 0 };
    rows.into_iter().fold(nothing, |spend, row| Spend { net: spend.net + row.net, orders: spend.orders + row.orders, ..spend })
}

fn by_orderer(months: Vec<(Date, Vec<Bought>)>) -> Vec<Spend<String>> {
    let mut rows: HashMap<Uuid, Vec<Bought>> = HashMap::new();
    for row in months.into_iter().flat_map(|(_, rows)| rows) {
        rows.entry(row.orderer_id).or_default().push(row);
    }
    let name = |rows: &[Bought]| rows.first().map(|row| row.name.clone()).unwrap_or_default();
    let mut orderers: Vec<_> = rows.into_values().map(|rows| spend(name(&rows), &rows)).collect();
    orderers.sort_by(|one, other| other.net.cmp(&one.net).then_with(|| one.of.cmp(&other.of)));
    orderers
}

const BY_COST_CENTRE: &str = "
    select k.number || ' ' || k.name as label, cast(sum(t.net) as bigint) as net, count(*) as orders
    from cost_centres k
    join order_cost_centres t on t.customer_id = k.customer_id and t.cost_centre_id = k.id
    where k.customer_id = $1 and t.closed_at >= $2 and t.closed_at < $3 and t.net is not null
    group by k.id, k.number, k.name";

async fn by_cost_centre(tx: &mut Tx, customer: CustomerId, (from, to): Span) -> Result<Vec<Spend<String>>, StoreError> {
    let rows = fetch_all!(tx, (String, i64, i64), BY_COST_CENTRE, customer.0, from, to)?;
    let mut centres: Vec<_> = rows.into_iter().map(|(of, net, orders)| Spend { of, net: Rappen(net), orders }).collect();
    centres.sort_by(|one, other| other.net.cmp(&one.net).then_with(|| one.of.cmp(&other.of)));
    Ok(centres)
}

/// Of lines that are in the assortment no more is written than that they are; whatever else was handed over is looked up. The join is
/// crossed so that SQLite keeps to this order: it would begin with all lines that were ever handed over.
const KINDS: &str = "
    select c.name_de, c.name_en, bought.standing, cast(sum(bought.net) as bigint) as net
    from (
        select article_number, standing, sum(net) as net
        from (
            select l.article_number, l.price * l.quantity as net, coalesce((
                select min(case when o.is_in_assortment is null then 'unknown' else 'outside' end) from order_lines o
                where o.customer_id = s.customer_id and o.order_id = s.order_id and o.article_number = l.article_number
                    and o.is_in_assortment is not true and o.until is null
            ), 'inside') as standing
            from supply_orders s
            cross join supply_order_lines l
            where s.customer_id = $1 and s.received_at >= $2 and s.received_at < $3
                and l.customer_id = s.customer_id and l.supply_order_id = s.id
        ) lines
        group by article_number, standing
    ) bought
    left join articles a on a.number = bought.article_number
    left join categories c on c.id = a.category_id
    group by c.id, c.name_de, c.name_en, bought.standing";

#[derive(FromRow)]
struct Kind {
    name_de: Option<String>,
    name_en: Option<String>,
    standing: String,
    #[sqlx(try_from = "i64")]
    net: Rappen,
}

type Categories = Vec<(Option<CategoryName>, Rappen)>;

async fn kinds(tx: &mut Tx, customer: CustomerId, (from, to): Span) -> Result<(Categories, AssortmentSpend), StoreError> {
    let (mut categories, mut assortment) = (Categories::new(), AssortmentSpend::default());
    for Kind { name_de, name_en, standing, net } in fetch_all!(tx, Kind, KINDS, customer.0, from, to)? {
        let sum = match standing.as_str() {
            "inside" => &mut assortment.inside,
            "outside" => &mut assortment.outside,
            _ => &mut assortment.unknown,
        };
        *sum = *sum + net;
        let name = name_de.zip(name_en).map(|(german, english)| CategoryName { german, english });
        match categories.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum = *sum + net,
            None => categories.push((name, net)),
        }
    }
    categories.sort_by(|(one, of_one), (other, of_other)| {
        let german = |name: &Option<CategoryName>| name.as_ref().map(|name| name.german.clone());
        of_other.cmp(of_one).then_with(|| german(one).cmp(&german(other)))
    });
    Ok((categories, assortment))
}

const AT_PLACES: &str = "
    select placed_at, received_at
    from (
        select o.placed_at, s.received_at, row_number() over (order by s.received_at - o.placed_at) as place
        from supply_orders s
        join orders o on o.customer_id = s.customer_id and o.id = s.order_id
        where s.customer_id = $1 and s.received_at >= $2 and s.received_at < $3 and o.approver_id is not null
    ) ranked
    where place in ($4, $5)
    order by place";

async fn release_times(tx: &mut Tx, customer: CustomerId, (from, to): Span, orders: i64) -> Result<Option<ReleaseTimes>, StoreError> {
    let [half, most] = [50, 90].map(|percent| nearest_rank(percent, orders));
    let rows = fetch_all!(tx, (Stamp, Stamp), AT_PLACES, customer.0, from, to, half, most)?;
    let waited = |(placed, handed_over): &(Stamp, Stamp)| handed_over.instant().duration_since(placed.instant());
    // Of few orders the same one may stand at both places.
    Ok(rows.first().zip(rows.last()).map(|(half, most)| ReleaseTimes { orders, median: waited(half), ninetieth: waited(most) }))
}

// An order that was decided is closed by its last decision, and by the index of those whoever was in charge leads to them. The joins are
// crossed so that SQLite keeps to this order: it would begin with all decisions of the customer.
const REJECTED: &str = "
    select count(*) as lines, cast(coalesce(sum(l.price * l.quantity), 0) as bigint) as net
    from contacts c
    cross join orders o
    cross join decisions d
    left join overrulings r on r.customer_id = d.customer_id and r.order_id = d.order_id and r.position = d.position
    cross join order_lines l
    where c.customer_id = $1 and o.customer_id = c.customer_id and o.approver_id = c.id
        and o.closed_at >= $2 and o.closed_at < $3 and o.status <> 'withdrawn'
        and d.customer_id = o.customer_id and d.order_id = o.id and (d.verdict = 'rejected' or r.position is not null)
        and l.customer_id = d.customer_id and l.order_id = d.order_id and l.position = d.position and l.until is null";

async fn rejected(tx: &mut Tx, customer: CustomerId, (from, to): Span) -> Result<RejectedLines, StoreError> {
    Ok(fetch_one!(tx, RejectedLines, REJECTED, customer.0, from, to)?)
}
