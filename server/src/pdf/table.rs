//! Tables: rows stay together, and the head stands on each page again.

use super::{
    draw::Tone,
    paper::{BODY, Look, Paper},
    structure::{Part, Role, Sense, Structure},
    typeface::{Typeface, Weight},
};
use krilla::tagging::ArtifactType;

/// Between two columns.
const GAP: f32 = 10.0;
/// Above and below what stands in a row.
const PAD: f32 = 3.5;
const LEADING: f32 = 1.35;

/// On which side what stands in a column ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Start,
    /// Figures.
    End,
}

/// A column.
pub struct Column {
    /// What it says; if nothing, what stands in the column says what its rows are.
    pub head: &'static str,
    /// Its part of the width; all parts together are the whole.
    pub part: f32,
    /// Where it ends.
    pub align: Align,
}

/// What a row is.
#[derive(Clone, Copy)]
enum Row {
    /// The first one, in this part.
    Head(Part),
    /// The same on another page, for whoever sees it.
    HeadAgain,
    /// One of those below, in this part.
    Body(Part),
}

impl Paper {
    /// A table with a row for each list of cells, in the order of the columns.
    pub fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let table = self.structure.part(Role::Table);
        let [top, body] = [Role::Head, Role::Body].map(|role| self.structure.within(table, role));
        let head: Vec<_> = columns.iter().map(|column| column.head.to_owned()).collect();
        self.row(columns, &head, Row::Head(top));
        for cells in rows {
            let height = self.height(columns, cells);
            if self.make_room(height) {
                self.row(columns, &head, Row::HeadAgain);
            }
            self.row(columns, cells, Row::Body(body));
        }
        self.rule();
    }

    fn row(&mut self, columns: &[Column], cells: &[String], row: Row) {
        self.rule();
        let part = row.begin(&mut self.structure);
        let look @ (_, weight, _) = row.look();
        let top = self.y + PAD;
        let mut bottom = top;
        for ((column, cell), (start, width)) in columns.iter().zip(cells).zip(places(columns)) {
            let sense = match part {
                Some(part) => Sense::Of(self.structure.within(part, row.cell(column))),
                None => Sense::Furniture(ArtifactType::PaginationOther),
            };
            self.y = top;
            for line in self.lines(cell, width, BODY, weight) {
                let x = start + column.align.indent(&line, width, weight);
                self.line(line, sense, x, look);
                self.skip(BODY * LEADING);
            }
            bottom = bottom.max(self.y);
        }
        self.y = bottom + PAD;
    }

    fn height(&mut self, columns: &[Column], cells: &[String]) -> f32 {
        let mut highest = 1;
        for (cell, (_, width)) in cells.iter().zip(places(columns)) {
            highest = highest.max(self.lines(cell, width, BODY, Weight::Regular).len());
        }
        (0..highest).map(|_| BODY * LEADING).sum::<f32>() + 2.0 * PAD
    }
}

/// Where each column begins, and how wide what stands in it may be.
fn places(columns: &[Column]) -> Vec<(f32, f32)> {
    let mut end = 0.0;
    let place = |column: &Column| {
        let start = end;
        end += column.part * (Paper::width() + GAP);
        (start, end - start - GAP)
    };
    columns.iter().map(place).collect()
}

impl Row {
    const fn look(self) -> Look {
        match self {
            Self::Head(_) | Self::HeadAgain => (BODY, Weight::Strong, Tone::Soft),
            Self::Body(_) => (BODY, Weight::Regular, Tone::Ink),
        }
    }

    /// The part that the row is, unless it was told already.
    fn begin(self, structure: &mut Structure) -> Option<Part> {
        match self {
            Self::Head(group) | Self::Body(group) => Some(structure.within(group, Role::Row)),
            Self::HeadAgain => None,
        }
    }

    /// What stands in this column of the row.
    const fn cell(self, column: &Column) -> Role {
        match (self, column.head.is_empty()) {
            (Self::Body(_), true) => Role::RowHead,
            (Self::Head(_) | Self::HeadAgain, false) => Role::ColumnHead,
            _ => Role::Cell,
        }
    }
}

impl Align {
    /// How far from its beginning a text stands in a column of this width.
    fn indent(self, text: &str, width: f32, weight: Weight) -> f32 {
        match (self, Typeface::of(weight)) {
            (Self::End, Some(typeface)) => (width - typeface.width(text.trim_end(), BODY)).max(0.0),
            _ => 0.0,
        }
    }
}
