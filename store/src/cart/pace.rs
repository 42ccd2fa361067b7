//! How long somebody usually takes to decide.

use crate::{
    Stamp, StoreError,
    engine::{Tx, fetch_all},
};
use domain::{
    ContactId, CustomerId,
    pace::{self, Pace},
};
use sqlx::FromRow;

/// Somebody's last word on an order before it went on or was closed, with all from which the time until then may count.
#[derive(FromRow)]
struct LastWord {
    said_at: Stamp,
    placed_at: Stamp,
    /// When it had gone on to them.
    passed_on: Option<Stamp>,
    /// When its orderer had changed it.
    revised: Option<Stamp>,
    /// When lines of it were asked again.
    recalled: Option<Stamp>,
    /// When its release was taken back, so that it came back to them.
    came_back: Option<Stamp>,
}

impl LastWord {
    fn minutes(&self) -> u32 {
        let later = [self.passed_on, self.revised, self.recalled, self.came_back].into_iter().flatten();
        let began = later.fold(self.placed_at, Stamp::max);
        let minutes = self.said_at.instant().duration_since(began.instant()).as_mins();
        u32::try_from(minutes.max(0)).unwrap_or(u32::MAX)
    }
}

// The last decision where an order came first, the confirmation of what had gone on, and the last of the rejections that ended such an
// order. Each kind by an index of its own, from the latest, and no further than it takes; the joins are crossed so that SQLite keeps to it.
const LATEST_WORDS: &str = "
    with decided (order_id, said_at) as (
        select d.order_id, d.decided_at from decisions d
        cross join orders o
        where d.customer_id = $1 and d.approver_id = $2 and d.level = 0
            and o.customer_id = d.customer_id and o.id = d.order_id and o.status <> 'withdrawn'
            and (o.closed_at is not null or exists (
                select 1 from confirmations f where f.customer_id = d.customer_id and f.order_id = d.order_id
            ))
            and not exists (
                select 1 from decisions e
                where e.customer_id = d.customer_id and e.order_id = d.order_id and e.level = 0
                    and (e.decided_at, e.position) > (d.decided_at, d.position)
            )
        order by d.decided_at desc limit $3
    ),
    confirmed (order_id, said_at) as (
        select f.order_id, f.confirmed_at from confirmations f
        cross join orders o
        where f.customer_id = $1 and f.approver_id = $2 and f.level > 0
            and o.customer_id = f.customer_id and o.id = f.order_id and o.status <> 'withdrawn'
        order by f.confirmed_at desc limit $3
    ),
    overruled (order_id, said_at) as (
        select r.order_id, r.rejected_at from overrulings r
        cross join orders o
        where r.customer_id = $1 and r.approver_id = $2
            and o.customer_id = r.customer_id and o.id = r.order_id and o.status = 'rejected'
            and not exists (
                select 1 from overrulings e
                where e.customer_id = r.customer_id and e.order_id = r.order_id
                    and (e.rejected_at, e.position) > (r.rejected_at, r.position)
            )
        order by r.rejected_at desc limit $3
    ),
    few (order_id, said_at) as (
        select * from decided union all select * from confirmed union all select * from overruled
    )
    select few.said_at, o.placed_at,
        (select max(f.confirmed_at) from confirmations f
            where f.customer_id = $1 and f.order_id = few.order_id and f.confirmed_at < few.said_at) as passed_on,
        (select max(v.revised_at) from order_revisions v
            where v.customer_id = $1 and v.order_id = few.order_id and v.revised_at < few.said_at) as revised,
        (select max(a.recalled_at) from recalls a
            where a.customer_id = $1 and a.order_id = few.order_id and a.recalled_at < few.said_at) as recalled,
        (select max(t.retracted_at) from retractions t
            where t.customer_id = $1 and t.order_id = few.order_id and t.retracted_at < few.said_at) as came_back
    from few
    cross join orders o
    where o.customer_id = $1 and o.id = few.order_id
    order by few.said_at desc limit $3";

/// Within what time this person usually decides, by their last words on orders that were not withdrawn, whoever was in charge of them.
/// The time counts from when the order was placed, came to be confirmed, came back from there, was changed or was asked again, whichever
/// was last: also for whoever has taken it over or stands in since, as it is about the order.
pub(super) async fn usual_pace(tx: &mut Tx, customer: CustomerId, who: ContactId) -> Result<Option<Pace>, StoreError> {
    let words = fetch_all!(tx, LastWord, LATEST_WORDS, customer.0, who.0, i64::from(pace::LATEST))?;
    let minutes: Vec<_> = words.iter().map(LastWord::minutes).collect();
    Ok(Pace::usual(&minutes))
}
