//! The mail about a step of the supplier.

use super::{Content, date, order_page};
use app::text::mail;
use domain::{Language, OrderId, SupplyStatus};
use jiff::civil::Date;

pub(super) fn of(l: Language, order_id: OrderId, number: i64, status: SupplyStatus, delivery: Date) -> Content {
    let (subject, heading, paragraph) = words(l, number, status);
    let has_arrived = status == SupplyStatus::Delivered;
    let expected = (mail::fact_delivery(l), date::in_words(l, delivery));
    Content {
        subject,
        heading,
        paragraphs: vec![paragraph],
        facts: Some(expected).filter(|_| !has_arrived).into_iter().collect(),
        tables: Vec::new(),
        label: mail::open_order(l),
        path: order_page(order_id),
    }
}

fn words(l: Language, number: i64, status: SupplyStatus) -> (String, &'static str, String) {
    match status {
        SupplyStatus::Received => {
            (mail::progress_subject_received(l, number), mail::progress_heading_received(l), mail::progress_received(l, number))
        }
        SupplyStatus::Accepted => {
            (mail::progress_subject_accepted(l, number), mail::progress_heading_accepted(l), mail::progress_accepted(l, number))
        }
        SupplyStatus::Shipped => {
            (mail::progress_subject_shipped(l, number), mail::progress_heading_shipped(l), mail::progress_shipped(l, number))
        }
        SupplyStatus::Delivered => {
            (mail::progress_subject_delivered(l, number), mail::progress_heading_delivered(l), mail::progress_delivered(l, number))
        }
    }
}
