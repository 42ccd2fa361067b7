//! Who decides today.

use super::standing;
use crate::{
    Day, Stamp, StoreError,
    contacts::living_approver,
    engine::{Tx, made_at},
    sign_in::{self, SupplierPlace},
};
use domain::{
    Absence, ContactId, CustomerId,
    absence::{chain, deputy, represented, stands_in_until},
};
use jiff::{ToSpan, civil::Date, tz::TimeZone};

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
        // Who has nobody away is spared the question where the supplier is.
        let Day(earliest) = Self::earliest_day(tx.now);
        let rows = standing(tx, customer, earliest).await?;
        let place = if rows.is_empty() { None } else { Some(sign_in::at_the_supplier(tx).await?) };
        let today = place.as_ref().map_or(earliest, |place| place.today().0);
        let (standing, entered) = rows.iter().map(|row| (row.absence(), made_at(row.id))).unzip();
        Ok(Self { standing, entered, place, today })
    }

    /// The same where it is known that nobody is away.
    pub(crate) fn all_there(now: Stamp) -> Self {
        Self { standing: Vec::new(), entered: Vec::new(), place: None, today: Self::earliest_day(now).0 }
    }

    /// The earliest day that it can be at the supplier's: no zone is further than a day away from UTC.
    pub(crate) fn earliest_day(now: Stamp) -> Day {
        Day(TimeZone::UTC.to_datetime(now.instant()).date().saturating_sub(1.day()))
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
