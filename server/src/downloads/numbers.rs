//! The tables of the numbers.

use super::{
    CSV, Made, Wish,
    csv::{Cell, Csv},
};
use app::{ssr::category_name, text};
use domain::{Language, numbers::Period};
use jiff::SignedDuration;
use store::{Numbers, StoreError};

/// A table of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Figures,
    Months,
    Categories,
    Orderers,
    CostCentres,
    Assortment,
}

impl Table {
    pub const ALL: [Self; 6] = [Self::Figures, Self::Months, Self::Categories, Self::Orderers, Self::CostCentres, Self::Assortment];

    /// The table of this name in the address.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Figures => "kennzahlen",
            Self::Months => "monate",
            Self::Categories => "kategorien",
            Self::Orderers => "besteller",
            Self::CostCentres => "kostenstellen",
            Self::Assortment => "sortiment",
        }
    }
}

pub async fn make(wish: &Wish, table: Table) -> Result<Made, StoreError> {
    let chosen = wish.asked("zeitraum").and_then(|word| word.parse::<Period>().ok());
    let numbers = wish.store.numbers(&wish.approver()?, chosen).await?;
    let mut csv = Csv::new();
    for row in rows(wish.language, table, &numbers) {
        csv.row(row);
    }
    Ok(Made { name: file_name(table, &numbers), kind: CSV, content: csv.finish() })
}

/// The same numbers months later are others, so the name tells the months.
fn file_name(table: Table, numbers: &Numbers) -> String {
    let month = |day: &store::Day| day.0.strftime("%Y-%m").to_string();
    let ends = numbers.months.first().zip(numbers.months.last());
    let months = ends.map(|(first, last)| format!("-{}-bis-{}", month(&first.of), month(&last.of))).unwrap_or_default();
    format!("zahlen-{}{months}.csv", table.name())
}

type Row = Vec<Cell>;

fn rows(l: Language, table: Table, numbers: &Numbers) -> Vec<Row> {
    match table {
        Table::Figures => figures(l, numbers),
        Table::Months => months(l, numbers),
        Table::Categories => categories(l, numbers),
        Table::Orderers => spends(l, text::order::orderer(l), &numbers.orderers),
        Table::CostCentres => spends(l, text::fields::cost_centre(l), &numbers.cost_centres),
        Table::Assortment => assortment(l, numbers),
    }
}

fn figures(l: Language, numbers: &Numbers) -> Vec<Row> {
    let head = vec![text::numbers::figure(l).into(), text::numbers::unit(l).into(), text::numbers::value(l).into()];
    let row = |name: &str, unit: &str, value: Cell| vec![name.into(), unit.into(), value];
    let (chf, count) = (text::numbers::unit_chf(l), text::numbers::unit_count(l));
    let mut rows = vec![
        head,
        row(text::numbers::spend(l), chf, numbers.spend().into()),
        row(text::numbers::orders(l), count, numbers.orders().into()),
        row(text::numbers::rejected(l), chf, numbers.rejected.net.into()),
        row(text::numbers::rejected_positions(l), count, numbers.rejected.lines.into()),
        row(text::numbers::released(l), count, numbers.release.map_or(0, |release| release.orders).into()),
    ];
    if let Some(release) = numbers.release {
        let minutes = |took: SignedDuration| took.as_mins().max(0).into();
        rows.push(row(text::numbers::median(l), text::numbers::unit_minutes(l), minutes(release.median)));
        rows.push(row(text::numbers::ninetieth(l), text::numbers::unit_minutes(l), minutes(release.ninetieth)));
    }
    rows
}

fn months(l: Language, numbers: &Numbers) -> Vec<Row> {
    let head = vec![text::numbers::month(l).into(), text::numbers::orders(l).into(), text::numbers::net_chf(l).into()];
    let row =
        |month: &store::Spend<store::Day>| vec![month.of.0.strftime("%Y-%m").to_string().into(), month.orders.into(), month.net.into()];
    std::iter::once(head).chain(numbers.months.iter().map(row)).collect()
}

fn categories(l: Language, numbers: &Numbers) -> Vec<Row> {
    let head = vec![text::numbers::category(l).into(), text::numbers::net_chf(l).into()];
    let rows = numbers.categories.iter().map(|(name, net)| vec![category_name(l, name.as_ref()).into(), (*net).into()]);
    std::iter::once(head).chain(rows).collect()
}

fn spends(l: Language, of: &str, spends: &[store::Spend<String>]) -> Vec<Row> {
    let head = vec![of.into(), text::numbers::orders(l).into(), text::numbers::net_chf(l).into()];
    let row = |spend: &store::Spend<String>| vec![spend.of.clone().into(), spend.orders.into(), spend.net.into()];
    std::iter::once(head).chain(spends.iter().map(row)).collect()
}

fn assortment(l: Language, numbers: &Numbers) -> Vec<Row> {
    let spend = numbers.assortment;
    vec![
        vec![text::numbers::standing(l).into(), text::numbers::net_chf(l).into()],
        vec![text::numbers::inside(l).into(), spend.inside.into()],
        vec![text::numbers::outside(l).into(), spend.outside.into()],
        vec![text::numbers::unknown(l).into(), spend.unknown.into()],
    ]
}
