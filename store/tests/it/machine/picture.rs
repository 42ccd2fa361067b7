//! Orders as there is to see of them now, as lines of text: of the model, and of the store. What differs, differs in words.

use super::{
    cast::{CAST, Who},
    cost_centres::CENTRES,
    model::Model,
    order::{Change, Decision, Line, Order},
};
use crate::ordering::Portal;
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

    /// The rows of these companies, each of which begins with the name of one.
    pub async fn rows(&self, portal: &Portal, sql: &str) -> Vec<String> {
        let rows = portal.peek.texts(&(sql.to_owned() + &self.condition())).await;
        rows.into_iter().map(|row| row.replacen(" AG", "", 1)).collect()
    }

    /// Each order with its company and its number there.
    pub fn numbered<'m>(&self, model: &'m Model) -> Vec<(String, usize, &'m Order)> {
        let mut numbers = [1000, 1000];
        let number = |(at, order): (usize, &'m Order)| {
            let company = order.orderer.company();
            numbers[company] += 1;
            (format!("{} {}", self.keys[company], numbers[company]), at, order)
        };
        model.orders.iter().enumerate().map(number).collect()
    }
}

/// What the model says.
pub fn drawn(model: &Model, names: &Names) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, at, order) in names.numbered(model) {
        let supply = model.handed_over.iter().position(|handed_over| *handed_over == at);
        lines.push(head(order, &number, supply, names) + &beside(model, names, order));
        lines.extend(order.asked.iter().map(|who| format!("{number} asked {}", names.user_name(*who))));
        lines.extend(order.present().map(|(position, line)| format!("{number}.{position}: {}", line_of(line, names))));
        for (level, release) in order.releases.iter().enumerate() {
            let [in_charge, by] = [release.in_charge, release.by].map(|who| names.user_name(who));
            let why = if release.is_for_budget { ", on for a budget" } else { "" };
            lines.push(format!("{number} released {level}: for {in_charge} by {by}{why}"));
        }
    }
    for company in 0..names.keys.len() {
        lines.extend(model.approvers(company).into_iter().map(|who| queue(model, names, who)));
    }
    lines.sort();
    lines
}

fn head(order: &Order, number: &str, supply: Option<usize>, names: &Names) -> String {
    let in_charge = order.in_charge.map_or_else(|| "nobody".into(), |who| names.user_name(who));
    let supply = supply.map_or_else(|| "-".into(), |at| (names.supply_before + 1 + i64::try_from(at).expect("few")).to_string());
    let (orderer, net, total) = (names.user_name(order.orderer), order.net(), order.total());
    let end = if order.waits() { "open" } else { "closed" };
    let say = if order.asks_responsible { ", budgets have a say" } else { "" };
    format!("{number}: {} of {orderer} for {in_charge}, {net} net, {total} in all, as {supply}, {end}{say}", order.status())
}

/// Who pays for an order, and the other one of its cart.
fn beside(model: &Model, names: &Names, order: &Order) -> String {
    let other = order.other.and_then(|other| names.numbered(model).into_iter().find(|(_, at, _)| *at == other));
    let other = other.map(|(number, ..)| format!(", beside {}", number.rsplit(' ').next().unwrap_or_default()));
    on(order.centre) + &other.unwrap_or_default()
}

fn on(centre: Option<usize>) -> String {
    centre.map(|centre| format!(", on {}", CENTRES[centre].1)).unwrap_or_default()
}

fn line_of(line: &Line, names: &Names) -> String {
    let freed = line.freed.map_or_else(|| "free".into(), |up_to| format!("freed up to {up_to}"));
    let review = line.review.map_or(freed, |review| review.word().into());
    let decided = line.decided.map_or_else(|| "undecided".into(), |decision| decided(decision, names));
    let Line { quantity, price, agreed, .. } = line;
    format!("{quantity} {} at {price} agreed at {agreed}, {review}, {decided}{}", names.articles[line.article], on(line.own))
}

fn decided(decision: Decision, names: &Names) -> String {
    let level = decision.level.map_or_else(|| "-1".to_owned(), |level| level.to_string());
    let mut text = format!("{} by {} at level {level}", decision.verdict.word(), names.user_name(decision.by));
    if let Some(Change { quantity, other }) = decision.change {
        let what = other.map_or_else(|| "of it".into(), |(article, price)| format!("{} for {price}", names.articles[article]));
        let _ = write!(text, ", {quantity} {what}");
    }
    if let Some(by) = decision.overruled_by {
        let _ = write!(text, ", overruled by {}", names.user_name(by));
    }
    text
}

fn queue(model: &Model, names: &Names, who: Who) -> String {
    let ours = names.numbered(model).into_iter().filter(|(_, _, order)| order.orderer.company() == who.company());
    let waiting: Vec<_> = (1001..).zip(ours).filter(|(_, (_, at, order))| order.waits() && model.may_decide(who, *at)).collect();
    format!("queue of {}: {:?}", names.user_name(who), waiting.iter().map(|(number, _)| *number).collect::<Vec<i64>>())
}

const HEADS: &str = "
    select c.name || ' ' || cast(o.number as text) || ': ' || o.status || ' of ' || p.first_name || ' for ' || coalesce(a.first_name, 'nobody')
        || ', ' || cast(o.net as text) || ' net, ' || cast(o.total as text) || ' in all, as ' || coalesce(cast(s.number as text), '-')
        || case when o.closed_at is null then ', open' else ', closed' end
        || case when o.asks_responsible then ', budgets have a say' else '' end
        || coalesce(', on ' || t.number, '') || coalesce(', beside ' || cast(w.number as text), '')
    from orders o
    join customers c on c.id = o.customer_id
    join contacts p on p.customer_id = o.customer_id and p.id = o.orderer_id
    left join contacts a on a.customer_id = o.customer_id and a.id = o.approver_id
    left join supply_orders s on s.customer_id = o.customer_id and s.order_id = o.id
    left join order_cost_centres t on t.customer_id = o.customer_id and t.order_id = o.id and t.is_of_order
    left join order_splits i on i.customer_id = o.customer_id and i.order_id = o.id
    left join orders w on w.customer_id = i.customer_id and w.id = i.other_id";

const LINES: &str = "
    select c.name || ' ' || cast(o.number as text) || '.' || cast(l.position as text) || ': ' || cast(l.quantity as text) || ' '
        || l.article_number || ' at ' || cast(l.price as text) || ' agreed at ' || cast(coalesce(l.agreed_price, l.price) as text) || ', '
        || coalesce(l.review, 'freed up to ' || cast(l.freed_up_to as text), 'free') || ', '
        || coalesce(
            d.verdict || ' by ' || a.first_name || ' at level ' || cast(d.level as text)
            || coalesce(', ' || cast(d.quantity as text) || ' '
                || coalesce(d.article_number || ' for ' || cast(d.price as text), 'of it'), '')
            || coalesce(', overruled by ' || b.first_name, ''), 'undecided')
        || coalesce(', on ' || k.number, '')
    from order_lines l
    join orders o on o.customer_id = l.customer_id and o.id = l.order_id
    join customers c on c.id = l.customer_id and l.until is null
    left join decisions d on d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
    left join contacts a on a.customer_id = d.customer_id and a.id = d.approver_id
    left join overrulings r on r.customer_id = l.customer_id and r.order_id = l.order_id and r.position = l.position
    left join contacts b on b.customer_id = r.customer_id and b.id = r.approver_id
    left join order_line_cost_centres i on i.customer_id = l.customer_id and i.order_id = l.order_id and i.position = l.position
    left join cost_centres k on k.customer_id = i.customer_id and k.id = i.cost_centre_id";

const RELEASES: &str = "
    select c.name || ' ' || cast(o.number as text) || ' released ' || cast(f.level as text) || ': for ' || a.first_name || ' by ' || b.first_name
        || case when f.is_for_budget then ', on for a budget' else '' end
    from confirmations f
    join orders o on o.customer_id = f.customer_id and o.id = f.order_id
    join customers c on c.id = f.customer_id
    join contacts a on a.customer_id = f.customer_id and a.id = f.in_charge_id
    join contacts b on b.customer_id = f.customer_id and b.id = f.approver_id";

const ASKED: &str = "
    select c.name || ' ' || cast(o.number as text) || ' asked ' || a.first_name
    from escalations e
    join orders o on o.customer_id = e.customer_id and o.id = e.order_id
    join customers c on c.id = e.customer_id
    join contacts a on a.customer_id = e.customer_id and a.id = e.approver_id";

/// What the store holds: the rows of the orders, and the queues of those who are approvers, which is whom it lets decide what.
pub async fn photographed(portal: &Portal, names: &Names, approvers: &[(Who, store::Approver)]) -> Vec<String> {
    let mut lines = Vec::new();
    for sql in [HEADS, LINES, RELEASES, ASKED] {
        lines.extend(names.rows(portal, sql).await);
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
