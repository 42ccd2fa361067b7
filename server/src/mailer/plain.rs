//! A letter as plain text, for mail programs and people that prefer it.

use super::{
    html::vat_rate,
    letter::{Letter, LineTable, Row},
};
use app::text::mail;
use domain::{Language, Totals};

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
    format!("\n{}: {}\n{}: {}\n{}: {}", mail::net(l), totals.net, mail::vat(l, vat_rate()), totals.vat, mail::total(l), totals.total)
}
