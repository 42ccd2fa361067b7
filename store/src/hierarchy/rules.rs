//! What approvers set under Freigaberegeln: limits and superiors.

use super::{RankedApprover, Ranks, write_rank};
use crate::{
    Approver, Failure, Store, StoreError,
    audit::{record, take_turn},
    contacts::check_still_approver,
    dead_ends::{Outlook, Stuck},
    engine::{Tx, fetch_all},
};
use domain::{
    ContactId, CustomerId, Rank, RankFault, Rappen,
    audit::AuditEvent,
    hierarchy::{Release, Way},
    text::search_key,
};
use uuid::Uuid;

/// How far releases go at a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyRules {
    /// The approvers with their ranks, by name.
    pub approvers: Vec<RankedApprover>,
    /// Whether two people release each order that needs a release.
    pub needs_four_eyes: bool,
    /// Whom the order of each contact goes to that nobody below releases alone.
    pub ways: Vec<ReleaseWay>,
}

/// The way of an order that is above every limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseWay {
    /// Who orders.
    pub orderer: String,
    /// Everybody who has to release it, the first first.
    pub approvers: Vec<String>,
}

/// Why a rank was not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RankRefusal {
    /// It is nobody who approves, or nobody who does so any more.
    UnknownApprover,
    /// The superior is none who approves, or who does so any more.
    UnknownSuperior,
    /// It cannot be beside those of the others.
    Fault(RankFault),
    /// Nobody could decide these orders.
    Stuck(Vec<Stuck>),
}

impl Store {
    /// How far releases go at the caller's customer.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn hierarchy(&self, approver: &Approver) -> Result<HierarchyRules, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(rules(tx, *customer))).await
    }

    /// Sets how much an approver releases alone, and to whom orders go on from them. Every approver may; it holds for orders that are
    /// released from now on. The same once more changes nothing.
    ///
    /// # Errors
    /// [`RankRefusal`]; [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn set_rank(&self, approver: &Approver, rank: Rank) -> Result<(), Failure<RankRefusal>> {
        self.write(approver, (approver.clone(), rank), |tx, (approver, rank)| Box::pin(set_rank(tx, approver, rank))).await
    }
}

async fn rules(tx: &mut Tx, customer: CustomerId) -> Result<HierarchyRules, StoreError> {
    let ranks = Ranks::of(tx, customer).await?;
    let ways = ways(tx, customer, &ranks).await?;
    let needs_four_eyes = ranks.hierarchy.needs_four_eyes;
    let mut approvers = ranks.approvers;
    approvers.sort_by_cached_key(|approver| (search_key(&approver.name), approver.rank.approver));
    Ok(HierarchyRules { approvers, needs_four_eyes, ways })
}

const REVIEWED: &str = "
    select id, first_name || ' ' || last_name as name, approver_id from contacts
    where customer_id = $1 and approver_id is not null and deleted_at is null";

/// The way of the greatest order of each contact whose orders are reviewed.
async fn ways(tx: &mut Tx, customer: CustomerId, ranks: &Ranks) -> Result<Vec<ReleaseWay>, StoreError> {
    let mut contacts = fetch_all!(tx, (Uuid, String, Uuid), REVIEWED, customer.0)?;
    contacts.sort_by_cached_key(|(id, name, _)| (search_key(name), *id));
    let way = |(orderer, name, in_charge): (Uuid, String, Uuid)| {
        let first = ContactId(in_charge);
        let release = Release { in_charge: first, by: first };
        let barred = vec![first, orderer.into()];
        let way = Way { total: Rappen(i64::MAX), releases: vec![release], barred, responsible: Vec::new() };
        let approvers = ranks.name(first).map(str::to_owned).into_iter().chain(ranks.names_of_stages(way)).collect();
        ReleaseWay { orderer: name, approvers }
    };
    Ok(contacts.into_iter().map(way).collect())
}

async fn set_rank(tx: &mut Tx, caller: &Approver, rank: &Rank) -> Result<(), Failure<RankRefusal>> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    let ranks = Ranks::of(tx, customer).await?;
    let name = ranks.name(rank.approver).ok_or(Failure::Refused(RankRefusal::UnknownApprover))?;
    if rank.superior.is_some_and(|superior| ranks.name(superior).is_none()) {
        return Err(Failure::Refused(RankRefusal::UnknownSuperior));
    }
    if ranks.hierarchy.ranks.contains(rank) {
        return Ok(());
    }
    let others: Vec<_> = ranks.hierarchy.ranks.iter().copied().filter(|other| other.approver != rank.approver).collect();
    rank.check(&others).map_err(|fault| Failure::Refused(RankRefusal::Fault(fault)))?;
    let before = Outlook::of(tx, customer).await?;
    write_rank(tx, customer, rank).await?;
    before.allow_nothing_new(tx, customer, RankRefusal::Stuck).await?;
    let superior = rank.superior.and_then(|superior| ranks.name(superior)).map(str::to_owned);
    let changed = AuditEvent::RankChanged { approver: name.to_owned(), limit: rank.limit, superior };
    Ok(record(tx, customer, &caller.into(), None, &changed).await?)
}
