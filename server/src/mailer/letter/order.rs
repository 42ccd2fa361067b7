//! Mails about an order on its way to the supplier.

use super::{Content, date, lines, order_page};
use app::{
    text::{hierarchy, mail},
    words,
};
use domain::{Language, notice::OrderDigest, revision::LineEdit};
use jiff::civil::Date;

/// To the orderer: it arrived, and waits for a release or went to the supplier.
pub(super) fn received(l: Language, order: &OrderDigest, delivery: Option<Date>) -> Content {
    let number = order.number;
    let mut facts: Vec<_> = delivery.map(|day| expected(l, day)).into_iter().collect();
    facts.extend(approver(l, order).filter(|_| delivery.is_none()));
    facts.extend(order.deputy.clone().filter(|_| delivery.is_none()).map(|deputy| (mail::fact_deputy(l), deputy)));
    facts.extend(reference(l, order));
    let waits = delivery.is_none();
    Content {
        subject: if waits { mail::received_subject_waiting(l, number) } else { mail::received_subject_sent(l, number) },
        heading: if waits { mail::received_heading_waiting(l) } else { mail::received_heading_sent(l) },
        paragraphs: vec![match (&order.approver, waits) {
            (Some(approver), true) => mail::received_waiting(l, number, approver),
            (None, true) => mail::received_waiting_unnamed(l, number),
            (_, false) => mail::received_sent(l, number),
        }],
        facts,
        tables: vec![lines::ordered(l, order, |line| waits.then(|| lines::waits(l, line)).flatten())],
        label: mail::open_order(l),
        path: order_page(order.id),
    }
}

/// To the approver in charge, with a link straight to the decision.
pub(super) fn release_wanted(l: Language, order: &OrderDigest, in_place_of: Option<&str>) -> Content {
    let count = order.lines.iter().filter(|line| line.review.is_some()).count();
    let what = match count {
        1 => mail::wanted_one(l, &order.orderer, order.number),
        _ => mail::wanted_many(l, &order.orderer, order.number, count),
    };
    let orderer = (mail::fact_orderer(l), order.orderer.clone());
    Content {
        subject: mail::wanted_subject(l, order.number, &order.orderer),
        heading: mail::wanted_heading(l),
        paragraphs: [Some(what), in_place_of.map(|name| mail::wanted_in_place_of(l, name)), Some(mail::wanted_waits(l).into())]
            .into_iter()
            .flatten()
            .collect(),
        facts: [Some(orderer), reference(l, order), note(l, order)].into_iter().flatten().collect(),
        tables: vec![lines::ordered(l, order, |line| lines::why_release(l, line))],
        label: mail::wanted_button(l),
        path: format!("/freigaben/{}", order.id),
    }
}

/// To whoever is to confirm a release, with a link straight to it; first what has changed, where it goes on because of that.
pub(super) fn confirmation_wanted(
    l: Language,
    order: &OrderDigest,
    by: &str,
    (edits, remark): (&[LineEdit], Option<&str>),
    in_place_of: Option<&str>,
) -> Content {
    let changed = (!edits.is_empty()).then(|| mail::revised(l, &order.orderer, order.number, words::edits(l, edits)));
    let remark = remark.map(|remark| (mail::fact_remark(l), remark.to_owned()));
    let what = hierarchy::mail_text(l, by, order.number, &order.orderer);
    let orderer = (mail::fact_orderer(l), order.orderer.clone());
    Content {
        subject: hierarchy::mail_subject(l, order.number, &order.orderer),
        heading: hierarchy::mail_heading(l),
        paragraphs: [changed, Some(what), in_place_of.map(|name| mail::wanted_in_place_of(l, name))].into_iter().flatten().collect(),
        facts: [remark, Some(orderer), reference(l, order), note(l, order)].into_iter().flatten().collect(),
        tables: [Some(lines::delivered(l, order)), lines::rejected(l, order)].into_iter().flatten().collect(),
        label: hierarchy::mail_button(l),
        path: format!("/freigaben/{}", order.id),
    }
}

/// To whoever is to decide, as the orderer asks after it, with a link straight to the decision.
pub(super) fn release_reminded(l: Language, order: &OrderDigest, placed: Date, in_place_of: Option<&str>) -> Content {
    let open = order.lines.iter().filter(|line| line.review.is_some() && line.verdict.is_none()).count();
    let day = date::in_words(l, placed);
    let what = match open {
        0 => hierarchy::mail_reminded(l, &order.orderer, order.number, day),
        1 => mail::reminded_one(l, &order.orderer, order.number, day),
        _ => mail::reminded_many(l, &order.orderer, order.number, day, open),
    };
    let orderer = (mail::fact_orderer(l), order.orderer.clone());
    Content {
        subject: mail::reminded_subject(l, order.number, &order.orderer),
        heading: mail::reminded_heading(l),
        paragraphs: [Some(what), in_place_of.map(|name| mail::wanted_in_place_of(l, name))].into_iter().flatten().collect(),
        facts: [Some(orderer), reference(l, order), note(l, order)].into_iter().flatten().collect(),
        tables: vec![if open == 0 { lines::delivered(l, order) } else { lines::open(l, order) }],
        label: mail::wanted_button(l),
        path: format!("/freigaben/{}", order.id),
    }
}

/// To whoever is to decide: lines that were cleared have to be decided again, with a link straight to the decision.
pub(super) fn asked_again(l: Language, order: &OrderDigest, in_place_of: Option<&str>) -> Content {
    let what = match order.lines.iter().filter(|line| line.again.is_some()).count() {
        1 => mail::again_one(l, order.number, &order.orderer),
        count => mail::again_many(l, order.number, &order.orderer, count),
    };
    let orderer = (mail::fact_orderer(l), order.orderer.clone());
    Content {
        subject: mail::again_subject(l, order.number),
        heading: mail::again_heading(l),
        paragraphs: [Some(what), in_place_of.map(|name| mail::wanted_in_place_of(l, name)), Some(mail::again_stands(l).into())]
            .into_iter()
            .flatten()
            .collect(),
        facts: [Some(orderer), reference(l, order)].into_iter().flatten().collect(),
        tables: vec![lines::open(l, order)],
        label: mail::wanted_button(l),
        path: format!("/freigaben/{}", order.id),
    }
}

/// To the orderer: the released lines went to the supplier.
pub(super) fn handed_over(l: Language, order: &OrderDigest, delivery: Date) -> Content {
    let number = order.number;
    let rejected = lines::rejected(l, order);
    let is_whole = rejected.is_none();
    let is_changed = order.lines.iter().any(|line| line.change.is_some());
    let has_moved = order.lines.iter().any(|line| line.agreed.is_some() && line.delivered().is_some());
    Content {
        subject: match (is_whole, is_changed) {
            (true, false) => mail::handed_subject(l, number),
            (true, true) => mail::handed_subject_changed(l, number),
            (false, _) => mail::handed_subject_partly(l, number),
        },
        heading: mail::handed_heading(l),
        paragraphs: [
            Some(if is_whole { mail::handed_all(l, number) } else { mail::handed_partly(l, number) }),
            is_changed.then(|| mail::handed_changed(l).into()),
            has_moved.then(|| mail::handed_moved(l).into()),
        ]
        .into_iter()
        .flatten()
        .collect(),
        facts: [Some(expected(l, delivery)), approver(l, order), reference(l, order)].into_iter().flatten().collect(),
        tables: [Some(lines::delivered(l, order)), rejected].into_iter().flatten().collect(),
        label: mail::open_order(l),
        path: order_page(order.id),
    }
}

/// To the orderer: nothing is left to deliver.
pub(super) fn rejected(l: Language, order: &OrderDigest) -> Content {
    Content {
        subject: mail::rejected_subject(l, order.number),
        heading: mail::rejected_heading(l),
        paragraphs: vec![match &order.approver {
            Some(approver) => mail::rejected_by(l, approver, order.number),
            None => mail::rejected_unnamed(l, order.number),
        }],
        facts: reference(l, order).into_iter().collect(),
        tables: lines::rejected(l, order).into_iter().collect(),
        label: mail::open_order(l),
        path: order_page(order.id),
    }
}

/// To the orderer and the approver: it was taken back.
pub(super) fn withdrawn(l: Language, order: &OrderDigest) -> Content {
    Content {
        subject: mail::withdrawn_subject(l, order.number, &order.orderer),
        heading: mail::withdrawn_heading(l),
        paragraphs: vec![mail::withdrawn(l, &order.orderer, order.number)],
        facts: reference(l, order).into_iter().collect(),
        tables: vec![lines::ordered(l, order, |_| None)],
        label: mail::open_order(l),
        path: order_page(order.id),
    }
}

fn expected(l: Language, day: Date) -> (&'static str, String) {
    (mail::fact_delivery(l), date::in_words(l, day))
}

fn approver(l: Language, order: &OrderDigest) -> Option<(&'static str, String)> {
    order.approver.clone().map(|approver| (mail::fact_approver(l), approver))
}

pub(super) fn reference(l: Language, order: &OrderDigest) -> Option<(&'static str, String)> {
    order.reference.clone().map(|reference| (mail::fact_reference(l), reference))
}

pub(super) fn note(l: Language, order: &OrderDigest) -> Option<(&'static str, String)> {
    order.note.clone().map(|note| (mail::fact_note(l), note))
}
