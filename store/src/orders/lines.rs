//! The lines of an order as it is now, each with what stood in its place before.

use super::sheet::OrderLineView;

/// A line with where it belongs.
pub(super) struct PlacedLine {
    pub(super) view: OrderLineView,
    /// The position of the first line in whose stead it stands; its own, if it stands for itself.
    pub(super) place: u32,
    /// Whether it is still in the order.
    pub(super) is_present: bool,
}

/// The present lines, and the last ones of each place where none stands any more. They come by their places, oldest first.
pub(super) fn present_and_removed(lines: Vec<PlacedLine>) -> (Vec<OrderLineView>, Vec<OrderLineView>) {
    let (mut present, mut removed) = (Vec::new(), Vec::new());
    let mut rest = lines.into_iter().peekable();
    while let Some(first) = rest.next() {
        let (mut earlier, mut last) = (Vec::new(), first);
        while let Some(next) = rest.next_if(|line| line.place == last.place) {
            earlier.push(last.view);
            last = next;
        }
        let side = if last.is_present { &mut present } else { &mut removed };
        side.push(OrderLineView { earlier, ..last.view });
    }
    (present, removed)
}
