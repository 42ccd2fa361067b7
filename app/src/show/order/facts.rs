//! The facts of an order beside its lines.

use super::{OrderData, OtherPart};
use crate::{locale::language, prelude::*, text, time::MomentLine};
use domain::DeliveryAddress;

/// Who, when, where to, and under which reference.
#[component]
pub fn OrderFacts(order: OrderData) -> impl IntoView {
    let l = language();
    let fact = |label: &'static str, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let is_own = order.is_own;
    let other =
        order.other_part.clone().map(|other| view! { <div><dt>{text::order::other_part(l)}</dt><dd><Other other is_own/></dd></div> });
    view! {
        <dl class="facts" data-stacked>
            {fact(text::order::orderer(l), order.orderer)}
            <div><dt>{text::order::placed(l)}</dt><dd><MomentLine when=order.placed/></dd></div>
            {order.approver.map(|name| fact(text::order::approver(l), name))}
            {order.delivery.map(|day| fact(text::order::delivery_date(l), day.long))}
            {order.supply_number.map(|number| fact(text::order::supply_number(l), number.to_string()))}
            {order.cost_centre.map(|payer| fact(text::fields::cost_centre(l), payer.label))}
            {other}
            {order.reference.map(|reference| fact(text::order::reference(l), reference))}
            <div><dt>{text::order::address(l)}</dt><dd><AddressLines address=order.address/></dd></div>
        </dl>
    }
}

/// The other part of the same cart. Where it needed no release, it is nothing that its approver has to do with.
#[component]
fn Other(other: OtherPart, is_own: bool) -> impl IntoView {
    let name = text::order::title(language(), other.number);
    if is_own {
        view! { <a href=format!("/kundendossier/{}", other.id)>{name}</a> }
    } else {
        name.into_any()
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
