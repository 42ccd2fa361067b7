//! The order as CSV: facts, lines, sums, entries and the end of the chain, parted by blank lines.

use super::content::{Content, Goods};
use crate::downloads::csv::{Cell, Csv};
use app::text;

pub fn write(content: &Content) -> Vec<u8> {
    let mut csv = Csv::new();
    facts(&mut csv, content);
    blank(&mut csv);
    lines(&mut csv, content);
    blank(&mut csv);
    sums(&mut csv, content);
    blank(&mut csv);
    entries(&mut csv, content);
    blank(&mut csv);
    end(&mut csv, content);
    csv.finish()
}

fn blank(csv: &mut Csv) {
    csv.row(["", ""]);
}

fn facts(csv: &mut Csv, content: &Content) {
    csv.row([Cell::from(text::order::title(content.language, content.number))]);
    for (label, value) in &content.facts {
        csv.row([Cell::from(*label), value.clone().into()]);
    }
}

fn lines(csv: &mut Csv, content: &Content) {
    let l = content.language;
    csv.row([
        text::evidence::position(l),
        text::evidence::article_number(l),
        text::order::article(l),
        text::order::quantity(l),
        text::evidence::unit(l),
        text::evidence::price_chf(l),
        text::order::amount_chf(l),
        text::order::release(l),
        text::evidence::decided_by(l),
        text::evidence::decided_at(l),
        text::evidence::reason(l),
        text::fields::cost_centre(l),
        text::evidence::alternative(l),
    ]);
    for line in &content.lines {
        let change = line.change.as_ref().map(|(words, _)| format!(": {words}")).unwrap_or_default();
        let decision = [
            format!("{}{change}", line.verdict).into(),
            line.decided_by.clone().into(),
            line.decided_at.clone().into(),
            line.reason.clone().into(),
            line.cost_centre.clone().unwrap_or_default().into(),
            line.alternative.clone().unwrap_or_default().into(),
        ];
        csv.row(std::iter::once(Cell::from(i64::from(line.position))).chain(goods(&line.ordered)).chain(decision));
        // What is delivered instead, in the columns of what it takes the place of.
        if let Some((_, instead)) = &line.change {
            csv.row(std::iter::once(Cell::from("")).chain(goods(instead)).chain([text::evidence::delivered(l).into()]));
        }
    }
}

fn goods(goods: &Goods) -> [Cell; 6] {
    [
        goods.article_number.clone().into(),
        goods.name.clone().into(),
        i64::from(goods.quantity).into(),
        goods.unit.clone().into(),
        goods.price.into(),
        goods.total.into(),
    ]
}

fn sums(csv: &mut Csv, content: &Content) {
    let columns = content.sum_columns();
    csv.row(std::iter::once("").chain(columns.iter().map(|(head, _)| *head)));
    for (label, sums) in content.sums() {
        csv.row(std::iter::once(Cell::from(label)).chain(columns.iter().map(|(_, amount)| amount(sums).into())));
    }
}

fn entries(csv: &mut Csv, content: &Content) {
    let l = content.language;
    csv.row([text::evidence::number(l), text::evidence::time(l), text::evidence::who(l), text::evidence::what(l), text::evidence::hash(l)]);
    for entry in &content.entries {
        csv.row([
            Cell::from(entry.number),
            entry.at.clone().into(),
            entry.who.clone().into(),
            entry.what.clone().into(),
            entry.hash.clone().into(),
        ]);
    }
}

fn end(csv: &mut Csv, content: &Content) {
    let l = content.language;
    csv.row([text::evidence::exported(l, &content.written_at, &content.customer, content.end.number)]);
    csv.row([content.end.hash.clone()]);
    csv.row([text::evidence::how_to_verify(l)]);
    csv.row([content.check()]);
}
