//! Amounts.

use crate::{locale::language, prelude::*, text};
use domain::{Rappen, Totals};

/// An amount with its currency: `CHF 1'234.50`.
pub fn chf(amount: Rappen) -> String {
    format!("CHF {amount}")
}

/// Net, freight if there is any, tax and total.
#[component]
pub fn TotalsList(#[prop(into)] totals: Signal<Totals>) -> impl IntoView {
    let l = language();
    let freight = reactive(move || {
        let freight = totals.get().freight;
        (!freight.is_nothing()).then(|| view! { <div><dt>{text::freight::title(l)}</dt><dd>{freight.to_string()}</dd></div> })
    });
    view! {
        <dl class="totals">
            <div><dt>{text::order::net(l)}</dt><dd>{move || totals.get().net.to_string()}</dd></div>
            {freight}
            <div><dt>{text::order::vat(l)}</dt><dd>{move || totals.get().vat.to_string()}</dd></div>
            <div data-total><dt>{text::order::total_chf(l)}</dt><dd>{move || totals.get().total.to_string()}</dd></div>
        </dl>
    }
}
