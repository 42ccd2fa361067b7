//! What people read of an absence: who stands in for whom, and until when.

use super::{URL, german};
use crate::mailer::{letter::Letter, plain::plain};
use domain::{Language, count, notice::Notice};
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

#[test]
fn whoever_stands_in_reads_until_when_and_how_much_waits() {
    let begins = |waiting| Notice::AbsenceBegins { approver: CLAUDIA.into(), last: LAST, waiting };
    assert_says(
        &begins(0),
        "Sie vertreten Claudia Meier bis und mit Freitag, 4. Dezember 2026.",
        "You stand in for Claudia Meier up to and including Friday, 4 December 2026.",
    );
    for (waiting, in_german, in_english) in [
        (
            0,
            "Zurzeit wartet keine Bestellung, über die Sie für Claudia Meier",
            "At present no order is waiting on which you decide for Claudia",
        ),
        (1, "Zurzeit wartet eine Bestellung, über die Sie", "At present one order is waiting on which you"),
        (2, "Zurzeit warten 2 Bestellungen, über die Sie für Claudia Meier entscheiden.", "At present 2 orders are waiting on which you"),
        (count::MOST, "Zurzeit warten 999+ Bestellungen", "At present 999+ orders are waiting"),
    ] {
        assert_says(&begins(waiting), in_german, in_english);
    }
}

#[test]
fn whoever_is_back_reads_how_much_waits_and_whoever_stood_in_that_it_is_over() {
    let over = |waiting| Notice::AbsenceOver { substitute: THOMAS.into(), last: LAST, waiting };
    assert_says(
        &over(0),
        "Thomas Keller hat Sie bis und mit Freitag, 4. Dezember 2026 vertreten.",
        "Thomas Keller stood in for you up to and including Friday, 4 December 2026.",
    );
    for (waiting, in_german, in_english) in [
        (0, "Zurzeit wartet keine Bestellung auf Sie.", "At present no order is waiting for you."),
        (1, "Zurzeit wartet eine Bestellung auf Sie.", "At present one order is waiting for you."),
        (2, "Zurzeit warten 2 Bestellungen auf Sie.", "At present 2 orders are waiting for you."),
        (count::MOST, "Zurzeit warten 999+ Bestellungen", "At present 999+ orders are waiting"),
    ] {
        assert_says(&over(waiting), in_german, in_english);
    }
    assert_says(
        &Notice::AbsenceFreesSubstitute { approver: CLAUDIA.into(), last: LAST },
        "Sie haben Claudia Meier bis und mit Freitag, 4. Dezember 2026 vertreten. Nun müssen Sie nicht mehr für Claudia Meier entscheiden.",
        "You stood in for Claudia Meier up to and including Friday, 4 December 2026. Now you need not decide for Claudia Meier any more.",
    );
}
