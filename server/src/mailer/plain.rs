//! A letter as plain text, for mail programs and people that prefer it.

use super::{
    html::vat_rate,
    letter::{Letter, LineTable, Row},
};
use app::text::{freight, mail};
use domain::{Language, Rappen, Totals};

/// The whole text.
pub(super) fn plain(letter: &Letter) -> String {
    let mut blocks = vec![letter.heading.clone(), letter.greeting.clone()];
    blocks.extend(letter.paragraphs.iter().cloned());
    if !letter.facts.is_empty() {
        blocks.push(letter.facts.iter().map(|(label, value)| format!("{label}: {value}")).collect::<Vec<_>>().join("\n"));
    }
    blocks.extend(letter.tables.iter().map(|table| lines(letter.language, table)));
    blocks.push(format!("{}:\n{}", letter.button.label, letter.button.url));
    blocks.push(format!("-- \n{}", letter.footer));
    blocks.join("\n\n") + "\n"
}

fn lines(l: Language, table: &LineTable) -> String {
    let mut lines = vec![table.title.to_owned(), "-".repeat(table.title.chars().count())];
    lines.extend(table.rows.iter().map(line));
    lines.extend(table.totals.iter().map(|totals| sums(l, totals)));
    lines.join("\n")
}

fn line(row: &Row) -> String {
    let remark = row.remark.as_ref().map(|remark| format!("\n  {}", remark.text.replace('\n', "\n  "))).unwrap_or_default();
    format!("{} ({})\n  {} × {} = {}{remark}", row.name, row.article_number, row.quantity, row.price, row.amount)
}

fn sums(l: Language, totals: &Totals) -> String {
    let line = |label: &str, amount: Rappen| format!("\n{label}: {amount}");
    let freight = if totals.freight.is_nothing() { String::new() } else { line(freight::title(l), totals.freight) };
    let vat = line(&mail::vat(l, vat_rate()), totals.vat);
    line(mail::net(l), totals.net) + &freight + &vat + &line(mail::total(l), totals.total)
}
