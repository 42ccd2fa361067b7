//! What is released time and again: where the latest orders of an article, once they were closed, were all released as they were.

use super::allowance;
use crate::{
    StoreError,
    engine::{Tx, fetch_all},
    rules,
};
use domain::{
    Allowance, ContactId, CustomerId, CustomerRule, OrderId, Rappen, ReviewReason,
    standing_release::{Outcome, habit},
};
use sqlx::FromRow;

/// That an article is released time and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habit {
    /// Whose orders of it.
    pub of: HabitOf,
    /// The amount up to which it could be released for good, net.
    pub up_to: Rappen,
}

/// Whose orders are released time and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HabitOf {
    /// Those of the one who ordered.
    Orderer,
    /// Those of the company.
    Company,
}

/// One of the latest times that an article was decided on.
#[derive(FromRow)]
struct Decided {
    /// The line that waits.
    position: i64,
    /// Whether the same person had ordered it.
    is_own: bool,
    /// Whether it was released as it was ordered.
    is_as_ordered: bool,
    /// What the line cost.
    #[sqlx(try_from = "i64")]
    net: Rappen,
    /// What the orderer may order of it at a time already.
    #[sqlx(try_from = "Option<i64>")]
    allowance: Allowance,
}

impl Decided {
    const fn outcome(&self) -> Outcome {
        if self.is_as_ordered { Outcome::AsOrdered(self.net) } else { Outcome::Otherwise }
    }
}

/// The lines that the Freigabeart lets somebody decide, for the reasons `$4` and `$5` (what is beyond a limit stays so, whatever is
/// released for good), each with the closed order in which its article was decided on so many times ago, among the last hundred.
macro_rules! decided {
    ($ago:literal, $whose:literal) => {
        concat!(
            "
        select l.position, l.article_id, (
            select few.order_id
            from (
                select distinct x.order_id from order_lines x
                where x.customer_id = l.customer_id and x.article_id = l.article_id and x.review is not null and x.until is null
                    and x.review in ($4, $5)
                order by x.order_id desc limit 100
            ) few
            join orders o on o.customer_id = l.customer_id and o.id = few.order_id
            where o.closed_at is not null and o.status <> 'withdrawn'",
            $whose,
            "
            order by few.order_id desc limit 1 offset ",
            $ago,
            ") as order_id
        from order_lines l
        where l.customer_id = $1 and l.order_id = $2 and l.review in ($4, $5) and l.until is null"
        )
    };
}

// Ids of orders are in the order of time. The joins are crossed so that SQLite keeps to this order: it would begin with all lines of the
// customer.
const LATEST: &str = concat!(
    "
    select wanted.position, o.orderer_id = $3 as is_own, l.price * l.quantity as net,
        d.verdict = 'released' and d.quantity is null and d.article_id is null and r.position is null as is_as_ordered, ",
    allowance!("wanted.article_id", "$3"),
    " as allowance
    from (",
    decided!(0, ""),
    " union",
    decided!(1, ""),
    " union",
    decided!(2, ""),
    " union",
    decided!(0, " and o.orderer_id = $3"),
    " union",
    decided!(1, " and o.orderer_id = $3"),
    " union",
    decided!(2, " and o.orderer_id = $3"),
    "
    ) wanted
    cross join orders o
    cross join order_lines l
    cross join decisions d
    left join overrulings r on r.customer_id = d.customer_id and r.order_id = d.order_id and r.position = d.position
    where o.customer_id = $1 and o.id = wanted.order_id
        and l.customer_id = o.customer_id and l.order_id = o.id and l.article_id = wanted.article_id and l.until is null
        and d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
    order by wanted.position, o.id desc, l.position"
);

/// The habits of an order's lines by their positions, where its customer wants to hear of them; in one question for the whole order.
pub(crate) async fn habits(
    tx: &mut Tx,
    (customer, order, orderer): (CustomerId, OrderId, ContactId),
) -> Result<Vec<(u32, Habit)>, StoreError> {
    if !rules::is_on(tx, customer, CustomerRule::ProposesRules).await? {
        return Ok(Vec::new());
    }
    let [every, outside] = ReviewReason::OF_KINDS.map(ReviewReason::word);
    let latest = fetch_all!(tx, Decided, LATEST, customer.0, order.0, orderer.0, every, outside)?;
    let of_lines = latest.chunk_by(|one, next| one.position == next.position);
    let found = of_lines.filter_map(|of_line| Some((u32::try_from(of_line.first()?.position).ok()?, habit_of(of_line)?)));
    Ok(found.collect())
}

/// The orderer's own habit or, if there is none, the company's; none where as much of it goes without a release already.
fn habit_of(latest: &[Decided]) -> Option<Habit> {
    let own: Vec<_> = latest.iter().filter(|decided| decided.is_own).map(Decided::outcome).collect();
    let all: Vec<_> = latest.iter().map(Decided::outcome).collect();
    let own = habit(&own).map(|up_to| Habit { of: HabitOf::Orderer, up_to });
    let found = own.or_else(|| habit(&all).map(|up_to| Habit { of: HabitOf::Company, up_to }));
    let allowance = latest.first().map(|decided| decided.allowance).unwrap_or_default();
    found.filter(|habit| !allowance.covers(habit.up_to))
}
