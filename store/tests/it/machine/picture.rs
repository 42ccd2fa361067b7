//! All that there is to see, as lines of text: of the model, and of the store. What differs, differs in words.

use super::{
    model::{Line, Model, Order},
    step::{CAST, Who},
};
use crate::ordering::Portal;
use domain::ReviewReason;
use std::fmt::Write;

/// The names of everybody in one run, which shares its database with others.
pub struct Names {
    pub keys: [String; 2],
    pub articles: Vec<String>,
    /// The supplier's last number before them.
    pub supply_before: i64,
}

impl Names {
    pub fn user_name(&self, who: Who) -> String {
        format!("{}.{}", self.keys[who.company()], CAST[who.0])
    }

    /// Which rows are of these companies.
    fn condition(&self) -> String {
        format!(" where c.name in ('{} AG', '{} AG')", self.keys[0], self.keys[1])
    }

    fn line(&self, line: &Line, price: i64) -> String {
        format!("{} {} at {price}", line.quantity, self.articles[line.article])
    }
}

/// What the model says.
pub fn drawn(model: &Model, names: &Names) -> Vec<String> {
    let mut lines = Vec::new();
    let mut numbers = [1000, 1000];
    for (at, order) in model.orders.iter().enumerate() {
        numbers[order.orderer.company()] += 1;
        let number = numbers[order.orderer.company()];
        let supply = model.handed_over.iter().position(|handed_over| *handed_over == at);
        lines.push(head(order, number, supply, names));
        for (position, line) in order.present() {
            let review = line.review.map_or("free", ReviewReason::word);
            let decided = line.decided.map(|(verdict, by)| format!("{} by {}", verdict.word(), names.user_name(by)));
            let decided = decided.unwrap_or_else(|| "undecided".into());
            let company = &names.keys[order.orderer.company()];
            lines.push(format!("{company} {number}.{position}: {}, {review}, {decided}", names.line(line, line.price)));
        }
    }
    for company in 0..names.keys.len() {
        lines.extend(model.approvers(company).into_iter().map(|who| queue(model, names, who)));
    }
    lines.sort();
    lines
}

fn head(order: &Order, number: i64, supply: Option<usize>, names: &Names) -> String {
    let in_charge = order.in_charge.map_or_else(|| "nobody".into(), |who| names.user_name(who));
    let net: i64 = order.present().map(|(_, line)| line.price * i64::from(line.quantity)).sum();
    let supply = supply.map_or_else(|| "-".into(), |at| (names.supply_before + 1 + i64::try_from(at).expect("few")).to_string());
    let (company, orderer) = (&names.keys[order.orderer.company()], names.user_name(order.orderer));
    let end = if order.waits() { "open" } else { "closed" };
    format!("{company} {number}: {} of {orderer} for {in_charge}, {net} net, as {supply}, {end}", order.status())
}

fn delivery(order: &Order, names: &Names, at: i64) -> String {
    let mut text = format!("supply {}: {}", names.supply_before + at, names.user_name(order.orderer));
    let status = order.supply.map_or("-", |status| status.word());
    let mut net = 0;
    for (position, line) in (1..).zip(order.delivered()) {
        net += line.agreed * i64::from(line.quantity);
        let _ = write!(text, ", {position}. {}", names.line(line, line.agreed));
    }
    text + &format!(", {net} net, {status}")
}

fn queue(model: &Model, names: &Names, who: Who) -> String {
    let mut numbers = 1000;
    let mut waiting = Vec::new();
    for (at, order) in model.orders.iter().enumerate().filter(|(_, order)| order.orderer.company() == who.company()) {
        numbers += 1;
        if order.waits() && model.may_decide(who, at) {
            waiting.push(numbers);
        }
    }
    format!("queue of {}: {waiting:?}", names.user_name(who))
}

const HEADS: &str = "
    select c.name || ' ' || cast(o.number as text) || ': ' || o.status || ' of ' || p.first_name || ' for ' || coalesce(a.first_name, 'nobody')
        || ', ' || cast(o.net as text) || ' net, as ' || coalesce(cast(s.number as text), '-')
        || case when o.closed_at is null then ', open' else ', closed' end
    from orders o
    join customers c on c.id = o.customer_id
    join contacts p on p.customer_id = o.customer_id and p.id = o.orderer_id
    left join contacts a on a.customer_id = o.customer_id and a.id = o.approver_id
    left join supply_orders s on s.customer_id = o.customer_id and s.order_id = o.id";

const LINES: &str = "
    select c.name || ' ' || cast(o.number as text) || '.' || cast(l.position as text) || ': ' || cast(l.quantity as text) || ' '
        || l.article_number || ' at ' || cast(l.price as text) || ', ' || coalesce(l.review, 'free') || ', '
        || coalesce(d.verdict || ' by ' || a.first_name, 'undecided')
    from order_lines l
    join orders o on o.customer_id = l.customer_id and o.id = l.order_id
    join customers c on c.id = l.customer_id and l.until is null
    left join decisions d on d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
    left join contacts a on a.customer_id = d.customer_id and a.id = d.approver_id";

/// What the store holds: the rows of the orders, and the queues of those who are approvers.
pub async fn photographed(portal: &Portal, names: &Names, approvers: &[(Who, store::Approver)]) -> Vec<String> {
    let ours = names.condition();
    let mut lines = portal.peek.texts(&(HEADS.to_owned() + &ours)).await;
    lines.extend(portal.peek.texts(&(LINES.to_owned() + &ours)).await);
    for line in &mut lines {
        *line = line.replacen(" AG", "", 1);
    }
    for (who, approver) in approvers {
        let rows = portal.queue(approver).await;
        // In which order they come depends on the time of day, of which the model knows nothing.
        let mut numbers: Vec<_> = rows.iter().map(|row| row.number).collect();
        numbers.sort_unstable();
        lines.push(format!("queue of {}: {numbers:?}", names.user_name(*who)));
    }
    lines.sort();
    lines
}

/// What the supplier must have received.
pub fn handed_over(model: &Model, names: &Names) -> Vec<String> {
    let mut lines: Vec<_> = model.handed_over.iter().zip(1..).map(|(order, at)| delivery(&model.orders[*order], names, at)).collect();
    lines.sort();
    lines
}

/// What the supplier has received, as the supplier reads it.
pub async fn received(portal: &Portal, names: &Names) -> Vec<String> {
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 100).await.expect("a list");
    let mut lines = Vec::new();
    for row in rows.iter().filter(|row| row.number > names.supply_before) {
        let order = portal.store.supply_order(&portal.supplier, row.id).await.expect("a supply order");
        let mut text = format!("supply {}: {}", order.number, order.orderer_name.trim_end_matches(" Muster"));
        for line in &order.lines {
            let _ = write!(text, ", {}. {} {} at {}", line.position, line.quantity, line.article_number, line.price.0);
        }
        lines.push(text + &format!(", {} net, {}", order.totals.net.0, order.status.word()));
    }
    lines.sort();
    lines
}

/// The mails of the model, as `kind to name`.
pub fn mails(model: &Model, names: &Names) -> Vec<String> {
    let mut mails: Vec<_> = model.mails.iter().map(|(kind, who)| format!("{kind} to {}@mail.example", names.user_name(*who))).collect();
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
    let mut numbers = [1000, 1000];
    let mut lines = Vec::new();
    for order in &model.orders {
        let company = order.orderer.company();
        numbers[company] += 1;
        lines.push(format!("{} {}: {}", names.keys[company], numbers[company], order.events.join(" ")));
    }
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
    for row in portal.peek.texts(&(EVENTS.to_owned() + &names.condition())).await {
        let mut parts = row.splitn(5, ' ');
        let mut part = || parts.next().expect("four spaces");
        let (company, _, number, _, event) = (part(), part(), part(), part(), part());
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
