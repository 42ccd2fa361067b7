//! How much each approver releases alone, to whom orders go on from them, and what else a customer has ruled on releases.

mod rules;
mod succession;

pub use rules::{HierarchyRules, RankRefusal, ReleaseWay};
pub(crate) use succession::{let_go, superior_of};

use crate::{
    StoreError,
    absences::Duty,
    engine::{Tx, execute, fetch_all},
};
use domain::{
    ContactId, CustomerId, Hierarchy, Rank, Rappen,
    hierarchy::{Onward, Way},
};
use sqlx::FromRow;
use uuid::Uuid;

/// An approver with their rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedApprover {
    /// Their name.
    pub name: String,
    /// How much they release alone, and who comes next.
    pub rank: Rank,
}

/// The approvers of a customer with their ranks, the longest-serving first, and the rules that go with them.
pub(crate) struct Ranks {
    pub(crate) approvers: Vec<RankedApprover>,
    pub(crate) hierarchy: Hierarchy,
    /// Whether approvers may release what they have ordered themselves.
    pub(crate) releases_own: bool,
}

impl Ranks {
    pub(crate) async fn of(tx: &mut Tx, customer: CustomerId) -> Result<Self, StoreError> {
        let rows = fetch_all!(tx, RankRow, RANKS, customer.0)?;
        let rules = rows.first().map(|row| (row.needs_four_eyes, row.releases_own));
        let (needs_four_eyes, releases_own) = rules.ok_or(StoreError::NotFound)?;
        let approvers: Vec<_> = rows.into_iter().filter_map(RankRow::into_approver).collect();
        let ranks = approvers.iter().map(|approver| approver.rank).collect();
        Ok(Self { approvers, hierarchy: Hierarchy { ranks, needs_four_eyes }, releases_own })
    }

    /// The name of an approver.
    pub(crate) fn name(&self, id: ContactId) -> Option<&str> {
        self.approvers.iter().find(|approver| approver.rank.approver == id).map(|approver| approver.name.as_str())
    }

    /// To whom an order goes on today, with the name.
    pub(crate) fn onward(&self, way: &Way, duty: &Duty) -> Option<(Onward, String)> {
        let onward = self.hierarchy.onward_today(way, |who| duty.deputy(who))?;
        Some((onward, self.name(onward.to).unwrap_or_default().to_owned()))
    }

    /// The names of all who have to release after the first, if nobody goes away or comes back meanwhile.
    pub(crate) fn names_of_stages_today(&self, way: Way, duty: &Duty) -> Vec<String> {
        self.names(&self.hierarchy.stages_today(way, |who| duty.deputy(who)))
    }

    /// The names of all who have to release after the first, whoever is away.
    pub(crate) fn names_of_stages(&self, way: Way) -> Vec<String> {
        self.names(&self.hierarchy.stages(way))
    }

    fn names(&self, stages: &[Onward]) -> Vec<String> {
        stages.iter().filter_map(|onward| self.name(onward.to)).map(str::to_owned).collect()
    }
}

// Ids are in the order of time. A customer without approvers has its rules all the same.
const RANKS: &str = "
    select k.needs_four_eyes, k.releases_own, c.id, c.first_name || ' ' || c.last_name as name, r.release_limit, r.superior_id
    from customers k
    left join contacts c on c.customer_id = k.id and c.approval = 'approver' and c.deleted_at is null
    left join approver_ranks r on r.customer_id = c.customer_id and r.approver_id = c.id
    where k.id = $1
    order by c.id";

#[derive(FromRow)]
struct RankRow {
    needs_four_eyes: bool,
    releases_own: bool,
    id: Option<Uuid>,
    name: Option<String>,
    release_limit: Option<i64>,
    superior_id: Option<Uuid>,
}

impl RankRow {
    fn into_approver(self) -> Option<RankedApprover> {
        let rank = Rank { approver: ContactId(self.id?), limit: self.release_limit.map(Rappen), superior: self.superior_id.map(ContactId) };
        Some(RankedApprover { name: self.name?, rank })
    }
}

const WRITE: &str = "
    insert into approver_ranks (customer_id, approver_id, release_limit, superior_id) values ($1, $2, $3, $4)
    on conflict (customer_id, approver_id) do update set release_limit = $3, superior_id = $4";

async fn write_rank(tx: &mut Tx, customer: CustomerId, rank: &Rank) -> Result<(), StoreError> {
    let (limit, superior) = (rank.limit.map(|limit| limit.0), rank.superior.map(|superior| superior.0));
    execute!(tx, WRITE, customer.0, rank.approver.0, limit, superior)?;
    Ok(())
}
