//! Tables as CSV, the way that spreadsheets in Switzerland open at once: semicolons, UTF-8 with its mark, lines that end in CR LF.

use domain::Rappen;

/// Tells spreadsheets that it is UTF-8.
const MARK: &str = "\u{feff}";

/// A file of CSV that is being written.
pub struct Csv(::csv::Writer<Vec<u8>>);

/// A cell.
pub enum Cell {
    /// What people typed, or words.
    Text(String),
    /// A count.
    Number(i64),
    /// An amount in francs.
    Amount(Rappen),
}

impl Csv {
    /// An empty file.
    pub fn new() -> Self {
        let mut builder = ::csv::WriterBuilder::new();
        // A blank line parts two tables of one file.
        builder.delimiter(b';').terminator(::csv::Terminator::CRLF).flexible(true);
        Self(builder.from_writer(MARK.into()))
    }

    /// Writes a row.
    pub fn row<C: Into<Cell>>(&mut self, cells: impl IntoIterator<Item = C>) {
        // Writing to memory does not fail.
        let _ = self.0.write_record(cells.into_iter().map(|cell| cell.into().written()));
    }

    /// The whole file.
    pub fn finish(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

impl Cell {
    fn written(self) -> String {
        match self {
            Self::Text(text) => harmless(text),
            Self::Number(number) => number.to_string(),
            Self::Amount(amount) => amount.to_string().replace('\'', ""),
        }
    }
}

/// A text that no spreadsheet takes for a formula: an apostrophe before what begins like one makes it text.
fn harmless(text: String) -> String {
    if text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Rappen> for Cell {
    fn from(amount: Rappen) -> Self {
        Self::Amount(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: Vec<Cell>) -> String {
        let mut csv = Csv::new();
        csv.row(cells);
        String::from_utf8(csv.finish()).expect("UTF-8")
    }

    #[test]
    fn a_row_is_as_spreadsheets_here_want_it() {
        let row = written(vec!["Müller; \"Söhne\"".into(), 12.into(), Rappen(123_456_789).into(), Rappen(-5).into()]);
        assert_eq!(row, "\u{feff}\"Müller; \"\"Söhne\"\"\";12;1234567.89;-0.05\r\n");
    }

    #[test]
    fn no_text_becomes_a_formula() {
        for text in ["=1+1", "+41 44 000 00 00", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1"] {
            let row = written(vec![text.into()]);
            assert!(row.trim_start_matches(MARK).trim_start_matches('"').starts_with('\''), "{row:?}");
        }
        assert_eq!(written(vec!["Grund: zu teuer".into()]), "\u{feff}Grund: zu teuer\r\n");
    }

    #[test]
    fn whatever_is_written_is_one_harmless_cell() {
        bolero::check!().with_type::<String>().for_each(|text| {
            let row = written(vec![text.as_str().into(), 1.into()]);
            let mut reader =
                ::csv::ReaderBuilder::new().has_headers(false).delimiter(b';').from_reader(row.trim_start_matches(MARK).as_bytes());
            let cells: Vec<_> = reader.records().map(|record| record.expect("a row")).collect();
            assert_eq!((cells.len(), cells[0].len()), (1, 2), "{row:?}");
            assert!(cells[0][0].ends_with(text.as_str()) && !cells[0][0].starts_with(['=', '+', '-', '@', '\t', '\r']), "{row:?}");
        });
    }
}
