//! Tables: rows stay together, and the head stands on each page again.

use super::{
    draw::Tone,
    paper::{BODY, Paper},
    typeface::{Typeface, Weight},
};

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
    /// What it says.
    pub head: &'static str,
    /// Its part of the width; all parts together are the whole.
    pub part: f32,
    /// Where it ends.
    pub align: Align,
}

impl Paper {
    /// A table with a row for each list of cells, in the order of the columns.
    pub fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let head: Vec<_> = columns.iter().map(|column| column.head.to_owned()).collect();
        self.row(columns, &head, (Weight::Strong, Tone::Soft));
        for cells in rows {
            let height = self.height(columns, cells);
            if self.make_room(height) {
                self.row(columns, &head, (Weight::Strong, Tone::Soft));
            }
            self.row(columns, cells, (Weight::Regular, Tone::Ink));
        }
        self.rule();
    }

    fn row(&mut self, columns: &[Column], cells: &[String], (weight, tone): (Weight, Tone)) {
        self.rule();
        let top = self.y + PAD;
        let mut bottom = top;
        for ((column, cell), (start, width)) in columns.iter().zip(cells).zip(places(columns)) {
            self.y = top;
            for line in self.lines(cell, width, BODY, weight) {
                let x = start + column.align.indent(&line, width, weight);
                self.line(line, x, BODY, weight, tone);
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

impl Align {
    /// How far from its beginning a text stands in a column of this width.
    fn indent(self, text: &str, width: f32, weight: Weight) -> f32 {
        match (self, Typeface::of(weight)) {
            (Self::End, Some(typeface)) => (width - typeface.width(text, BODY)).max(0.0),
            _ => 0.0,
        }
    }
}
