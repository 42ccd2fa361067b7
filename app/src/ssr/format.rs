//! Times in Swiss form, as seen from the supplier's place.

use super::{request_language, store};
use crate::{
    text,
    time::{Date, When},
};
use domain::Language;
use jiff::{Timestamp, ZonedDateTime, civil::Weekday, tz::TimeZone};
use store::{Day, Stamp};

/// All times are shown in the time of the supplier, to whom they promise something.
const ZONE: &str = "Europe/Zurich";

/// An instant, ready to read in the language of the request.
#[must_use]
pub fn when(stamp: Stamp) -> When {
    let instant = stamp.instant();
    When { iso: instant.to_string(), absolute: absolute(stamp), relative: relative(request_language(), instant, store().now().instant()) }
}

/// An instant to the minute: `24.11.2026, 14:05`.
#[must_use]
pub fn absolute(stamp: Stamp) -> String {
    local(stamp).strftime("%d.%m.%Y, %H:%M").to_string()
}

/// An instant to the second, with its distance from UTC: `24.11.2026, 14:05:31 +01:00`.
#[must_use]
pub fn exact(stamp: Stamp) -> String {
    local(stamp).strftime("%d.%m.%Y, %H:%M:%S %:z").to_string()
}

fn local(stamp: Stamp) -> ZonedDateTime {
    stamp.instant().to_zoned_datetime(TimeZone::get(ZONE).unwrap_or(TimeZone::UTC))
}

/// A day: `24.11.2026`.
#[must_use]
pub fn short_date(day: Day) -> String {
    day.0.strftime("%d.%m.%Y").to_string()
}

/// A day, ready to read in the language of the request.
#[must_use]
pub fn date(day: Day) -> Date {
    let short = short_date(day);
    let long = format!("{}, {short}", weekday(request_language(), day.0.weekday()));
    Date { iso: day.0.to_string(), long, short }
}

/// Whether a day is over at the supplier's place.
#[must_use]
pub fn is_past(day: Day) -> bool {
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    day.0 < store().now().instant().to_zoned_datetime(zone).date()
}

fn relative(l: Language, then: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(then).as_mins();
    match minutes {
        ..=0 => text::time::just_now(l).into(),
        1 => text::time::one_minute_ago(l).into(),
        2..=59 => text::time::minutes_ago(l, minutes),
        60..=119 => text::time::one_hour_ago(l).into(),
        120..=1439 => text::time::hours_ago(l, minutes / 60),
        1440..=2879 => text::time::one_day_ago(l).into(),
        _ => text::time::days_ago(l, minutes / 1440),
    }
}

/// The name of a day of the week.
fn weekday(l: Language, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => text::time::monday(l),
        Weekday::Tuesday => text::time::tuesday(l),
        Weekday::Wednesday => text::time::wednesday(l),
        Weekday::Thursday => text::time::thursday(l),
        Weekday::Friday => text::time::friday(l),
        Weekday::Saturday => text::time::saturday(l),
        Weekday::Sunday => text::time::sunday(l),
    }
}
