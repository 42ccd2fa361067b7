//! The lists of standing releases: what is in force, and what has ended.

use crate::{
    Approver, Stamp, Store, StoreError,
    engine::{Tx, fetch_all},
};
use domain::{CustomerId, Rappen, StandingReleaseId};
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A standing release.
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

/// A standing release that has ended.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct EndedReleaseRow {
    /// What it was.
    #[sqlx(flatten)]
    pub release: StandingReleaseRow,
    /// When it ended.
    pub ended_at: Stamp,
    /// Who has ended it, set another one in its place, or changed whose orders are reviewed; none where that was not kept.
    pub ended_by: Option<String>,
}

impl EndedReleaseRow {
    /// Its place in the list.
    #[must_use]
    pub const fn place(&self) -> EndedPlace {
        EndedPlace { ended_at: self.ended_at, id: self.release.id }
    }
}

/// A place in the list of what has ended, after which the next page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndedPlace {
    /// When the last one of the page ended.
    pub ended_at: Stamp,
    /// That one.
    pub id: StandingReleaseId,
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

    /// The standing releases of the caller's customer that have ended, the latest first: those that come after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn ended_standing_releases(
        &self,
        approver: &Approver,
        after: Option<EndedPlace>,
        limit: u32,
    ) -> Result<Vec<EndedReleaseRow>, StoreError> {
        let args = (approver.orderer().customer_id, after, limit);
        self.read(approver, args, |tx, (customer, after, limit)| Box::pin(ended(tx, *customer, *after, *limit))).await
    }
}

/// The name of the contact with this id, looked up, not joined: SQLite would begin with the few contacts, and sort all releases after
/// that.
macro_rules! name {
    ($id:literal) => {
        concat!(
            "(select c.first_name || ' ' || c.last_name from contacts c
            where c.customer_id = f.customer_id and c.id = ",
            $id,
            ")"
        )
    };
}

/// What a row shows of a standing release.
macro_rules! shown {
    () => {
        concat!(
            "f.id, a.number as article_number, a.name as article_name, f.up_to, f.set_at, ",
            name!("f.contact_id"),
            " as orderer_name, ",
            name!("f.set_by_id"),
            " as set_by"
        )
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

const ENDED: &str = concat!(
    "
    select ",
    shown!(),
    ", f.ended_at, ",
    name!("f.ended_by_id"),
    " as ended_by
    from standing_releases f
    join articles a on a.id = f.article_id
    where f.customer_id = $1 and f.ended_at is not null and (f.ended_at, f.id) < ($2, $3)
    order by f.ended_at desc, f.id desc limit $4"
);

async fn ended(tx: &mut Tx, customer: CustomerId, after: Option<EndedPlace>, limit: u32) -> Result<Vec<EndedReleaseRow>, StoreError> {
    let (ended_at, id) = after.map_or((Stamp::new(Timestamp::MAX), Uuid::max()), |place| (place.ended_at, place.id.0));
    Ok(fetch_all!(tx, EndedReleaseRow, ENDED, customer.0, ended_at, id, i64::from(limit))?)
}
