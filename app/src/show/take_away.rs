//! An order as a file.

use crate::{locale::language, prelude::*, text, ui::Icon};
use domain::OrderId;

/// Links to the order with its decisions as PDF and as CSV.
#[component]
pub fn TakeAway(id: OrderId) -> impl IntoView {
    let l = language();
    let link = move |ending: &'static str, name: &'static str| {
        view! {
            // The server answers this address, not the router.
            <a class="button" data-kind="secondary" href=format!("/kundendossier/{id}/bestellung.{ending}") rel="external" data-print="no">
                <Icon name="download"/>
                <span aria-hidden="true">{name}</span>
                <span class="visually-hidden">{text::evidence::export(l, name)}</span>
            </a>
        }
    };
    view! { {link("pdf", text::evidence::pdf(l))} {link("csv", text::evidence::csv(l))} }
}
