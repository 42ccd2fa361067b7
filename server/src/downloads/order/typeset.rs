//! The order as PDF: facts, lines, sums, entries, and how to check that nothing was changed since.

use super::content::{Content, Entry, Line};
use crate::pdf::{Align, Column, Paper};
use app::text;
use domain::Totals;
use store::StoreError;

/// How many characters of an entry's hash stand beside it: 64 bits of it.
const SHORT_HASH: usize = 16;

pub fn write(content: &Content) -> Result<Vec<u8>, StoreError> {
    let l = content.language;
    let mut paper = Paper::default();
    paper.title(&text::order::title(l, content.number));
    for (label, value) in &content.facts {
        paper.fact(label, value);
    }
    lines(&mut paper, content);
    sums(&mut paper, content);
    entries(&mut paper, content);
    end(&mut paper, content);
    let title = text::order::title(l, content.number);
    let foot = |page: usize, pages: usize| {
        format!("{} · {}", text::evidence::footer(l, content.number, &content.customer), text::evidence::page(l, page, pages))
    };
    paper.write(&title, l.word(), foot).map_err(|error| StoreError::Unreadable(error.to_string()))
}

const fn column(head: &'static str, part: f32, align: Align) -> Column {
    Column { head, part, align }
}

fn lines(paper: &mut Paper, content: &Content) {
    let l = content.language;
    paper.heading(text::order::lines(l));
    let columns = [
        column(text::evidence::position(l), 0.06, Align::Start),
        column(text::order::article(l), 0.33, Align::Start),
        column(text::order::release(l), 0.28, Align::Start),
        column(text::order::quantity(l), 0.1, Align::End),
        column(text::evidence::price_chf(l), 0.11, Align::End),
        column(text::order::amount_chf(l), 0.12, Align::End),
    ];
    let row = |line: &Line| {
        let goods = &line.ordered;
        vec![
            line.position.to_string(),
            article(content, line),
            decision(content, line),
            format!("{} {}", goods.quantity, goods.unit),
            goods.price.to_string(),
            goods.total.to_string(),
        ]
    };
    paper.table(&columns, &content.lines.iter().map(row).collect::<Vec<_>>());
}

/// Its name and number, and what it is for, where that is something else than the order.
fn article(content: &Content, line: &Line) -> String {
    let l = content.language;
    let article = format!("{}\n{}", line.ordered.name, text::order::article_number(l, &line.ordered.article_number));
    line.cost_centre.iter().fold(article, |article, label| format!("{article}\n{}", text::order::paid_by(l, label)))
}

/// The verdict, who and when, and why.
fn decision(content: &Content, line: &Line) -> String {
    let l = content.language;
    let by = (!line.decided_by.is_empty()).then(|| text::order::decided_by(l, &line.decided_by, &line.decided_at));
    let why = (!line.reason.is_empty()).then(|| text::order::reason_given(l, &line.reason));
    let alternative = line.alternative.as_ref().map(|article| text::words::alternative(l, article));
    let change = line.change.as_ref().map(|(words, instead)| {
        let sum = format!("{} {} × {} = {}", instead.quantity, instead.unit, instead.price, instead.total);
        format!("{words}\n{}: {sum}", text::evidence::delivered(l))
    });
    [Some(line.verdict.to_owned()), change, by, why, alternative].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn sums(paper: &mut Paper, content: &Content) {
    let l = content.language;
    paper.heading(text::evidence::sums(l));
    let sums = content.sum_columns();
    let (label, amount) = if sums.len() > 3 { (0.28, 0.18) } else { (0.4, 0.2) };
    let amounts = sums.iter().map(|(head, _)| column(head, amount, Align::End));
    let columns: Vec<_> = std::iter::once(column("", label, Align::Start)).chain(amounts).collect();
    let row = |(label, totals): (&'static str, Totals)| {
        let amounts = sums.iter().map(|(_, amount)| amount(totals).to_string());
        std::iter::once(label.to_owned()).chain(amounts).collect::<Vec<_>>()
    };
    paper.table(&columns, &content.sums().into_iter().map(row).collect::<Vec<_>>());
}

fn entries(paper: &mut Paper, content: &Content) {
    let l = content.language;
    paper.heading(text::evidence::entries(l));
    let columns = [
        column(text::evidence::number(l), 0.06, Align::Start),
        column(text::evidence::time(l), 0.19, Align::Start),
        column(text::evidence::who(l), 0.18, Align::Start),
        column(text::evidence::what(l), 0.36, Align::Start),
        column(text::evidence::hash(l), 0.21, Align::Start),
    ];
    let row = |entry: &Entry| {
        let hash = entry.hash.chars().take(SHORT_HASH).collect();
        vec![entry.number.to_string(), entry.at.clone(), entry.who.clone(), entry.what.clone(), hash]
    };
    paper.table(&columns, &content.entries.iter().map(row).collect::<Vec<_>>());
}

fn end(paper: &mut Paper, content: &Content) {
    let l = content.language;
    paper.heading(text::evidence::end(l));
    paper.paragraph(&text::evidence::exported(l, &content.written_at, &content.customer, content.end.number));
    paper.strong(&content.end.hash);
    paper.paragraph(text::evidence::how_to_verify(l));
    paper.strong(&content.check());
    if paper.lacks_characters() {
        paper.paragraph(text::evidence::missing_characters(l));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::content::Goods, *};
    use domain::{Language, Rappen};
    use store::ChainLink;

    fn goods(quantity: u32) -> Goods {
        let price = Rappen(1_234_567_890);
        Goods {
            article_number: "20-0101".into(),
            name: "Donaudampfschifffahrtsgesellschaftskapitänsmütze".repeat(2),
            unit: "Stück".into(),
            quantity,
            price,
            total: price.times(quantity),
        }
    }

    fn line(position: u32) -> Line {
        Line {
            position,
            ordered: goods(9999),
            cost_centre: Some("4711 Empfang".into()),
            verdict: "Abgelehnt",
            decided_by: "Đorđe Šimić".into(),
            decided_at: "24.11.2026, 14:05".into(),
            reason: "王 ".repeat(50),
            alternative: Some("Mütze (Art. 20-0102), CHF 3.90 pro Stück".into()),
            change: Some(("Ersetzt".into(), goods(9998))),
        }
    }

    #[test]
    fn the_longest_order_with_the_strangest_names_is_written() {
        let entry = |number| Entry {
            number,
            at: "24.11.2026, 14:05:31 +01:00".into(),
            who: "🙂".into(),
            what: "x".repeat(500),
            hash: "a".repeat(64),
        };
        let content = Content {
            language: Language::German,
            number: 1001,
            customer: "مرحبا AG".into(),
            customer_number: 10001,
            facts: vec![("Mitteilung", "Erste Zeile\nzweite\t\u{202e}Zeile\n\n".repeat(50))],
            lines: (1..=200).map(line).collect(),
            ordered: Totals::default(),
            delivered: Some(Totals::default()),
            entries: (1..=300).map(entry).collect(),
            end: ChainLink { number: 300, hash: "a".repeat(64) },
            written_at: "24.11.2026, 14:05:31 +01:00".into(),
        };
        let file = write(&content).expect("it can be written");
        assert!(file.starts_with(b"%PDF-") && file.len() > 20_000, "{} bytes", file.len());
    }
}
