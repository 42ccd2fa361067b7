//! Approvers who are away, and who stands in for them.

mod duty;
mod succession;
mod told;

pub(crate) use duty::{Duty, StandIn};
pub(crate) use succession::{let_go, stands_in_for};
pub use told::DueAbsence;

use crate::{
    Approver, ApproverChoice, Day, Failure, Stamp, Store, StoreError,
    audit::{record, take_turn},
    contacts::{approvers, check_still_approver},
    dead_ends::{Outlook, Stuck},
    engine::{Tx, execute, fetch_all, fetch_one},
    outbox::enqueue,
    sign_in,
};
use domain::{Absence, AbsenceFault, AbsenceId, ContactId, CustomerId, audit::AuditEvent, notice::Notice};
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

/// An absence that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsenceRow {
    /// Its id.
    pub id: AbsenceId,
    /// The name of who is away.
    pub approver: String,
    /// The name of who stands in.
    pub substitute: String,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// Whether it is under way.
    pub is_now: bool,
}

/// Who stands in for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absences {
    /// The absences that are not over, by their first day.
    pub rows: Vec<AbsenceRow>,
    /// Everybody who can be away or stand in.
    pub approvers: Vec<ApproverChoice>,
    /// The present day of the supplier's calendar.
    pub today: Day,
}

/// Why an absence was not entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AbsenceRefusal {
    /// Who is away is no approver, or no longer one.
    UnknownApprover,
    /// Who stands in is no approver, or no longer one.
    UnknownSubstitute,
    /// It cannot be, or not beside those that stand.
    Fault(AbsenceFault),
    /// Nobody could decide these orders.
    Stuck(Vec<Stuck>),
}

impl Store {
    /// The absences of the customer's approvers that are not over.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn absences(&self, approver: &Approver) -> Result<Absences, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(absences(tx, *customer))).await
    }

    /// Enters that an approver is away, and who stands in: every approver may, for themselves and, should somebody fall ill, for
    /// others. Whoever stands in hears of it by mail, and so does whoever is away, unless they entered it themselves. Whoever stands
    /// in is told again on the first day, if that is still to come, and both are once it is over. The same once more changes nothing
    /// and is no error.
    ///
    /// # Errors
    /// [`AbsenceRefusal`]; [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn enter_absence(&self, approver: &Approver, absence: Absence) -> Result<(), Failure<AbsenceRefusal>> {
        self.write(approver, (approver.clone(), absence), |tx, (approver, absence)| Box::pin(enter(tx, approver, absence))).await
    }

    /// Ends an absence, or calls it off; whoever was away and whoever stood in hear of it by mail. A second time is no error and
    /// changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such absence.
    pub async fn end_absence(&self, approver: &Approver, id: AbsenceId) -> Result<(), StoreError> {
        self.write(approver, (approver.clone(), id), |tx, (approver, id)| Box::pin(end(tx, approver, *id))).await
    }
}

/// The absences of one customer for which this holds.
macro_rules! rows_where {
    ($condition:literal) => {
        concat!(
            "
    select b.id, b.approver_id, b.substitute_id, b.first_day, b.last_day,
        a.first_name || ' ' || a.last_name as approver_name, s.first_name || ' ' || s.last_name as substitute_name
    from absences b
    join contacts a on a.customer_id = b.customer_id and a.id = b.approver_id
    join contacts s on s.customer_id = b.customer_id and s.id = b.substitute_id
    where b.customer_id = $1 and ",
            $condition
        )
    };
}

const STANDING: &str = rows_where!("b.last_day >= $2 and b.ended_at is null order by b.first_day, b.id");
const ONE: &str = rows_where!("b.id = $2");
const UNTOLD: &str = rows_where!("b.id = $2 and b.tell_at <= $3 and b.ended_at is null");

#[derive(FromRow)]
struct Row {
    id: Uuid,
    approver_id: Uuid,
    substitute_id: Uuid,
    first_day: Day,
    last_day: Day,
    approver_name: String,
    substitute_name: String,
}

impl Row {
    fn absence(&self) -> Absence {
        Absence { approver: self.approver_id.into(), substitute: self.substitute_id.into(), first: self.first_day.0, last: self.last_day.0 }
    }

    fn into_row(self, today: Date) -> AbsenceRow {
        let is_now = self.absence().covers(today);
        let (approver, substitute) = (self.approver_name, self.substitute_name);
        AbsenceRow { id: self.id.into(), approver, substitute, first: self.first_day, last: self.last_day, is_now }
    }
}

async fn standing(tx: &mut Tx, customer: CustomerId, earliest: Date) -> Result<Vec<Row>, StoreError> {
    Ok(fetch_all!(tx, Row, STANDING, customer.0, Day(earliest))?)
}

async fn absences(tx: &mut Tx, customer: CustomerId) -> Result<Absences, StoreError> {
    let today = sign_in::today(tx).await?;
    let rows = standing(tx, customer, today.0).await?.into_iter().map(|row| row.into_row(today.0)).collect();
    Ok(Absences { rows, approvers: approvers(tx, customer).await?, today })
}

async fn enter(tx: &mut Tx, caller: &Approver, absence: &Absence) -> Result<(), Failure<AbsenceRefusal>> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    let (approver, substitute) = names(tx, customer, absence).await?;
    let place = sign_in::at_the_supplier(tx).await?;
    let today = place.today().0;
    let standing: Vec<_> = standing(tx, customer, today).await?.iter().map(Row::absence).collect();
    if standing.contains(absence) {
        return Ok(());
    }
    absence.check(&standing, today).map_err(|fault| Failure::Refused(AbsenceRefusal::Fault(fault)))?;
    let before = Outlook::of(tx, customer).await?;
    insert(tx, customer, absence, told::next_look(&place, absence)).await?;
    before.allow_nothing_new(tx, customer, AbsenceRefusal::Stuck).await?;
    Ok(announce(tx, caller, absence, (approver, substitute)).await?)
}

/// The names of who is away and of who stands in, both living approvers.
async fn names(tx: &mut Tx, customer: CustomerId, absence: &Absence) -> Result<(String, String), Failure<AbsenceRefusal>> {
    let all = approvers(tx, customer).await?;
    let name = |id| all.iter().find(|choice| choice.id == id).map(|choice| choice.name.clone());
    let approver = name(absence.approver).ok_or(Failure::Refused(AbsenceRefusal::UnknownApprover))?;
    let substitute = name(absence.substitute).ok_or(Failure::Refused(AbsenceRefusal::UnknownSubstitute))?;
    Ok((approver, substitute))
}

const INSERT: &str = "
    insert into absences (customer_id, id, approver_id, substitute_id, first_day, last_day, tell_at)
    values ($1, $2, $3, $4, $5, $6, $7)";

async fn insert(tx: &mut Tx, customer: CustomerId, absence: &Absence, tell_at: Option<Stamp>) -> Result<(), StoreError> {
    let id: AbsenceId = tx.fresh_id();
    let (approver, substitute) = (absence.approver.0, absence.substitute.0);
    execute!(tx, INSERT, customer.0, id.0, approver, substitute, Day(absence.first), Day(absence.last), tell_at)?;
    Ok(())
}

/// Nobody stands in without having heard of it, and nobody is said to be away without having heard of it.
async fn announce(tx: &mut Tx, caller: &Approver, absence: &Absence, (approver, substitute): (String, String)) -> Result<(), StoreError> {
    let me = caller.orderer();
    let (first, last, by) = (absence.first, absence.last, me.name());
    let named = AuditEvent::SubstituteNamed { approver: approver.clone(), substitute: substitute.clone(), first, last };
    record(tx, me.customer_id, &caller.into(), None, &named).await?;
    if absence.substitute != me.contact_id {
        let notice = Notice::SubstituteWanted { approver, first, last, by: by.clone() };
        enqueue(tx, me.customer_id, absence.substitute, None, &notice)?;
    }
    if absence.approver != me.contact_id {
        let notice = Notice::AbsenceEntered { substitute, first, last, by };
        enqueue(tx, me.customer_id, absence.approver, None, &notice)?;
    }
    Ok(())
}

async fn end(tx: &mut Tx, caller: &Approver, id: AbsenceId) -> Result<(), StoreError> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    let row = fetch_one!(tx, Row, ONE, customer.0, id.0)?;
    end_row(tx, caller, row).await
}

const END: &str = "update absences set ended_at = $3, tell_at = null where customer_id = $1 and id = $2 and ended_at is null";

/// Ends an absence, if it has not ended yet, and tells those whom it concerns.
async fn end_row(tx: &mut Tx, caller: &Approver, row: Row) -> Result<(), StoreError> {
    let me = caller.orderer();
    if execute!(tx, END, me.customer_id.0, row.id, tx.now)? == 0 {
        return Ok(());
    }
    let (approver, substitute) = (row.approver_name, row.substitute_name);
    let ended = AuditEvent::SubstituteEnded { approver: approver.clone(), substitute: substitute.clone() };
    record(tx, me.customer_id, &caller.into(), None, &ended).await?;
    let notice = Notice::AbsenceEnded { approver, substitute, by: me.name() };
    for concerned in [row.approver_id, row.substitute_id].map(ContactId) {
        if concerned != me.contact_id {
            enqueue(tx, me.customer_id, concerned, None, &notice)?;
        }
    }
    Ok(())
}
