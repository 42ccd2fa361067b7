//! Documents of text, rules and tables as PDF, with the font in the file, and tagged, so that they can be heard (PDF/UA-1).

mod draw;
mod paper;
mod structure;
mod table;
mod typeface;
mod wrap;

pub use paper::Paper;
pub use table::{Align, Column};

#[cfg(test)]
mod tests {
    use super::*;

    /// A part as it stands in a file: its number, what it is, and the number of the part around it.
    type Told<'f> = (&'f str, &'f str, &'f str);

    fn written(paper: Paper) -> String {
        let file = paper.write("Bestellung 1001", "de", |page, pages| format!("Seite {page} von {pages}")).expect("it can be written");
        assert!(file.len() < 100_000, "{} bytes", file.len());
        String::from_utf8_lossy(&file).into_owned()
    }

    fn told(object: &str) -> Option<Told<'_>> {
        let (before, after) = object.split_once(" 0 obj\n<</Type/StructElem/S/")?;
        let (role, rest) = after.split_once("/P ")?;
        Some((before.lines().last()?, role, rest.split(' ').next()?))
    }

    /// What the file says, as roles within roles.
    fn shape(file: &str) -> String {
        let parts: Vec<_> = file.split("\nendobj").filter_map(told).collect();
        let whole = parts.iter().find(|(_, role, _)| *role == "Document").expect("there is a document");
        within(&parts, whole)
    }

    fn within(parts: &[Told], &(number, role, _): &Told) -> String {
        let inner: Vec<_> = parts.iter().filter(|(_, _, outer)| *outer == number).map(|part| within(parts, part)).collect();
        if inner.is_empty() { role.to_owned() } else { format!("{role}({})", inner.join(" ")) }
    }

    fn columns(heads: [&'static str; 2]) -> [Column; 2] {
        heads.map(|head| Column { head, part: 0.5, align: Align::End })
    }

    fn cells(texts: [&str; 2]) -> Vec<String> {
        texts.map(str::to_owned).to_vec()
    }

    #[test]
    fn whoever_hears_a_document_hears_what_its_parts_are() {
        let mut paper = Paper::default();
        paper.title("Bestellung 1001");
        paper.fact("Kunde", "Muster AG");
        paper.fact("Referenz", "");
        paper.heading("Summen");
        paper.table(&columns(["", "Total CHF"]), &[cells(["Bestellt", "12.50"]), cells(["Geliefert", ""])]);
        paper.paragraph("Ende\n\ndes Nachweises");
        paper.paragraph(" ");
        let file = written(paper);
        let table = "Table(THead(TR(TD TH)) TBody(TR(TH TD) TR(TH TD)))";
        assert_eq!(shape(&file), format!("Document(H1 L(LI(Lbl LBody) LI(Lbl)) H2 {table} P)"));
        assert_eq!((file.matches("/Scope/Column").count(), file.matches("/Scope/Row").count()), (1, 2));
    }

    #[test]
    fn a_file_says_its_language_its_title_and_that_it_is_for_everybody() {
        let mut paper = Paper::default();
        paper.title("Bestellung 1001");
        paper.heading("Positionen");
        let file = written(paper);
        for part in ["/StructTreeRoot ", "/Marked true", "/Lang(de)", "/DisplayDocTitle true", "/Title(Positionen)", "<pdfuaid:part>1<"] {
            assert!(file.contains(part), "{part}");
        }
    }

    #[test]
    fn what_stands_on_each_page_again_is_heard_once() {
        let mut paper = Paper::default();
        let rows: Vec<_> = (1..=100).map(|number| cells([&format!("{number}"), "Kopierpapier"])).collect();
        paper.table(&columns(["Nr.", "Artikel"]), &rows);
        let file = written(paper);
        assert!(file.matches("/MediaBox").count() > 1);
        let shape = shape(&file);
        assert_eq!((shape.matches("TH ").count(), shape.matches("TR(TD TD)").count()), (1, 100), "{shape}");
    }
}
