//! The numbers that are one number each.

use super::api::Numbers;
use crate::{locale::language, prelude::*, show::chf, text};

/// Spend, orders, times to release, and what was rejected.
#[component]
pub fn Figures(numbers: Numbers) -> impl IntoView {
    let l = language();
    let (median, ninetieth, released) = match numbers.release {
        Some(release) => (release.median, release.ninetieth, text::numbers::released_orders(l, release.orders)),
        None => ("–".into(), "–".into(), text::numbers::no_release(l).into()),
    };
    let figure = |label: &'static str, value: String, about: String| {
        view! { <div><dt>{label}</dt><dd>{value}</dd><dd class="sub">{about}</dd></div> }
    };
    view! {
        <dl class="figures">
            {figure(text::numbers::spend(l), chf(numbers.spend), text::numbers::spend_about(l).into())}
            {figure(text::numbers::orders(l), numbers.orders.to_string(), text::numbers::orders_about(l).into())}
            {figure(text::numbers::rejected(l), chf(numbers.rejected), text::numbers::rejected_lines(l, numbers.rejected_lines))}
            {figure(text::numbers::median(l), median, released)}
            {figure(text::numbers::ninetieth(l), ninetieth, text::numbers::ninetieth_about(l).into())}
        </dl>
    }
}
