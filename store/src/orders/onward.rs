//! To whom an order goes once it is released: by the rules of [`domain::hierarchy`], with whoever looks after its budgets today.

use super::{
    passed::{PeopleOf, by_order},
    sheet::OrderSheet,
};
use crate::{
    StoreError,
    absences::Duty,
    contacts::living_approver,
    cost_centres,
    engine::{Tx, fetch_all},
    hierarchy::Ranks,
};
use domain::{
    ContactId, CostCentreId, CustomerId,
    hierarchy::{Onward, Release, Way},
};
use uuid::Uuid;

/// Where an order goes, and to whom, once `by` has released everything that is open; `None` when that is to the supplier.
pub(super) async fn onward(
    tx: &mut Tx,
    customer: CustomerId,
    sheet: &OrderSheet,
    by: ContactId,
) -> Result<Option<(Onward, String)>, StoreError> {
    let Some((ranks, way)) = way(tx, customer, sheet, by).await? else { return Ok(None) };
    // Most orders go nowhere else, and nobody needs to know who is away.
    if ranks.hierarchy.onward(&way).is_none() {
        return Ok(None);
    }
    let duty = Duty::of_today(tx, customer).await?;
    Ok(ranks.onward(&way, &duty))
}

/// The names of all who have to confirm an order, as things are today, once `by` has released everything that is open.
pub(super) async fn later(
    tx: &mut Tx,
    customer: CustomerId,
    sheet: &OrderSheet,
    (by, duty): (ContactId, &Duty),
) -> Result<Vec<String>, StoreError> {
    let Some((ranks, way)) = way(tx, customer, sheet, by).await? else { return Ok(Vec::new()) };
    Ok(ranks.names_of_stages_today(way, duty))
}

/// How far an order has come then; `None` where it goes nowhere else, whatever it costs.
async fn way(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet, by: ContactId) -> Result<Option<(Ranks, Way)>, StoreError> {
    let Some(in_charge) = sheet.head.approver() else { return Ok(None) };
    let responsible = responsible(tx, customer, sheet).await?;
    let is_here = by == in_charge || living_approver(tx, customer, by).await?.is_some();
    if is_here && sheet.head.goes_nowhere_else() && responsible.iter().all(|who| [in_charge, by].contains(who)) {
        return Ok(None);
    }
    let ranks = Ranks::of(tx, customer).await?;
    let mut releases = sheet.head.passed.releases.clone();
    releases.push(Release { in_charge, by });
    // What was decided further on before it came back was decided of something else.
    let here = sheet.lines.iter().filter_map(|line| line.decision.as_ref()).filter(|decision| decision.level.is_some());
    let deciders = here.map(|decision| decision.approver_id);
    let orderer = (!ranks.releases_own).then_some(sheet.head.orderer_id);
    let barred = deciders.chain(sheet.head.passed.people.iter().copied()).chain([by]).chain(orderer).collect();
    let way = Way { total: sheet.goods_if_released().total, releases, barred, responsible };
    Ok(Some((ranks, way)))
}

/// Who looks after the budgets that the order exceeds, in the order of its lines; nobody where its orderer had an approver of their own.
async fn responsible(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet) -> Result<Vec<ContactId>, StoreError> {
    if !sheet.head.asks_responsible {
        return Ok(Vec::new());
    }
    let exceeded = sheet.exceeded();
    let known = cost_centres::find_all(tx, customer, &exceeded).await?;
    let of = |id: CostCentreId| known.iter().find(|found| found.id == id).map(|found| found.approver_id);
    Ok(exceeded.iter().copied().filter_map(of).collect())
}

// Of the orders that wait, by the index of those: each has an approver in charge, as that begins with. The joins are crossed so that
// SQLite keeps to it.
const ALL_RESPONSIBLE: &str = "
    select o.id, k.approver_id from orders o
    cross join order_lines l
    left join order_line_cost_centres p on p.customer_id = l.customer_id and p.order_id = l.order_id and p.position = l.position
    left join order_cost_centres t on t.customer_id = l.customer_id and t.order_id = l.order_id and t.is_of_order
    cross join cost_centres k
    where o.customer_id = $1 and o.approver_id is not null and o.status in ('waiting', 'partly_decided') and o.asks_responsible
        and l.customer_id = o.customer_id and l.order_id = o.id and l.until is null and l.review = 'over_budget'
        and k.customer_id = o.customer_id and k.id = coalesce(p.cost_centre_id, t.cost_centre_id)";

/// Who looks after the budgets that each of a customer's orders exceeds that waits, in no order, and once for each line.
pub(crate) async fn all_responsible(tx: &mut Tx, customer: CustomerId) -> Result<PeopleOf, StoreError> {
    Ok(by_order(fetch_all!(tx, (Uuid, Uuid), ALL_RESPONSIBLE, customer.0)?))
}
