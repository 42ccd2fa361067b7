//! What has come of a sequence, as lines of text: what the supplier reads, the mails, and what is on record.

use super::{model::Model, order::Order, picture::Names, supplied};
use crate::ordering::Portal;
use std::fmt::Write;

/// What the supplier must have received.
pub fn handed_over(model: &Model, names: &Names) -> Vec<String> {
    let mut lines: Vec<_> = model.handed_over.iter().zip(1..).map(|(order, at)| delivery(&model.orders[*order], names, at)).collect();
    lines.sort();
    lines
}

fn delivery(order: &Order, names: &Names, at: i64) -> String {
    let mut text = format!("supply {}: {}", names.supply_before + at, names.user_name(order.orderer));
    let status = order.supply.map_or("-", |status| status.word());
    for (position, line) in (1..).zip(order.delivered()) {
        let (article, price, quantity) = line.goods();
        let _ = write!(text, ", {position}. {quantity} {} at {price}, paid by {:?}", names.articles[article], supplied::own(line));
    }
    let (net, freight, total) = (order.delivered_net(), order.delivered_freight(), order.delivered_total());
    text + &format!(", {net} net, {freight} freight, {total} in all, paid by {:?}, {status}", supplied::head(order))
}

/// What the supplier has received, as the supplier reads it.
pub async fn received(portal: &Portal, names: &Names) -> Vec<String> {
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 100).await.expect("a list");
    let mut lines = Vec::new();
    for row in rows.iter().filter(|row| row.number > names.supply_before) {
        let order = portal.store.supply_order(&portal.supplier, row.id).await.expect("a supply order");
        let mut text = format!("supply {}: {}", order.number, order.orderer_name.trim_end_matches(" Muster"));
        for line in &order.lines {
            let (position, price, own) = (line.position, line.price.0, &line.cost_centre);
            let _ = write!(text, ", {position}. {} {} at {price}, paid by {own:?}", line.quantity, line.article_number);
        }
        let (net, freight, total) = (order.totals.net.0, order.totals.freight.0, order.totals.total.0);
        let sums = format!(", {net} net, {freight} freight, {total} in all");
        lines.push(text + &sums + &format!(", paid by {:?}, {}", order.cost_centre, order.status.word()));
    }
    lines.sort();
    lines
}

/// The mails of the model, as `kind to name`.
pub fn mails(model: &Model, names: &Names) -> Vec<String> {
    let mut mails: Vec<_> = model.mails.iter().map(|mail| format!("{} to {}@mail.example", mail.kind, names.user_name(mail.to))).collect();
    mails.sort();
    mails
}

/// The mails of the store.
pub async fn sent(portal: &Portal, names: &Names) -> Vec<String> {
    let is_ours = |mail: &String| names.keys.iter().any(|key| mail.contains(&format!(" to {key}.")));
    portal.peek.mails().await.into_iter().filter(is_ours).collect()
}

/// What must be on record of each order.
pub fn events(model: &Model, names: &Names) -> Vec<String> {
    let orders = names.numbered(model).into_iter();
    let mut lines: Vec<_> = orders.map(|(number, _, order)| format!("{number}: {}", order.events.join(" "))).collect();
    lines.sort();
    lines
}

const EVENTS: &str = "
    select c.name || ' ' || cast(o.number as text) || ' ' || cast(1000000 + e.number as text) || ' ' || e.event
    from audit_entries e
    join orders o on o.customer_id = e.customer_id and o.id = e.order_id
    join customers c on c.id = e.customer_id";

/// What is on record of each order, in the order of the chain.
pub async fn recorded(portal: &Portal, names: &Names) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut last = String::new();
    for row in names.rows(portal, EVENTS).await {
        let mut parts = row.splitn(4, ' ');
        let mut part = || parts.next().expect("three spaces");
        let (company, number, _, event) = (part(), part(), part(), part());
        let event: serde_json::Value = serde_json::from_str(event).expect("JSON");
        let event = event["event"].as_str().expect("a word");
        let order = format!("{company} {number}:");
        match lines.last_mut() {
            Some(line) if last == order => line.extend([" ", event]),
            _ => lines.push(format!("{order} {event}")),
        }
        last = order;
    }
    lines.sort();
    lines
}

const SUPPLIED_TWICE: &str = "
    select count(*) from (select order_id from supply_orders group by customer_id, order_id having count(*) > 1) twice";

const DECIDED_TWICE: &str = "
    select count(*) from (select position from decisions group by customer_id, order_id, position having count(*) > 1) twice";

/// How many orders the supplier has twice, and how many lines have two decisions that stand.
pub async fn twice(portal: &Portal) -> [i64; 2] {
    [portal.peek.number(SUPPLIED_TWICE).await, portal.peek.number(DECIDED_TWICE).await]
}
