//! Mails about who stands in for whom.

use super::{Content, date};
use app::text::mail;
use domain::Language;
use jiff::civil::Date;

/// To whoever stands in.
pub(super) fn substitute_wanted(l: Language, approver: &str, (first, last): (Date, Date), by: &str) -> Content {
    Content {
        subject: mail::substitute_subject(l, approver),
        heading: mail::substitute_heading(l),
        paragraphs: vec![mail::substitute_wanted(l, by, approver, date::in_words(l, first), date::in_words(l, last))],
        facts: Vec::new(),
        tables: Vec::new(),
        label: mail::substitute_button(l),
        path: "/freigaben".into(),
    }
}

/// To whoever is away.
pub(super) fn entered(l: Language, substitute: &str, (first, last): (Date, Date), by: &str) -> Content {
    Content {
        subject: mail::absence_subject(l, substitute),
        heading: mail::absence_heading(l),
        paragraphs: vec![mail::absence_entered(l, by, substitute, date::in_words(l, first), date::in_words(l, last))],
        facts: Vec::new(),
        tables: Vec::new(),
        label: mail::absence_button(l),
        path: "/konto/freigaberegeln".into(),
    }
}

/// To both, when it has ended.
pub(super) fn ended(l: Language, approver: &str, substitute: &str, by: &str) -> Content {
    Content {
        subject: mail::ended_subject(l, approver),
        heading: mail::ended_heading(l),
        paragraphs: vec![mail::ended(l, by, approver, substitute)],
        facts: Vec::new(),
        tables: Vec::new(),
        label: mail::substitute_button(l),
        path: "/freigaben".into(),
    }
}
