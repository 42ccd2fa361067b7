//! What has come to the supplier by now, row by row: nothing but what goes out, what all of it costs, and who pays for that.

use super::{
    cost_centres::label,
    model::Model,
    order::{Line, Order},
    picture::Names,
};
use crate::ordering::Portal;

/// The cost centre that the supplier reads at the head of an order: not one that pays for nothing that goes out.
pub fn head(order: &Order) -> Option<String> {
    let pays = order.delivered().iter().any(|line| line.own.is_none());
    order.centre.filter(|_| pays).map(label)
}

/// That of a line alone.
pub fn own(line: &Line) -> Option<String> {
    line.own.map(label)
}

/// What the model says.
pub fn drawn(model: &Model, names: &Names) -> Vec<String> {
    let mut lines = vec![];
    for (number, order) in (names.supply_before + 1..).zip(&model.handed_over) {
        let order = &model.orders[*order];
        let (company, of_order) = (&names.keys[order.orderer.company()], head(order).map(|of| format!(" of {of}")));
        for (position, line) in (1..).zip(order.delivered()) {
            let ((article, price, quantity), on) = (line.goods(), own(line).map(|own| format!(" on {own}")));
            let (article, on, of_order) = (&names.articles[article], on.unwrap_or_default(), of_order.as_deref().unwrap_or_default());
            let total = order.delivered_total();
            lines.push(format!("{company} supply {number}.{position}: {quantity} {article} at {price} of {total}{on}{of_order}"));
        }
    }
    lines.sort();
    lines
}

const SUPPLIED: &str = "
    select c.name || ' supply ' || cast(s.number as text) || '.' || cast(l.position as text) || ': ' || cast(l.quantity as text) || ' '
        || l.article_number || ' at ' || cast(l.price as text) || ' of ' || cast(s.total as text)
        || coalesce(' on ' || l.cost_centre, '') || coalesce(' of ' || s.cost_centre, '')
    from supply_orders s
    join customers c on c.id = s.customer_id
    join supply_order_lines l on l.customer_id = s.customer_id and l.supply_order_id = s.id";

/// What the store holds.
pub async fn photographed(portal: &Portal, names: &Names) -> Vec<String> {
    let mut lines = names.rows(portal, SUPPLIED).await;
    lines.sort();
    lines
}
