//! A store whose clock can be set, so that things can have happened days ago.

use domain::calendar::is_working_day;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time},
    tz::TimeZone,
};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use store::{OpenError, Store};

/// Where the demo customers are.
const ZONE: &str = "Europe/Zurich";
const SECONDS_BETWEEN_CLICKS: i64 = 12;

/// The store and its clock.
pub(super) struct Stage {
    /// The store, living at the time that was set.
    pub(super) store: Store,
    clock: Arc<AtomicI64>,
    today: Date,
    zone: TimeZone,
}

impl Stage {
    /// Opens the database a second time, with a clock of its own that stands still at `now`.
    pub(super) async fn open(url: &str, now: Timestamp) -> Result<Self, OpenError> {
        let clock = Arc::new(AtomicI64::new(now.as_microsecond()));
        let hands = Arc::clone(&clock);
        let tell = move || Timestamp::from_microsecond(hands.load(Ordering::Relaxed)).unwrap_or(Timestamp::MAX);
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        let today = zone.to_datetime(now).date();
        Ok(Self { store: Store::open(url, Arc::new(tell)).await?, clock, today, zone })
    }

    /// Sets the clock to a time of day so many working days ago.
    pub(super) fn set_clock(&self, working_days_ago: u8, time: Time) {
        let day = (0..working_days_ago).fold(self.today, |day, _| working_day_before(day));
        // It fails only at the ends of the calendar.
        if let Ok(moment) = self.zone.to_timestamp(day.to_datetime(time)) {
            self.clock.store(moment.as_microsecond(), Ordering::Relaxed);
        }
    }

    /// Lets a few seconds pass, as between two clicks.
    pub(super) fn let_time_pass(&self) {
        self.clock.fetch_add(SECONDS_BETWEEN_CLICKS * 1_000_000, Ordering::Relaxed);
    }
}

fn working_day_before(day: Date) -> Date {
    let mut before = day.saturating_sub(1.day());
    while !is_working_day(before) && before > Date::MIN {
        before = before.saturating_sub(1.day());
    }
    before
}
