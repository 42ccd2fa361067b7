//! The list of standing releases.

use crate::{
    Approver, Stamp, Store, StoreError,
    engine::{Tx, fetch_all},
};
use domain::{CustomerId, Rappen, StandingReleaseId};
use sqlx::FromRow;
use uuid::Uuid;

/// A standing release in force.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StandingReleaseRow {
    /// It, and the key of the next page.
    #[sqlx(try_from = "Uuid")]
    pub id: StandingReleaseId,
    /// The article's number.
    pub article_number: String,
    /// Its name.
    pub article_name: String,
    /// Whose orders; everybody's without it.
    pub orderer_name: Option<String>,
    /// The most that a line may cost, net.
    #[sqlx(try_from = "i64")]
    pub up_to: Rappen,
    /// Who has set it.
    pub set_by: String,
    /// When.
    pub set_at: Stamp,
}

impl Store {
    /// The standing releases in force at the caller's customer, the newest first: those that were set before `before`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn standing_releases(
        &self,
        approver: &Approver,
        before: Option<StandingReleaseId>,
        limit: u32,
    ) -> Result<Vec<StandingReleaseRow>, StoreError> {
        let args = (approver.orderer().customer_id, before, limit);
        self.read(approver, args, |tx, (customer, before, limit)| Box::pin(in_force(tx, *customer, *before, *limit))).await
    }
}

/// What a row shows of a standing release. The names are looked up, not joined: SQLite would begin with the few contacts, and sort all
/// releases after that.
macro_rules! shown {
    () => {
        "f.id, a.number as article_number, a.name as article_name, f.up_to, f.set_at,
        (select c.first_name || ' ' || c.last_name from contacts c
            where c.customer_id = f.customer_id and c.id = f.contact_id) as orderer_name,
        (select c.first_name || ' ' || c.last_name from contacts c
            where c.customer_id = f.customer_id and c.id = f.set_by_id) as set_by"
    };
}

// Ids are in the order of time.
const IN_FORCE: &str = concat!(
    "
    select ",
    shown!(),
    "
    from standing_releases f
    join articles a on a.id = f.article_id
    where f.customer_id = $1 and f.ended_at is null and f.id < $2
    order by f.id desc limit $3"
);

async fn in_force(
    tx: &mut Tx,
    customer: CustomerId,
    before: Option<StandingReleaseId>,
    limit: u32,
) -> Result<Vec<StandingReleaseRow>, StoreError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    Ok(fetch_all!(tx, StandingReleaseRow, IN_FORCE, customer.0, before, i64::from(limit))?)
}
