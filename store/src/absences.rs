//! Approvers who are away, and who stands in for them.

use crate::{
    Approver, ApproverChoice, Day, Failure, Stamp, Store, StoreError,
    audit::{record, take_turn},
    contacts::{approvers, check_still_approver, living_approver},
    dead_ends::{Outlook, Stuck},
    engine::{Tx, execute, fetch_all, fetch_one, made_at},
    outbox::enqueue,
    sign_in::{self, SupplierPlace},
};
use domain::{
    Absence, AbsenceFault, AbsenceId, ContactId, CustomerId,
    absence::{chain, deputy, represented, stands_in_until},
    audit::AuditEvent,
    notice::Notice,
};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
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
    /// others. Whoever stands in hears of it by mail, and so does whoever is away, unless they entered it themselves. The same
    /// once more changes nothing and is no error.
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

/// Who stands in for whom today.
pub(crate) struct Duty {
    standing: Vec<Absence>,
    /// When each of them was entered.
    entered: Vec<Option<Stamp>>,
    /// Asked for only where somebody is away.
    place: Option<SupplierPlace>,
    today: Date,
}

/// Somebody who stands in for an approver today.
pub(crate) struct StandIn {
    pub(crate) name: String,
    /// Since when.
    pub(crate) since: Option<Stamp>,
    /// The last day on which they will.
    pub(crate) until: Day,
}

impl Duty {
    pub(crate) async fn of_today(tx: &mut Tx, customer: CustomerId) -> Result<Self, StoreError> {
        // No zone is further than a day away from UTC. Who has nobody away is spared the question where the supplier is.
        let earliest = TimeZone::UTC.to_datetime(tx.now.instant()).date().saturating_sub(1.day());
        let rows = standing(tx, customer, earliest).await?;
        let place = if rows.is_empty() { None } else { Some(sign_in::at_the_supplier(tx).await?) };
        let today = place.as_ref().map_or(earliest, |place| place.today().0);
        let (standing, entered) = rows.iter().map(|row| (row.absence(), made_at(row.id))).unzip();
        Ok(Self { standing, entered, place, today })
    }

    /// The absences that are not over, and the present day.
    pub(crate) fn into_calendar(self) -> (Vec<Absence>, Date) {
        (self.standing, self.today)
    }

    /// Whether `who` may decide what `in_charge` is in charge of.
    pub(crate) fn lets(&self, who: ContactId, in_charge: ContactId) -> bool {
        self.represented(who).contains(&in_charge)
    }

    /// For whom `who` may decide: for themselves at first.
    pub(crate) fn represented(&self, who: ContactId) -> Vec<ContactId> {
        represented(&self.standing, who, self.today)
    }

    /// The name of who stands in for `in_charge`, if somebody does.
    async fn deputy_name(&self, tx: &mut Tx, customer: CustomerId, in_charge: ContactId) -> Result<Option<String>, StoreError> {
        match self.deputy(in_charge) {
            present if present == in_charge => Ok(None),
            present => living_approver(tx, customer, present).await,
        }
    }

    /// Who stands in for `in_charge`, if somebody does.
    pub(crate) async fn stand_in(&self, tx: &mut Tx, customer: CustomerId, in_charge: ContactId) -> Result<Option<StandIn>, StoreError> {
        let name = self.deputy_name(tx, customer, in_charge).await?;
        let until = stands_in_until(&self.standing, in_charge, self.today);
        let since = self.stands_in_since(in_charge);
        Ok(name.zip(until).map(|(name, until)| StandIn { name, since, until: Day(until) }))
    }

    /// Since the last of the absences that lead to them has begun, or was entered on one of its own days.
    fn stands_in_since(&self, in_charge: ContactId) -> Option<Stamp> {
        let place = self.place.as_ref()?;
        let links = chain(&self.standing, in_charge, self.today);
        let of_link = |(absence, entered): (&Absence, &Option<Stamp>)| {
            links.contains(absence).then(|| (*entered).max(place.start_of(absence.first).ok()))
        };
        self.standing.iter().zip(&self.entered).filter_map(of_link).flatten().max()
    }

    /// Who is there to decide what `in_charge` is in charge of.
    pub(crate) fn deputy(&self, in_charge: ContactId) -> ContactId {
        deputy(&self.standing, in_charge, self.today)
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
    let today = sign_in::today(tx).await?.0;
    let standing: Vec<_> = standing(tx, customer, today).await?.iter().map(Row::absence).collect();
    if standing.contains(absence) {
        return Ok(());
    }
    absence.check(&standing, today).map_err(|fault| Failure::Refused(AbsenceRefusal::Fault(fault)))?;
    let before = Outlook::of(tx, customer).await?;
    insert(tx, customer, absence).await?;
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
    insert into absences (customer_id, id, approver_id, substitute_id, first_day, last_day)
    values ($1, $2, $3, $4, $5, $6)";

async fn insert(tx: &mut Tx, customer: CustomerId, absence: &Absence) -> Result<(), StoreError> {
    let id: AbsenceId = tx.fresh_id();
    let (approver, substitute) = (absence.approver.0, absence.substitute.0);
    execute!(tx, INSERT, customer.0, id.0, approver, substitute, Day(absence.first), Day(absence.last))?;
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
        enqueue(tx, me.customer_id, absence.substitute, None, &notice).await?;
    }
    if absence.approver != me.contact_id {
        let notice = Notice::AbsenceEntered { substitute, first, last, by };
        enqueue(tx, me.customer_id, absence.approver, None, &notice).await?;
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

const END: &str = "update absences set ended_at = $3 where customer_id = $1 and id = $2 and ended_at is null";

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
            enqueue(tx, me.customer_id, concerned, None, &notice).await?;
        }
    }
    Ok(())
}

/// For whom an approver stands in now or later.
pub(crate) async fn stands_in_for(tx: &mut Tx, customer: CustomerId, substitute: ContactId) -> Result<Vec<String>, StoreError> {
    let today = sign_in::today(tx).await?.0;
    let rows = standing(tx, customer, today).await?;
    Ok(rows.into_iter().filter(|row| row.substitute_id == substitute.0).map(|row| row.approver_name).collect())
}

/// Lets an approver go: nobody has to stand in for them any more, and whom they stand in for gets the successor, unless the
/// successor is away as well; then whoever is away is in charge again.
pub(crate) async fn let_go(tx: &mut Tx, caller: &Approver, leaving: ContactId, successor: Option<ContactId>) -> Result<(), StoreError> {
    let today = sign_in::today(tx).await?.0;
    let rows = standing(tx, caller.orderer().customer_id, today).await?;
    let (theirs, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| [row.approver_id, row.substitute_id].contains(&leaving.0));
    let mut standing: Vec<_> = others.iter().map(Row::absence).collect();
    for row in theirs {
        let stands_in = row.substitute_id == leaving.0;
        let next = successor.filter(|_| stands_in).map(|substitute| Absence { substitute, ..row.absence() });
        match next.filter(|next| next.check(&standing, today).is_ok()) {
            Some(next) => {
                hand_on(tx, caller, &row, &next).await?;
                standing.push(next);
            }
            None => end_row(tx, caller, row).await?,
        }
    }
    Ok(())
}

const HAND_ON: &str = "update absences set substitute_id = $3 where customer_id = $1 and id = $2";

/// Somebody else stands in from now on.
async fn hand_on(tx: &mut Tx, caller: &Approver, row: &Row, next: &Absence) -> Result<(), StoreError> {
    let customer = caller.orderer().customer_id;
    execute!(tx, HAND_ON, customer.0, row.id, next.substitute.0)?;
    let substitute = living_approver(tx, customer, next.substitute).await?.ok_or(StoreError::NotFound)?;
    announce(tx, caller, next, (row.approver_name.clone(), substitute)).await
}
