//! Mails about articles that were proposed for a Kundensortiment.

use super::Content;
use app::text::learning;
use domain::Language;

/// To whoever proposed it.
pub(super) fn answered(l: Language, article: &str, number: &str, is_accepted: bool) -> Content {
    let (subject, heading, paragraph, label) = if is_accepted {
        let subject = learning::mail_accepted_subject(l, article);
        (subject, learning::mail_accepted_heading(l), learning::mail_accepted(l, article, number), learning::mail_accepted_button(l))
    } else {
        let subject = learning::mail_declined_subject(l, article);
        (subject, learning::mail_declined_heading(l), learning::mail_declined(l, article, number), learning::mail_declined_button(l))
    };
    let path = if is_accepted { format!("/shop/artikel/{number}") } else { "/konto/freigaberegeln/dauerfreigaben".into() };
    Content { subject, heading, paragraphs: vec![paragraph], facts: Vec::new(), tables: Vec::new(), label, path }
}
