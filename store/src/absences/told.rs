//! Mails on the first day of an absence that was entered before, and on the day after its last. Any number of servers may look at once:
//! people are told by one of them.
//!
//! `tell_at` only says when to look. What is to be told then follows from the day that it is, so that what was looked at late is told as
//! it is by then. Nobody has acted, so it leaves no audit entry.

use super::{Duty, Row, UNTOLD};
use crate::{
    Stamp, Store, StoreError,
    audit::take_turn,
    contacts::living_approver,
    engine::{Tx, execute, fetch_all, fetch_optional},
    orders::{waiting_for, waiting_in_place_of},
    outbox::enqueue,
    scope::Scope,
    sign_in::{SupplierPlace, at_the_supplier},
};
use domain::{Absence, AbsenceId, ContactId, CustomerId, notice::Notice};
use jiff::{SignedDuration, ToSpan, civil::Date};
use sqlx::FromRow;
use uuid::Uuid;

/// An absence of which people may have to be told.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct DueAbsence {
    #[sqlx(try_from = "Uuid")]
    customer_id: CustomerId,
    #[sqlx(try_from = "Uuid")]
    id: AbsenceId,
}

impl DueAbsence {
    /// The absence.
    #[must_use]
    pub const fn id(self) -> AbsenceId {
        self.id
    }
}

impl Store {
    /// The absences of all customers of which people may have to be told, the longest due first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn due_absences(&self, limit: u32) -> Result<Vec<DueAbsence>, StoreError> {
        self.read(Scope::Post, limit, |tx, limit| Box::pin(due_absences(tx, *limit))).await
    }

    /// Looks at an absence again in an hour, as telling of it fails: others are not to wait behind it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn put_off_absence(&self, due: DueAbsence) -> Result<(), StoreError> {
        self.write(due.customer_id, due, |tx, due| Box::pin(put_off(tx, *due))).await
    }

    /// Tells people of an absence by mail: once it has begun whoever stands in, and once it is over both; whoever is to decide then
    /// hears how much waits. Whether it was due: what another server has told meanwhile is not told again.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn tell_absence(&self, due: DueAbsence) -> Result<bool, StoreError> {
        self.write(due.customer_id, due, |tx, due| Box::pin(tell(tx, *due))).await
    }
}

/// When people are told, counted from the beginning of a day at the supplier's place.
const MORNING: SignedDuration = SignedDuration::from_hours(6);

/// When to look at an absence next that is not over: on its first day if that is still to come, otherwise on the day after its last;
/// never at the end of time.
pub(super) fn next_look(place: &SupplierPlace, absence: &Absence) -> Option<Stamp> {
    let to_come = Some(absence.first).filter(|first| *first > place.today().0);
    morning(place, to_come.unwrap_or_else(|| absence.last.saturating_add(1.day())))
}

fn morning(place: &SupplierPlace, day: Date) -> Option<Stamp> {
    place.start_of(day).ok().map(|start| start.after(MORNING))
}

const DUE: &str = "
    select customer_id, id from absences
    where tell_at <= $1 and ended_at is null
    order by tell_at, customer_id, id
    limit $2";

async fn due_absences(tx: &mut Tx, limit: u32) -> Result<Vec<DueAbsence>, StoreError> {
    Ok(fetch_all!(tx, DueAbsence, DUE, tx.now, i64::from(limit))?)
}

/// How long what fails is left alone.
const REST: SignedDuration = SignedDuration::from_hours(1);

const PUT_OFF: &str = "update absences set tell_at = $3 where customer_id = $1 and id = $2 and tell_at <= $4";

async fn put_off(tx: &mut Tx, due: DueAbsence) -> Result<(), StoreError> {
    execute!(tx, PUT_OFF, due.customer_id.0, due.id.0, tx.now.after(REST), tx.now)?;
    Ok(())
}

const LOOK_AGAIN: &str = "update absences set tell_at = $3 where customer_id = $1 and id = $2";

async fn tell(tx: &mut Tx, due: DueAbsence) -> Result<bool, StoreError> {
    let DueAbsence { customer_id: customer, id } = due;
    take_turn(tx, customer).await?;
    let Some(row) = fetch_optional!(tx, Row, UNTOLD, customer.0, id.0, tx.now)? else { return Ok(false) };
    let (place, absence) = (at_the_supplier(tx).await?, row.absence());
    let is_over = absence.last < place.today().0;
    if is_over {
        tell_of_end(tx, customer, &row).await?;
    } else if absence.covers(place.today().0) {
        tell_of_beginning(tx, customer, &row).await?;
    }
    let next = if is_over { None } else { next_look(&place, &absence) };
    execute!(tx, LOOK_AGAIN, customer.0, id.0, next)?;
    Ok(true)
}

/// To whoever was named, even if they are away themselves: they may decide from wherever that is.
async fn tell_of_beginning(tx: &mut Tx, customer: CustomerId, row: &Row) -> Result<(), StoreError> {
    let Absence { approver, substitute, last, .. } = row.absence();
    let waiting = waiting_in_place_of(tx, customer, (approver, substitute)).await?;
    tell_approver(tx, customer, substitute, &Notice::AbsenceBegins { approver: row.approver_name.clone(), last, waiting }).await
}

/// Whoever is away for another reason is not back, and whoever may decide in their place for another reason goes on doing so.
async fn tell_of_end(tx: &mut Tx, customer: CustomerId, row: &Row) -> Result<(), StoreError> {
    let Absence { approver, substitute, last, .. } = row.absence();
    let duty = Duty::of_today(tx, customer).await?;
    if duty.deputy(approver) == approver {
        let waiting = waiting_for(tx, customer, approver).await?;
        tell_approver(tx, customer, approver, &Notice::AbsenceOver { substitute: row.substitute_name.clone(), last, waiting }).await?;
    }
    if !duty.lets(substitute, approver) {
        tell_approver(tx, customer, substitute, &Notice::AbsenceFreesSubstitute { approver: row.approver_name.clone(), last }).await?;
    }
    Ok(())
}

/// Whoever is no approver any more since the last day has nothing to do with it.
async fn tell_approver(tx: &mut Tx, customer: CustomerId, who: ContactId, notice: &Notice) -> Result<(), StoreError> {
    match living_approver(tx, customer, who).await? {
        Some(_) => enqueue(tx, customer, who, None, notice),
        None => Ok(()),
    }
}
