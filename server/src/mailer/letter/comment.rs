//! The mail about a comment on an order.

use super::{Content, order_page};
use app::text::mail;
use domain::{Language, OrderId};

/// To the others whom the order concerns, with a link to the thread on the page that is theirs.
pub(super) fn written(l: Language, (id, number): (OrderId, i64), by: &str, (comment, is_orderer): (&str, bool)) -> Content {
    let page = if is_orderer { order_page(id) } else { format!("/freigaben/{id}") };
    Content {
        subject: mail::comment_subject(l, number, by),
        heading: mail::comment_heading(l),
        paragraphs: vec![mail::comment_written(l, by, number)],
        facts: vec![(mail::fact_comment(l), comment.to_owned())],
        tables: Vec::new(),
        label: mail::comment_button(l),
        path: format!("{page}#kommentare"),
    }
}
