//! Mails about an order that has waited too long, with a link straight to the decision.

use super::{
    Content, date, lines,
    order::{note, reference},
};
use app::text::{mail, patience};
use domain::{Language, notice::OrderDigest};
use jiff::civil::Date;

/// To whoever is to decide.
pub(super) fn reminded(l: Language, order: &OrderDigest, (since, hours): (Date, u16), in_place_of: Option<&str>) -> Content {
    let what = patience::mail_overdue_text(l, order.number, &order.orderer, date::in_words(l, since), hours);
    let subject = patience::mail_overdue_subject(l, order.number, &order.orderer);
    about(l, order, (subject, patience::mail_overdue_heading(l), what), in_place_of)
}

/// To somebody who may decide now as well.
pub(super) fn escalated(l: Language, order: &OrderDigest, (from, since, hours): (&str, Date, u16), in_place_of: Option<&str>) -> Content {
    let what = patience::mail_escalated_text(l, order.number, &order.orderer, date::in_words(l, since), from, hours);
    let subject = patience::mail_escalated_subject(l, order.number, &order.orderer);
    about(l, order, (subject, patience::mail_escalated_heading(l), what), in_place_of)
}

fn about(l: Language, order: &OrderDigest, (subject, heading, what): (String, &'static str, String), in_place_of: Option<&str>) -> Content {
    let is_released = order.open_lines() == 0;
    let confirm = is_released.then(|| patience::mail_overdue_confirm(l).to_owned());
    let orderer = (mail::fact_orderer(l), order.orderer.clone());
    Content {
        subject,
        heading,
        paragraphs: [Some(what), confirm, in_place_of.map(|name| mail::wanted_in_place_of(l, name))].into_iter().flatten().collect(),
        facts: [Some(orderer), reference(l, order), note(l, order)].into_iter().flatten().collect(),
        tables: vec![if is_released { lines::delivered(l, order) } else { lines::open(l, order) }],
        label: mail::wanted_button(l),
        path: format!("/freigaben/{}", order.id),
    }
}
