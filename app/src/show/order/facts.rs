//! The facts of an order beside its lines.

use super::OrderData;
use crate::{locale::language, text, time::MomentLine};
use domain::DeliveryAddress;
use leptos::prelude::*;

/// Who, when, where to, and under which reference.
#[component]
pub fn OrderFacts(order: OrderData) -> impl IntoView {
    let l = language();
    let fact = |label: &'static str, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    view! {
        <dl class="facts" data-stacked>
            {fact(text::order::orderer(l), order.orderer)}
            <div><dt>{text::order::placed(l)}</dt><dd><MomentLine when=order.placed/></dd></div>
            {order.approver.map(|name| fact(text::order::approver(l), name))}
            {order.delivery.map(|day| fact(text::order::delivery_date(l), day.long))}
            {order.supply_number.map(|number| fact(text::order::supply_number(l), number.to_string()))}
            {order.cost_centre.map(|cost_centre| fact(text::fields::cost_centre(l), cost_centre))}
            {order.reference.map(|reference| fact(text::order::reference(l), reference))}
            <div><dt>{text::order::address(l)}</dt><dd><AddressLines address=order.address/></dd></div>
        </dl>
    }
}

/// An address as it stands on a parcel.
#[component]
pub fn AddressLines(address: DeliveryAddress) -> impl IntoView {
    let place = format!("{} {}", address.postcode, address.town);
    let lines = [address.company, address.attention, address.street, place];
    let lines = lines.into_iter().filter(|line| !line.trim().is_empty());
    lines.map(|line| view! { {line} <br/> }).collect_view()
}
