//! Months, shares, durations and categories in words, for pages and files.

use crate::text;
use domain::{Language, Rappen, numbers::permille};
use jiff::SignedDuration;
use store::{CategoryName, Day};

/// Letters of a month where there is little room.
const SHORT: usize = 3;

/// A month with its year: `November 2026`.
#[must_use]
pub fn month(l: Language, first: Day) -> String {
    format!("{} {}", month_name(l, first), first.0.year())
}

/// The beginning of a month's name: `Nov`.
#[must_use]
pub fn short_month(l: Language, first: Day) -> String {
    month_name(l, first).chars().take(SHORT).collect()
}

fn month_name(l: Language, day: Day) -> &'static str {
    match day.0.month() {
        1 => text::time::january(l),
        2 => text::time::february(l),
        3 => text::time::march(l),
        4 => text::time::april(l),
        5 => text::time::may(l),
        6 => text::time::june(l),
        7 => text::time::july(l),
        8 => text::time::august(l),
        9 => text::time::september(l),
        10 => text::time::october(l),
        11 => text::time::november(l),
        _ => text::time::december(l),
    }
}

/// A part of the whole: `12.5 %`.
#[must_use]
pub fn percent(part: Rappen, whole: Rappen) -> String {
    let permille = permille(part, whole);
    format!("{}.{} %", permille / 10, permille % 10)
}

/// How long something took, as exact as it matters: minutes on the first two days, hours after that. A clock that was set back
/// counts as no time.
#[must_use]
pub fn duration(l: Language, took: SignedDuration) -> String {
    let minutes = took.as_mins();
    match minutes {
        ..=0 => text::numbers::less_than_a_minute(l).into(),
        1..=59 => text::numbers::minutes(l, minutes),
        60..=2879 => text::numbers::hours(l, minutes / 60, minutes % 60),
        _ => text::numbers::days(l, minutes / 1440, minutes / 60 % 24),
    }
}

/// The name of a category, or what stands in for it.
#[must_use]
pub fn category_name(l: Language, name: Option<&CategoryName>) -> String {
    match (name, l) {
        (Some(name), Language::German) => name.german.clone(),
        (Some(name), Language::English) => name.english.clone(),
        (None, _) => text::numbers::no_category(l).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn durations_are_as_exact_as_it_matters() {
        let words = |minutes| duration(Language::German, SignedDuration::from_mins(minutes));
        assert_eq!([-5, 0, 1, 59].map(words), ["unter 1 Min.", "unter 1 Min.", "1 Min.", "59 Min."]);
        assert_eq!([60, 135, 2879].map(words), ["1 Std. 0 Min.", "2 Std. 15 Min.", "47 Std. 59 Min."]);
        assert_eq!([2880, 4500].map(words), ["2 Tage 0 Std.", "3 Tage 3 Std."]);
    }

    #[test]
    fn months_have_their_names() {
        let march = Day(date(2026, 3, 1));
        assert_eq!([Language::German, Language::English].map(|l| month(l, march)), ["März 2026", "March 2026"]);
        assert_eq!(short_month(Language::German, march), "Mär");
    }
}
