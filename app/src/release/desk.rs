//! What the cards of an order have to know of the whole order.

use crate::show::OrderData;
use leptos::prelude::*;

/// What every card knows.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// Whether one line is open and no other, so that its decision is the last one.
    is_last: Memo<bool>,
    /// Whether it goes on to somebody else once it is released.
    goes_on: Memo<bool>,
    /// Whether the order ends with it if it is rejected, since nothing is left to deliver.
    is_nothing_left: Memo<bool>,
    /// Whether less of a line can be released than was ordered.
    pub(super) alters_lines: bool,
    /// The line whose rejection the address asks for.
    pub(super) rejected: Option<u32>,
}

impl Desk {
    /// Makes it known to the cards of this order.
    pub(super) fn provide(order: Memo<OrderData>, is_rejecting: bool) {
        let is_last = Memo::new(move |_| order.with(|order| order.lines.iter().filter(|line| line.is_open()).count() == 1));
        let is_nothing_left =
            Memo::new(move |_| order.with(|order| !order.lines.iter().any(|line| !line.is_open() && line.if_released().is_some())));
        let goes_on = Memo::new(move |_| order.with(|order| order.goes_on.is_some()));
        let first = order.with_untracked(|order| order.lines.iter().find(|line| line.is_open()).map(|line| line.position));
        let alters_lines = order.with_untracked(|order| order.extras.alters_lines);
        provide_context(Self { is_last, goes_on, is_nothing_left, alters_lines, rejected: first.filter(|_| is_rejecting) });
    }

    /// The one of the page.
    pub(super) fn here() -> Option<Self> {
        use_context()
    }

    /// Whether the next decision is the last one.
    pub(super) fn is_last(self) -> bool {
        self.is_last.get()
    }

    /// Whether a release would hand the order over.
    pub(super) fn hands_over(self) -> bool {
        self.is_last.get() && !self.goes_on.get()
    }

    /// Whether a rejection would be the last decision, and then end the order (`Some(true)`) or hand the rest over. Nobody knows the
    /// second where the whole would go on to somebody else: the rest may do so too.
    pub(super) fn if_rejected(self) -> Option<bool> {
        let is_nothing_left = self.is_last.get().then(|| self.is_nothing_left.get());
        is_nothing_left.filter(|is_nothing_left| *is_nothing_left || !self.goes_on.get())
    }
}
