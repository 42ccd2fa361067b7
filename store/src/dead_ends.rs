//! No rule is saved by which orders would come about that nobody could decide.
//!
//! What would get stuck is worked out before and after the change, within its transaction: what is new refuses it. Where orders are
//! stuck already, other rules can still be changed, best of all those that set them free.

use crate::{
    Approver, Day, Failure, Store, StoreError,
    absences::Duty,
    engine::{Tx, fetch_all},
    hierarchy::Ranks,
    orders::{Passed, PeopleOf, all_passed, all_responsible},
};
use domain::{
    ContactId, CustomerId, OrderId,
    dead_end::{Bar, Case, DeadEnd, Rules},
};
use sqlx::FromRow;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Orders that nobody could decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Whose orders, by name.
    pub orderers: Vec<String>,
    /// Who is in charge when they get stuck.
    pub in_charge: String,
    /// Who stands in for them and may not decide; nobody where whoever is in charge is there and may not.
    pub substitute: Option<String>,
    /// Why not.
    pub bar: Bar,
    /// The first day on which that is so.
    pub from: Day,
}

impl Store {
    /// The orders of the caller's customer that nobody could decide, as its rules are.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn dead_ends(&self, approver: &Approver) -> Result<Vec<Stuck>, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(stuck(tx, *customer))).await
    }
}

async fn stuck(tx: &mut Tx, customer: CustomerId) -> Result<Vec<Stuck>, StoreError> {
    let outlook = Outlook::of(tx, customer).await?;
    Ok(outlook.told(&outlook.ends))
}

/// What would get stuck as the rules are at an instant.
pub(crate) struct Outlook {
    ends: Vec<DeadEnd>,
    names: HashMap<ContactId, String>,
}

impl Outlook {
    pub(crate) async fn of(tx: &mut Tx, customer: CustomerId) -> Result<Self, StoreError> {
        let ranks = Ranks::of(tx, customer).await?;
        let mut names: HashMap<_, _> = ranks.approvers.iter().map(|approver| (approver.rank.approver, approver.name.clone())).collect();
        let cases = cases(tx, customer, &mut names).await?;
        let (absences, today) = Duty::of_today(tx, customer).await?.into_calendar();
        let rules = Rules { hierarchy: ranks.hierarchy, releases_own: ranks.releases_own, absences, today };
        Ok(Self { ends: rules.dead_ends(&cases), names })
    }

    /// Refuses what was changed since, if it lets anything get stuck that did not before.
    ///
    /// # Errors
    /// The refusal with what would get stuck.
    pub(crate) async fn allow_nothing_new<R>(
        &self,
        tx: &mut Tx,
        customer: CustomerId,
        refusal: fn(Vec<Stuck>) -> R,
    ) -> Result<(), Failure<R>> {
        let after = Self::of(tx, customer).await?;
        let is_new = |end: &&DeadEnd| !self.ends.iter().any(|known| known.is_as(end));
        let new: Vec<_> = after.ends.iter().filter(is_new).copied().collect();
        if new.is_empty() { Ok(()) } else { Err(Failure::Refused(refusal(after.told(&new)))) }
    }

    /// Put together by the reason, with the names.
    fn told(&self, ends: &[DeadEnd]) -> Vec<Stuck> {
        let name = |id: ContactId| self.names.get(&id).cloned().unwrap_or_default();
        let mut told: Vec<Stuck> = Vec::new();
        for end in ends {
            let substitute = (end.present != end.in_charge).then(|| name(end.present));
            let in_charge = name(end.in_charge);
            let is_same = |known: &&mut Stuck| (&known.in_charge, &known.substitute, known.bar) == (&in_charge, &substitute, end.bar);
            match told.iter_mut().find(is_same) {
                Some(known) => {
                    known.orderers.push(name(end.orderer));
                    known.from = known.from.min(Day(end.from));
                }
                None => told.push(Stuck { orderers: vec![name(end.orderer)], in_charge, substitute, bar: end.bar, from: Day(end.from) }),
            }
        }
        for stuck in &mut told {
            stuck.orderers.sort();
        }
        told.sort_by(|one, other| (one.from, &one.in_charge, &one.substitute).cmp(&(other.from, &other.in_charge, &other.substitute)));
        told
    }
}

#[derive(FromRow)]
struct CaseRow {
    /// The order, where it has gone on already, somebody has decided on a line of it, or budgets have a say on it.
    order_id: Option<Uuid>,
    #[sqlx(try_from = "Uuid")]
    orderer_id: ContactId,
    name: String,
    #[sqlx(try_from = "Uuid")]
    in_charge_id: ContactId,
    /// Whether that is because of a budget of an order that somebody may place.
    is_by_budget: bool,
    /// Whether whoever orders has no approver of their own, so that any budget may have a say.
    has_none: bool,
}

// Of what waits, of what somebody may order who has an approver, and of what goes beyond a budget where they have none. What waits
// comes first, so that Postgres knows what the ids are that the others do not have.
const CASES: &str = "
    select case when o.asks_responsible or o.status = 'partly_decided' or exists (
            select 1 from confirmations f where f.customer_id = o.customer_id and f.order_id = o.id
        ) then o.id end as order_id,
        o.orderer_id, c.first_name || ' ' || c.last_name as name, o.approver_id as in_charge_id, false as is_by_budget,
        c.approver_id is null and c.approval <> 'approver' and c.deleted_at is null as has_none
    from orders o
    join contacts c on c.customer_id = o.customer_id and c.id = o.orderer_id
    where o.customer_id = $1 and o.approver_id is not null and o.status in ('waiting', 'partly_decided')
    union
    select null as order_id, c.id as orderer_id, c.first_name || ' ' || c.last_name as name, c.approver_id as in_charge_id,
        false as is_by_budget, false as has_none
    from contacts c
    where c.customer_id = $1 and c.approver_id is not null and c.deleted_at is null
    union
    select null as order_id, c.id as orderer_id, c.first_name || ' ' || c.last_name as name, b.approver_id as in_charge_id,
        true as is_by_budget, true as has_none
    from contacts c
    join cost_centres b on b.customer_id = c.customer_id
    where c.customer_id = $1 and c.approver_id is null and c.approval <> 'approver' and c.deleted_at is null
        and b.per_year is not null and b.archived_at is null";

async fn cases(tx: &mut Tx, customer: CustomerId, names: &mut HashMap<ContactId, String>) -> Result<HashSet<Case>, StoreError> {
    let mut waiting = Waiting::of(tx, customer).await?;
    let rows = fetch_all!(tx, CaseRow, CASES, customer.0)?;
    let of_budgets = once_each(rows.iter().filter(|row| row.is_by_budget).map(|row| row.in_charge_id).collect());
    let mut cases = HashSet::new();
    for CaseRow { order_id, orderer_id: orderer, name, in_charge_id: in_charge, has_none, .. } in rows {
        names.entry(orderer).or_insert(name);
        let (Passed { releases, people, is_for_budget }, deciders, mut responsible) = waiting.take(order_id.map(OrderId));
        // What has not gone on yet may still be changed by whoever ordered it, so that it exceeds any budget.
        if has_none && releases.is_empty() {
            responsible.extend_from_slice(&of_budgets);
        }
        let releases = releases.iter().map(|release| (release.in_charge, release.by)).collect();
        let (deciders, responsible) = (once_each(deciders), once_each(responsible));
        cases.insert(Case { orderer, in_charge, releases, people, deciders, responsible, is_for_budget });
    }
    Ok(cases)
}

/// What is known of the orders that wait, once for each.
struct Waiting {
    passed: HashMap<OrderId, Passed>,
    deciders: PeopleOf,
    responsible: PeopleOf,
}

impl Waiting {
    async fn of(tx: &mut Tx, customer: CustomerId) -> Result<Self, StoreError> {
        let (passed, deciders) = all_passed(tx, customer).await?;
        Ok(Self { passed, deciders, responsible: all_responsible(tx, customer).await? })
    }

    /// By whom an order was released, who has decided on it since, and who looks after budgets that it exceeds.
    fn take(&mut self, order: Option<OrderId>) -> (Passed, Vec<ContactId>, Vec<ContactId>) {
        let Some(order) = order else { return (Passed::default(), Vec::new(), Vec::new()) };
        let passed = self.passed.remove(&order).unwrap_or_default();
        let [deciders, responsible] = [&mut self.deciders, &mut self.responsible].map(|all| all.remove(&order).unwrap_or_default());
        (passed, deciders, responsible)
    }
}

/// The same people in an order of their own, so that what is alike is the same.
fn once_each(mut people: Vec<ContactId>) -> Vec<ContactId> {
    people.sort_unstable();
    people.dedup();
    people
}
