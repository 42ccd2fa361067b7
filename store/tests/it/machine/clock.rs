//! The time at the supplier's place.

use domain::calendar::is_working_day;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};

fn zone() -> TimeZone {
    TimeZone::get("Europe/Zurich").expect("the zone is known")
}

pub fn day_of(now: Timestamp) -> Date {
    zone().to_datetime(now).date()
}

/// How much of the time between two instants lies between eight and five on working days. Which days these are is taken from the
/// calendar; the store never adds hours up, but works out when enough of them will have passed.
pub fn worked(from: Timestamp, to: Timestamp) -> SignedDuration {
    let (zone, last) = (zone(), day_of(to));
    let at = |day: Date, hour| zone.to_timestamp(day.at(hour, 0, 0, 0)).expect("an instant");
    let mut sum = SignedDuration::ZERO;
    for day in day_of(from).series(1.day()).take_while(|day| *day <= last).filter(|day| is_working_day(*day)) {
        let (begins, ends) = (at(day, 8).max(from), at(day, 17).min(to));
        if begins < ends {
            sum += ends.duration_since(begins);
        }
    }
    sum
}
