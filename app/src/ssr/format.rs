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

/// Until what time of which day something has to be done: `heute bis 16:30`, `morgen bis 16:30` or `bis Freitag, 27.11.2026, 16:30`.
#[must_use]
pub fn before(stamp: Stamp) -> String {
    let l = request_language();
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    let (then, now) = (stamp.instant().to_zoned_datetime(zone.clone()), store().now().instant().to_zoned_datetime(zone));
    let time = then.strftime("%H:%M");
    match (then.date() - now.date()).get_days() {
        0 => text::time::before_today(l, time),
        1 => text::time::before_tomorrow(l, time),
        _ => text::time::before_day(l, date(Day(then.date())).long, time),
    }
}

/// The whole seconds until an instant; none once it has passed.
#[must_use]
pub fn seconds_until(stamp: Stamp) -> u32 {
    let seconds = stamp.instant().duration_since(store().now().instant()).as_secs();
    u32::try_from(seconds).unwrap_or_default()
}

/// The day on which something happened at the supplier's place.
#[must_use]
pub fn day_of(stamp: Stamp) -> Day {
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    Day(stamp.instant().to_zoned_datetime(zone).date())
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
