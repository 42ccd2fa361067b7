//! What people read of an absence: who stands in for whom, and until when.

use super::{URL, german};
use crate::mailer::{letter::Letter, plain::plain};
use domain::{Language, notice::Notice};
use jiff::civil::{Date, date};

const FIRST: Date = date(2026, 11, 25);
const LAST: Date = date(2026, 12, 4);
const CLAUDIA: &str = "Claudia Meier";
const THOMAS: &str = "Thomas Keller";

/// Makes sure that a mail says this, in German and in English.
fn assert_says(notice: &Notice, in_german: &str, in_english: &str) {
    for (letter, expected) in [(german(notice), in_german), (Letter::of(notice, "Anna Keller", Language::English, URL), in_english)] {
        assert!(plain(&letter).contains(expected), "{expected} in {}", plain(&letter));
    }
}

#[test]
fn whoever_is_concerned_reads_who_stands_in_for_whom() {
    let by = "Anna Keller";
    assert_says(
        &Notice::SubstituteWanted { approver: CLAUDIA.into(), first: FIRST, last: LAST, by: by.into() },
        "Anna Keller hat eingetragen, dass Sie Claudia Meier vom Mittwoch, 25. November 2026 bis Freitag, 4. Dezember 2026 vertreten.",
        "Anna Keller has entered that you stand in for Claudia Meier from Wednesday, 25 November 2026 to Friday, 4 December 2026.",
    );
    assert_says(
        &Notice::AbsenceEntered { substitute: THOMAS.into(), first: FIRST, last: LAST, by: by.into() },
        "Anna Keller hat eingetragen, dass Thomas Keller Sie vom Mittwoch, 25. November 2026 bis Freitag, 4. Dezember 2026 vertritt.",
        "Anna Keller has entered that Thomas Keller stands in for you from Wednesday, 25 November 2026 to Friday, 4 December 2026.",
    );
    assert_says(
        &Notice::AbsenceEnded { approver: CLAUDIA.into(), substitute: THOMAS.into(), by: by.into() },
        "Anna Keller hat die Vertretung von Claudia Meier durch Thomas Keller beendet. Die Bestellungen warten wieder auf Claudia Meier",
        "Anna Keller has ended that Thomas Keller stands in for Claudia Meier. Orders wait for Claudia Meier again",
    );
}
