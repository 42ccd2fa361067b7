//! Mails about who stands in for whom.

use super::{Content, date};
use app::text::mail;
use domain::{Language, count};
use jiff::civil::Date;

/// To whoever stands in.
pub(super) fn substitute_wanted(l: Language, approver: &str, (first, last): (Date, Date), by: &str) -> Content {
    let what = mail::substitute_wanted(l, by, approver, date::in_words(l, first), date::in_words(l, last));
    with_queue(l, (mail::substitute_subject(l, approver), mail::substitute_heading(l)), vec![what])
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

/// To both, when somebody has ended it.
pub(super) fn ended(l: Language, approver: &str, substitute: &str, by: &str) -> Content {
    let what = mail::ended(l, by, approver, substitute);
    with_queue(l, (mail::ended_subject(l, approver), mail::ended_heading(l)), vec![what])
}

/// To whoever stands in, once it has begun.
pub(super) fn begins(l: Language, approver: &str, last: Date, waiting: i64) -> Content {
    let how_much = match waiting {
        0 => mail::begins_none(l, approver),
        1 => mail::begins_one(l, approver),
        many => mail::begins_many(l, count::shown(many), approver),
    };
    let what = mail::begins(l, approver, date::in_words(l, last));
    with_queue(l, (mail::begins_subject(l, approver), mail::begins_heading(l)), vec![what, how_much])
}

/// To whoever was away, once it is over.
pub(super) fn over(l: Language, substitute: &str, last: Date, waiting: i64) -> Content {
    let how_much: String = match waiting {
        0 => mail::over_none(l).into(),
        1 => mail::over_one(l).into(),
        many => mail::over_many(l, count::shown(many)),
    };
    let what = mail::over(l, substitute, date::in_words(l, last));
    with_queue(l, (mail::over_subject(l, substitute), mail::over_heading(l)), vec![what, how_much])
}

/// To whoever stood in, once it is over.
pub(super) fn frees_substitute(l: Language, approver: &str, last: Date) -> Content {
    let what = mail::freed(l, approver, date::in_words(l, last));
    with_queue(l, (mail::freed_subject(l, approver), mail::freed_heading(l)), vec![what])
}

fn with_queue(l: Language, (subject, heading): (String, &'static str), paragraphs: Vec<String>) -> Content {
    Content {
        subject,
        heading,
        paragraphs,
        facts: Vec::new(),
        tables: Vec::new(),
        label: mail::substitute_button(l),
        path: "/freigaben".into(),
    }
}
