//! What the supplier received, and its steps: accepted, shipped, delivered.

mod api;
mod detail;
mod list;
mod note;
mod row;

pub use detail::SupplyOrderPage;
pub use list::SupplyOrdersPage;

use crate::text;
use domain::{Language, SupplyStatus};

/// The words on the button that makes this step, and its icon.
fn step(l: Language, to: SupplyStatus) -> (&'static str, &'static str) {
    match to {
        SupplyStatus::Received => ("inbox", text::supply::step_received(l)),
        SupplyStatus::Accepted => ("check", text::supply::accept(l)),
        SupplyStatus::Shipped => ("truck", text::supply::ship(l)),
        SupplyStatus::Delivered => ("package-check", text::supply::deliver(l)),
    }
}

/// The words where there is room to say that pressing the button tells it.
fn step_in_full(l: Language, to: SupplyStatus) -> &'static str {
    match to {
        SupplyStatus::Shipped => text::supply::report_shipped(l),
        SupplyStatus::Delivered => text::supply::report_delivered(l),
        SupplyStatus::Received | SupplyStatus::Accepted => step(l, to).1,
    }
}
