//! Whether an article is at hand.

use crate::{
    locale::language,
    prelude::*,
    text,
    ui::{escaped, inert},
};
use domain::Availability;

/// Whether an article can be delivered.
#[component]
pub fn AvailabilityLine(availability: Availability) -> impl IntoView {
    let l = language();
    let (state, word) = match availability {
        Availability::InStock => ("stock", text::shop::in_stock(l)),
        Availability::LowStock => ("soon", text::shop::low_stock(l)),
        Availability::OnOrder => ("none", text::shop::on_order(l)),
        Availability::Discontinued => ("none", text::shop::discontinued(l)),
    };
    inert(format!(r#"<p class="availability" data-state="{state}">{}</p>"#, escaped(word)))
}

/// The same of what somebody orders or decides, where it is known and anything else than in stock.
#[component]
pub fn UnlessInStock(availability: Option<Availability>) -> impl IntoView {
    let told = availability.filter(|availability| *availability != Availability::InStock);
    told.map(|availability| view! { <AvailabilityLine availability/> })
}
