//! The supplier who runs the portal, its people, and when it delivers.

use super::logins::{LoginOwner, NewLogin, insert_login};
use crate::{
    Day, Failure, Stamp, Store, StoreError,
    engine::{Tx, execute, fetch_one, fetch_optional},
    scope::Scope,
};
use domain::{Language, Nudge, Patience, SupplierPersonId, calendar::DeliveryPromise};
use jiff::{
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};
use sqlx::FromRow;
use uuid::Uuid;

/// A portal has one supplier: its id is always the same, so that no second one can arise.
const PORTAL_SUPPLIER: Uuid = Uuid::from_u128(1);
/// The supply order after this number is the first.
const NUMBERS_START: i64 = 20_000;

/// A person of the supplier to be created.
#[derive(Clone)]
pub struct NewSupplierPerson {
    /// Vorname.
    pub first_name: String,
    /// Name.
    pub last_name: String,
    /// Where mails go.
    pub email: String,
    /// The language of screens and mails.
    pub language: Language,
    /// The name to sign in with.
    pub user_name: String,
    /// The hash of the first password, in PHC form.
    pub password_hash: String,
}

/// The user name belongs to somebody already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserNameTaken;

impl Store {
    /// Creates the supplier, who works in Swiss time and delivers on the next working day what arrives before
    /// 16:30. When there is one already, nothing changes.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn create_supplier(&self, name: &str) -> Result<(), StoreError> {
        self.write(Scope::Operator, name.to_owned(), |tx, name| Box::pin(create_supplier(tx, name))).await
    }

    /// Creates a person of the supplier with a login.
    ///
    /// # Errors
    /// [`UserNameTaken`].
    pub async fn create_supplier_person(&self, person: NewSupplierPerson) -> Result<(), Failure<UserNameTaken>> {
        self.write(Scope::Operator, person, |tx, person| Box::pin(create_supplier_person(tx, person))).await
    }

    /// The supplier's name; `None` while there is no supplier.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn supplier_name(&self) -> Result<Option<String>, StoreError> {
        self.read(Scope::Entrance, (), |tx, ()| Box::pin(supplier_name(tx))).await
    }
}

const CREATE_SUPPLIER: &str = "
    insert into suppliers (id, name, time_zone, cut_off_minute, working_days) values ($1, $2, 'Europe/Zurich', 990, 1)
    on conflict (id) do nothing";

const CREATE_NUMBERS: &str = "
    insert into supply_numbers (supplier_id, last_number) values ($1, $2)
    on conflict (supplier_id) do nothing";

async fn create_supplier(tx: &mut Tx, name: &str) -> Result<(), StoreError> {
    execute!(tx, CREATE_SUPPLIER, PORTAL_SUPPLIER, name)?;
    execute!(tx, CREATE_NUMBERS, PORTAL_SUPPLIER, NUMBERS_START)?;
    Ok(())
}

const CREATE_PERSON: &str = "
    insert into supplier_people (id, first_name, last_name, email, language, created_at) values ($1, $2, $3, $4, $5, $6)";

async fn create_supplier_person(tx: &mut Tx, person: &NewSupplierPerson) -> Result<(), Failure<UserNameTaken>> {
    let id: SupplierPersonId = tx.fresh_id();
    let (first, last, email) = (&person.first_name, &person.last_name, &person.email);
    execute!(tx, CREATE_PERSON, id.0, first, last, email, person.language.word(), tx.now)?;
    let login = NewLogin { user_name: person.user_name.clone(), password_hash: person.password_hash.clone(), is_invited: false };
    let is_created = insert_login(tx, &login, LoginOwner::Supplier(id)).await?;
    if is_created { Ok(()) } else { Err(Failure::Refused(UserNameTaken)) }
}

const SUPPLIER_NAME: &str = "select name from suppliers where id = $1";

async fn supplier_name(tx: &mut Tx) -> Result<Option<String>, StoreError> {
    Ok(fetch_optional!(tx, (String,), SUPPLIER_NAME, PORTAL_SUPPLIER)?.map(|(name,)| name))
}

const PROMISE: &str = "select time_zone, cut_off_minute, working_days from suppliers where id = $1";

#[derive(FromRow)]
struct PromiseRow {
    time_zone: String,
    cut_off_minute: i64,
    #[sqlx(try_from = "i64")]
    working_days: u8,
}

impl PromiseRow {
    /// The supplier's place at this instant.
    fn place(&self, now: Stamp) -> Result<SupplierPlace, StoreError> {
        let zone = TimeZone::get(&self.time_zone).map_err(|error| StoreError::Unreadable(error.to_string()))?;
        let promise = DeliveryPromise { cut_off: time_of_day(self.cut_off_minute)?, working_days: self.working_days };
        let now = zone.to_datetime(now.instant());
        Ok(SupplierPlace { promise, zone, now })
    }
}

const NEXT_SUPPLY: &str = "
    update supply_numbers set last_number = last_number + 1
    where supplier_id = $1
    returning last_number,
        (select s.time_zone from suppliers s where s.id = $1) as time_zone,
        (select s.cut_off_minute from suppliers s where s.id = $1) as cut_off_minute,
        (select s.working_days from suppliers s where s.id = $1) as working_days";

/// The number of what is handed over in this transaction, and the day on which the supplier delivers it. The number is taken in the
/// transaction of the hand-over, so that the series has no gap that would tell of other orders.
pub(crate) async fn next_supply(tx: &mut Tx) -> Result<(i64, Day), StoreError> {
    let row = fetch_one!(tx, NextSupplyRow, NEXT_SUPPLY, PORTAL_SUPPLIER)?;
    Ok((row.last_number, row.promise.place(tx.now)?.delivery_date()))
}

#[derive(FromRow)]
struct NextSupplyRow {
    last_number: i64,
    #[sqlx(flatten)]
    promise: PromiseRow,
}

/// The day on which the supplier delivers what is handed over at this transaction's instant.
pub(crate) async fn delivery_date(tx: &mut Tx) -> Result<Day, StoreError> {
    Ok(at_the_supplier(tx).await?.delivery_date())
}

/// The day that it is at the supplier's.
pub(crate) async fn today(tx: &mut Tx) -> Result<Day, StoreError> {
    Ok(at_the_supplier(tx).await?.today())
}

/// The supplier's place at a transaction's instant: what time it is there, and what is promised.
pub(crate) struct SupplierPlace {
    promise: DeliveryPromise,
    zone: TimeZone,
    now: DateTime,
}

impl SupplierPlace {
    /// The day that it is there.
    pub(crate) fn today(&self) -> Day {
        Day(self.now.date())
    }

    /// The day that it was there.
    pub(crate) fn day_of(&self, instant: Stamp) -> Day {
        Day(self.zone.to_datetime(instant.instant()).date())
    }

    /// The instant at which a day begins there.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] at the end of time.
    pub(crate) fn start_of(&self, day: Date) -> Result<Stamp, StoreError> {
        self.instant(day.to_datetime(Time::midnight()))
    }

    /// When what is handed over now is delivered.
    pub(crate) fn delivery_date(&self) -> Day {
        Day(self.promise.delivery_date(self.now))
    }

    /// The last cut-off that has passed.
    pub(crate) fn last_cut_off(&self) -> Result<Stamp, StoreError> {
        self.instant(self.promise.last_cut_off(self.now))
    }

    /// Until when what is handed over is delivered on that same day.
    pub(crate) fn next_cut_off(&self) -> Result<Stamp, StoreError> {
        self.instant(self.promise.next_cut_off(self.now))
    }

    /// What is done next, and when, about an order on which nothing has happened since `counts_from` but what was done.
    pub(crate) fn next_nudge(&self, patience: Patience, counts_from: Stamp, done: &[Nudge]) -> Option<(Nudge, Stamp)> {
        patience.next(&self.zone, counts_from.instant(), done).map(|(nudge, at)| (nudge, Stamp::new(at)))
    }

    fn instant(&self, there: DateTime) -> Result<Stamp, StoreError> {
        self.zone.to_timestamp(there).map(Stamp::new).map_err(|error| StoreError::Unreadable(error.to_string()))
    }
}

/// What the supplier promises, and the time at its place.
pub(crate) async fn at_the_supplier(tx: &mut Tx) -> Result<SupplierPlace, StoreError> {
    fetch_one!(tx, PromiseRow, PROMISE, PORTAL_SUPPLIER)?.place(tx.now)
}

fn time_of_day(minute: i64) -> Result<Time, StoreError> {
    let unreadable = || StoreError::Unreadable(format!("{minute} is no minute of a day"));
    let (hour, minute_of_hour) = (i8::try_from(minute / 60), i8::try_from(minute % 60));
    let (Ok(hour), Ok(minute_of_hour)) = (hour, minute_of_hour) else { return Err(unreadable()) };
    Time::new(hour, minute_of_hour, 0, 0).map_err(|_| unreadable())
}
