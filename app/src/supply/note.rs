//! The parts of a supply order that stand on the screen and on the printed delivery note.

use super::api::{SupplyLine, SupplyOrder};
use crate::{locale::language, prelude::*, show::AddressLines, text, time::MomentLine};

/// Where to deliver, when, and for whom.
#[component]
pub fn Facts(order: SupplyOrder) -> impl IntoView {
    let l = language();
    let received = order.steps.into_iter().next().and_then(|(_, time)| time);
    let fact = |label: &'static str, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    view! {
        <dl class="facts">
            <div><dt>{text::order::address(l)}</dt><dd><AddressLines address=order.address/></dd></div>
            {fact(text::supply::delivery(l), order.delivery.long)}
            {fact(text::supply::orderer(l), order.orderer)}
            {order.cost_centre.map(|cost_centre| fact(text::fields::cost_centre(l), cost_centre))}
            {order.reference.map(|reference| fact(text::supply::reference(l), reference))}
            {received.map(|when| view! { <div><dt>{text::supply::received(l)}</dt><dd><MomentLine when/></dd></div> })}
        </dl>
    }
}

/// The lines; on paper without prices.
#[component]
pub fn Lines(lines: Vec<SupplyLine>) -> impl IntoView {
    let l = language();
    view! {
        <section class="stack">
            <h2 class="section-title">{text::order::lines(l)} " " <span class="count">{lines.len()}</span></h2>
            <div class="card" data-flush>
                <table class="list">
                    <caption class="visually-hidden">{text::order::lines(l)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::order::article(l)}</th>
                            <th scope="col" class="num">{text::order::quantity(l)}</th>
                            <th scope="col" class="num" data-print="no">{text::order::price(l)}</th>
                            <th scope="col" class="num" data-print="no">{text::order::amount_chf(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{lines.into_iter().map(|line| view! { <LineRow line/> }).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn LineRow(line: SupplyLine) -> impl IntoView {
    let l = language();
    let amount = line.price.times(line.quantity).to_string();
    view! {
        <tr>
            <th scope="row">
                {line.position} ". " {line.name}
                <span class="sub">{text::order::article_number(l, line.article_number)}</span>
                {line.cost_centre.map(|label| view! { <span class="sub">{text::order::paid_by(l, label)}</span> })}
            </th>
            <td class="num" data-label=text::order::quantity(l)>{line.quantity} " " <span class="sub">{line.unit}</span></td>
            <td class="num" data-label=text::order::price(l) data-print="no">{line.price.to_string()}</td>
            <td class="num" data-label=text::order::amount_chf(l) data-print="no">{amount}</td>
        </tr>
    }
}

/// On paper: where the receiver signs.
#[component]
pub fn Receipt() -> impl IntoView {
    const LINE: &str = "______________________________";
    let l = language();
    view! {
        <section data-print="only">
            <dl class="facts">
                <div><dt>{text::supply::received_on(l)}</dt><dd>{LINE}</dd></div>
                <div><dt>{text::supply::signature(l)}</dt><dd>{LINE}</dd></div>
            </dl>
        </section>
    }
}
