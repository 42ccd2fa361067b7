//! The mail about an order that its orderer has changed while it waited.

use super::{
    Content, lines,
    order::{note, reference},
};
use app::{text::mail, words};
use domain::{Language, notice::OrderDigest, revision::LineEdit};

/// To whoever is to decide: what is different, what there is to decide now, and what the order is like.
pub(super) fn revised(
    l: Language,
    order: &OrderDigest,
    (edits, remark): (&[LineEdit], Option<&str>),
    in_place_of: Option<&str>,
) -> Content {
    let outcome = match order.open_lines() {
        0 => mail::revised_done(l).into(),
        1 => mail::revised_waits_one(l).into(),
        count => mail::revised_waits_many(l, count),
    };
    let told = mail::revised(l, &order.orderer, order.number, words::edits(l, edits));
    let remark = remark.map(|remark| (mail::fact_remark(l), remark.to_owned()));
    Content {
        subject: mail::revised_subject(l, order.number, &order.orderer),
        heading: mail::revised_heading(l),
        paragraphs: [Some(told), Some(outcome), in_place_of.map(|name| mail::wanted_in_place_of(l, name))].into_iter().flatten().collect(),
        facts: [remark, reference(l, order), note(l, order)].into_iter().flatten().collect(),
        tables: vec![lines::ordered(l, order, |line| line.verdict.is_none().then(|| lines::why_release(l, line)).flatten())],
        label: mail::wanted_button(l),
        path: format!("/freigaben/{}", order.id),
    }
}
