//! What an order costs and when it comes, at a glance.

use crate::{locale::language, prelude::*, show::OrderData, text};

/// For phones, on which the sums and the day of the delivery stand further down than a screen is long.
#[component]
pub fn Glance(order: OrderData) -> impl IntoView {
    let l = language();
    let totals = if order.delivery.is_some() { order.delivered_totals } else { order.totals };
    let earliest = order.expected.map(|day| text::history::earliest(l, &day.long));
    let delivery = order.delivery.map(|day| day.long).or(earliest);
    view! {
        <dl class="glance">
            <div><dt>{text::order::total_chf(l)}</dt><dd>{totals.total.to_string()}</dd></div>
            {delivery.map(|day| view! { <div><dt>{text::order::delivery_date(l)}</dt><dd>{day}</dd></div> })}
        </dl>
    }
}
