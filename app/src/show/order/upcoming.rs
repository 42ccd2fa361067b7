//! The steps of an order that are still open.

use super::OrderData;
use crate::{locale::language, prelude::*, text, ui::Icon};
use domain::{Language, OrderStatus};

/// What comes next, down to the delivery with its expected day.
#[component]
pub fn Upcoming(order: OrderData) -> impl IntoView {
    let l = language();
    steps(l, &order)
        .into_iter()
        .map(|Step { icon, name, when }| {
            view! {
                <li data-state="todo">
                    <span class="timeline-dot"><Icon name=icon/></span>
                    <div>
                        <p><span class="visually-hidden">{text::history::still_open(l)} " "</span>{name}</p>
                        {when.map(|when| view! { <p class="when">{when}</p> })}
                    </div>
                </li>
            }
        })
        .collect_view()
}

struct Step {
    icon: &'static str,
    name: String,
    when: Option<String>,
}

fn steps(l: Language, order: &OrderData) -> Vec<Step> {
    let step = |icon, name: &str, when| Step { icon, name: name.to_owned(), when };
    let hand_over = step("arrow-right", text::history::next_hand_over(l), Some(text::history::once_decided(l).to_owned()));
    let accepted = step("package", text::history::next_accepted(l), None);
    let shipped = step("truck", text::history::next_shipped(l), None);
    let delivered = step("package-check", text::history::next_delivered(l), delivery(l, order));
    match order.status {
        OrderStatus::Waiting | OrderStatus::PartlyDecided => {
            let confirmation = |name: &String| step("check", &text::hierarchy::next_confirmation(l, name), None);
            order.then.iter().map(confirmation).chain([hand_over, delivered]).collect()
        }
        OrderStatus::HandedOver => vec![accepted, shipped, delivered],
        OrderStatus::Accepted => vec![shipped, delivered],
        OrderStatus::Shipped => vec![delivered],
        OrderStatus::Delivered | OrderStatus::Rejected | OrderStatus::Withdrawn => vec![],
    }
}

/// The promised day or, while the order waits, the first that is possible.
pub fn delivery(l: Language, order: &OrderData) -> Option<String> {
    let promised = order.delivery.as_ref().map(|day| text::history::expected(l, &day.long));
    promised.or_else(|| order.expected.as_ref().map(|day| text::history::earliest(l, &day.long)))
}
