//! Days in words.

use app::text::{mail, time};
use domain::Language;
use jiff::civil::{Date, Weekday};

/// `Mittwoch, 25. November 2026`.
pub(super) fn in_words(l: Language, day: Date) -> String {
    mail::date(l, weekday(l, day.weekday()), day.day(), month(l, day.month()), day.year())
}

fn weekday(l: Language, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => time::monday(l),
        Weekday::Tuesday => time::tuesday(l),
        Weekday::Wednesday => time::wednesday(l),
        Weekday::Thursday => time::thursday(l),
        Weekday::Friday => time::friday(l),
        Weekday::Saturday => time::saturday(l),
        Weekday::Sunday => time::sunday(l),
    }
}

fn month(l: Language, month: i8) -> &'static str {
    match month {
        1 => mail::january(l),
        2 => mail::february(l),
        3 => mail::march(l),
        4 => mail::april(l),
        5 => mail::may(l),
        6 => mail::june(l),
        7 => mail::july(l),
        8 => mail::august(l),
        9 => mail::september(l),
        10 => mail::october(l),
        11 => mail::november(l),
        _ => mail::december(l),
    }
}
