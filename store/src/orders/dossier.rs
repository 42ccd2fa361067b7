//! Kundendossier: the orderer's list of their own orders.

use super::{Holder, head::heads, passed::passed_of, wait::all_asked_names};
use crate::{
    Day, Orderer, Stamp, Store, StoreError,
    absences::{Duty, StandIn},
    engine::{Tx, fetch_all},
};
use domain::{ContactId, CustomerId, OrderId, OrderStatus, Rappen};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Which orders the dossier shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DossierFilter {
    /// All of them.
    #[default]
    All,
    /// Those that wait for the approver.
    Waiting,
    /// Those that the supplier has and has not delivered yet.
    AtSupplier,
    /// The delivered ones.
    Delivered,
    /// The rejected ones.
    Rejected,
    /// The withdrawn ones.
    Withdrawn,
}

impl DossierFilter {
    /// The statuses shown, some named twice to fill the places; `None` for all of them.
    const fn statuses(self) -> Option<[OrderStatus; 3]> {
        use OrderStatus::{Accepted, Delivered, HandedOver, PartlyDecided, Rejected, Shipped, Waiting, Withdrawn};
        match self {
            Self::All => None,
            Self::Waiting => Some([Waiting, PartlyDecided, PartlyDecided]),
            Self::AtSupplier => Some([HandedOver, Accepted, Shipped]),
            Self::Delivered => Some([Delivered; 3]),
            Self::Rejected => Some([Rejected; 3]),
            Self::Withdrawn => Some([Withdrawn; 3]),
        }
    }
}

/// A row of the dossier.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DossierRow {
    /// The order.
    #[sqlx(try_from = "Uuid")]
    pub id: OrderId,
    /// Its number in the customer's series, and the key of the next page.
    pub number: i64,
    /// When it was submitted.
    pub placed_at: Stamp,
    /// What was handed over costs; what it costs as ordered, while it waits and where nothing was handed over.
    #[sqlx(try_from = "i64")]
    pub total: Rappen,
    /// Where it is.
    #[sqlx(try_from = "String")]
    pub status: OrderStatus,
    /// The name of the approver in charge, if a line needs a release.
    pub approver_name: Option<String>,
    /// When it will be delivered, once the supplier has it.
    pub delivery_date: Option<Day>,
    /// How many lines it has.
    pub line_count: i64,
    /// Who has it, while it waits.
    #[sqlx(skip)]
    pub holder: Option<Holder>,
}

/// A row, and what it takes to tell who has it.
#[derive(sqlx::FromRow)]
struct Found {
    #[sqlx(flatten)]
    row: DossierRow,
    approver_id: Option<Uuid>,
    taken_over_at: Option<Stamp>,
    releases_own: bool,
    /// Whether whoever has released it stands in for nobody.
    bars_releasers: bool,
    was_escalated: bool,
}

/// Whoever stands in today, by the approver in whose place.
type StandIns = HashMap<ContactId, (ContactId, StandIn)>;

impl Found {
    /// Whoever stands in for the approver in charge.
    fn stand_in<'s>(&self, stand_ins: &'s StandIns) -> Option<&'s (ContactId, StandIn)> {
        stand_ins.get(&ContactId(self.approver_id?))
    }
}

impl Store {
    /// The caller's own orders, newest first, those with a number below `before`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn dossier(
        &self,
        orderer: &Orderer,
        filter: DossierFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<DossierRow>, StoreError> {
        let args = (orderer.clone(), filter, before, limit);
        self.read(orderer, args, |tx, (orderer, filter, before, limit)| Box::pin(dossier(tx, orderer, *filter, *before, *limit))).await
    }
}

const DOSSIER: &str = r#"
    select o.id, o.number, o.placed_at, o.status, o.delivery_date,
        coalesce((
            select s.total from supply_orders s where s.customer_id = o.customer_id and s.order_id = o.id
        ), o.total) as total,
        o.approver_id, a.first_name || ' ' || a.last_name as approver_name,
        case when o.status in ('waiting', 'partly_decided') then (
            select max(e.happened_at) from audit_entries e
            where e.customer_id = o.customer_id and e.order_id = o.id
                and (e.event like '{"event":"approver_changed"%' or e.event like '{"event":"order_passed_on"%'
                    or e.event like '{"event":"release_taken_back"%' or e.event like '{"event":"order_came_back"%')
        ) end as taken_over_at,
        (select k.releases_own from customers k where k.id = o.customer_id) as releases_own,
        exists (
            select 1 from confirmations f where f.customer_id = o.customer_id and f.order_id = o.id and not f.is_for_budget
        ) as bars_releasers,
        exists (select 1 from escalations x where x.customer_id = o.customer_id and x.order_id = o.id) as was_escalated,
        (select count(*) from order_lines l
            where l.customer_id = o.customer_id and l.order_id = o.id and l.until is null) as line_count
    from orders o
    left join contacts a on a.customer_id = o.customer_id and a.id = o.approver_id
    where o.customer_id = $1 and o.orderer_id = $2 and o.number < $3
        and ($4 or o.status in ($5, $6, $7))
    order by o.number desc
    limit $8"#;

async fn dossier(
    tx: &mut Tx,
    orderer: &Orderer,
    filter: DossierFilter,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<DossierRow>, StoreError> {
    let shown = filter.statuses();
    let [first, second, third] = shown.unwrap_or([OrderStatus::Waiting; 3]).map(OrderStatus::word);
    let found = fetch_all!(
        tx,
        Found,
        DOSSIER,
        orderer.customer_id.0,
        orderer.contact_id.0,
        before.unwrap_or(i64::MAX),
        shown.is_none(),
        first,
        second,
        third,
        i64::from(limit),
    )?;
    with_holders(tx, orderer, found).await
}

/// Tells of each order that waits who has it.
async fn with_holders(tx: &mut Tx, orderer: &Orderer, found: Vec<Found>) -> Result<Vec<DossierRow>, StoreError> {
    let customer = orderer.customer_id;
    let stand_ins = stand_ins(tx, orderer, &found).await?;
    let gone_on = found.iter().filter(|found| found.bars_releasers && found.stand_in(&stand_ins).is_some());
    let gone_on: Vec<_> = gone_on.map(|found| found.row.id).collect();
    let passed = passed_of(tx, customer, &gone_on).await?;
    let mut asked = asked(tx, customer, &found).await?;
    let holder = |found: &Found| {
        let name = found.row.approver_name.clone().filter(|_| found.row.status.is_open())?;
        let has_released = |who| passed.get(&found.row.id).is_some_and(|passed| passed.people.contains(who));
        let present = found.stand_in(&stand_ins).filter(|(deputy, _)| !has_released(deputy)).map(|(_, present)| present);
        Some(Holder::of(name, found.taken_over_at.unwrap_or(found.row.placed_at), present))
    };
    let with_holder = |found: Found| {
        let asked = asked.remove(&found.row.id).unwrap_or_default();
        let holder = holder(&found).map(|holder| Holder { asked, ..holder });
        DossierRow { holder, ..found.row }
    };
    Ok(found.into_iter().map(with_holder).collect())
}

/// Who was asked to decide as well, of each order that waits. Few orders wait so long that somebody is.
async fn asked(tx: &mut Tx, customer: CustomerId, found: &[Found]) -> Result<HashMap<OrderId, Vec<String>>, StoreError> {
    let escalated = found.iter().filter(|found| found.was_escalated && found.row.status.is_open());
    let heads = heads(tx, customer, &escalated.map(|found| found.row.id).collect::<Vec<_>>()).await?;
    if heads.is_empty() {
        return Ok(HashMap::new());
    }
    let duty = Duty::of_today(tx, customer).await?;
    all_asked_names(tx, customer, (&heads, &duty)).await
}

/// Whoever stands in today for one of those who are in charge of the orders that wait: nobody does who has ordered them, unless the
/// customer lets them.
async fn stand_ins(tx: &mut Tx, orderer: &Orderer, found: &[Found]) -> Result<StandIns, StoreError> {
    let open = || found.iter().filter(|found| found.row.status.is_open());
    let in_charge: HashSet<_> = open().filter_map(|found| found.approver_id).map(ContactId).collect();
    let may_be_own = open().any(|found| found.releases_own);
    let mut stand_ins = HashMap::new();
    if in_charge.is_empty() {
        return Ok(stand_ins);
    }
    let duty = Duty::of_today(tx, orderer.customer_id).await?;
    for approver in in_charge.into_iter().filter(|approver| may_be_own || duty.deputy(*approver) != orderer.contact_id) {
        if let Some(present) = duty.stand_in(tx, orderer.customer_id, approver).await? {
            stand_ins.insert(approver, (duty.deputy(approver), present));
        }
    }
    Ok(stand_ins)
}
