//! Pages that fill from top to bottom. Everything is placed first and drawn at the end, when it is known how many pages there are.

use super::{
    draw::{HEIGHT, MARGIN, Mark, Tone, Unwritable, WIDTH, begin, draw},
    structure::{Heading, Part, Role, Sense, Structure},
    typeface::{Typeface, Weight},
    wrap::{end_word, wrap},
};
use krilla::{metadata::Metadata, tagging::ArtifactType};

/// Below this nothing is placed but the foot.
const BOTTOM: f32 = HEIGHT - 62.0;
const FOOT: f32 = HEIGHT - 36.0;
/// What made a document, and what one is called that has no title of its own: PDF/UA-1 wants one.
const CREATOR: &str = "Freigabe";
/// From line to line, as a multiple of the size.
const LEADING: f32 = 1.4;

pub(super) const BODY: f32 = 9.0;
const TITLE: f32 = 18.0;
const HEADING: f32 = 11.0;
const SMALL: f32 = 7.5;
/// Where the values of facts begin.
const VALUES: f32 = 140.0;

/// How large a text is, how heavy and how dark.
pub(super) type Look = (f32, Weight, Tone);

/// A document that is being filled.
pub struct Paper {
    pages: Vec<Vec<Mark>>,
    pub(super) structure: Structure,
    /// How far the last page is filled.
    pub(super) y: f32,
    lacks_characters: bool,
}

impl Default for Paper {
    fn default() -> Self {
        Self { pages: vec![Vec::new()], structure: Structure::default(), y: MARGIN, lacks_characters: false }
    }
}

impl Paper {
    /// How wide what stands between the margins is.
    pub const fn width() -> f32 {
        WIDTH - 2.0 * MARGIN
    }

    /// What the document is.
    pub fn title(&mut self, text: &str) {
        let here = self.here(text);
        let part = self.structure.part(Role::Title(here));
        self.wrapped(text, part, 0.0, Self::width(), (TITLE, Weight::Strong, Tone::Ink));
        self.skip(8.0);
    }

    /// What follows; it never stands alone at the bottom.
    pub fn heading(&mut self, text: &str) {
        self.skip(16.0);
        self.make_room(HEADING * LEADING + 4.0 * BODY * LEADING);
        let here = self.here(text);
        let part = self.structure.part(Role::Heading(here));
        self.wrapped(text, part, 0.0, Self::width(), (HEADING, Weight::Strong, Tone::Ink));
        self.skip(4.0);
    }

    fn here(&self, text: &str) -> Heading {
        Heading { text: text.to_owned(), page: self.pages.len() - 1, y: self.y }
    }

    /// Running text.
    pub fn paragraph(&mut self, text: &str) {
        self.running(text, Weight::Regular);
    }

    /// Text that is to be copied exactly.
    pub fn strong(&mut self, text: &str) {
        self.running(text, Weight::Strong);
    }

    fn running(&mut self, text: &str, weight: Weight) {
        let part = self.structure.part(Role::Paragraph);
        self.wrapped(text, part, 0.0, Self::width(), (BODY, weight, Tone::Ink));
        self.skip(5.0);
    }

    /// A label and its value.
    pub fn fact(&mut self, label: &str, value: &str) {
        self.make_room(BODY * LEADING);
        let fact = self.structure.fact();
        let [name, content] = [Role::Label, Role::Value].map(|role| self.structure.within(fact, role));
        let top = self.y;
        self.wrapped(label, name, 0.0, VALUES - 8.0, (BODY, Weight::Regular, Tone::Soft));
        let below_label = std::mem::replace(&mut self.y, top);
        self.wrapped(value, content, VALUES, Self::width() - VALUES, (BODY, Weight::Regular, Tone::Ink));
        // A value that went on to the next page has left its label behind.
        self.y = if self.y < top { self.y } else { self.y.max(below_label) };
        self.skip(2.0);
    }

    /// Whether a character was set by its number, because the font lacks it.
    pub const fn lacks_characters(&self) -> bool {
        self.lacks_characters
    }

    pub(super) fn skip(&mut self, points: f32) {
        self.y += points;
    }

    /// Begins a new page unless so much fits on this one; whether it did.
    pub(super) fn make_room(&mut self, points: f32) -> bool {
        let is_full = self.y + points > BOTTOM && self.y > MARGIN;
        if is_full {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
        is_full
    }

    /// A thin line from margin to margin.
    pub(super) fn rule(&mut self) {
        let y = self.y;
        self.put(Mark::Rule { y });
    }

    /// Places text within a width and moves below it.
    fn wrapped(&mut self, text: &str, part: Part, x: f32, width: f32, look: Look) {
        let (size, weight, _) = look;
        for line in self.lines(text, width, size, weight) {
            self.make_room(size * LEADING);
            self.line(line, Sense::Of(part), x, look);
            self.skip(size * LEADING);
        }
    }

    /// Places one line at the present height, if there is something on it.
    pub(super) fn line(&mut self, text: String, sense: Sense, x: f32, (size, weight, tone): Look) {
        let y = self.y + size;
        if !text.is_empty() {
            self.put(Mark::Text { x: MARGIN + x, y, size, weight, tone, sense, text });
        }
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// The lines of a text within a width. What is longer than a line without any space is broken where it must be.
    pub(super) fn lines(&mut self, text: &str, width: f32, size: f32, weight: Weight) -> Vec<String> {
        let Some(typeface) = Typeface::of(weight) else { return Vec::new() };
        let mut lines: Vec<String> = Vec::new();
        for paragraph in text.lines() {
            let shown = typeface.shown(paragraph);
            self.lacks_characters |= shown != paragraph;
            end_word(&mut lines);
            lines.extend(wrap(&shown, width, |part| typeface.width(part, size)));
        }
        lines
    }

    /// Writes the file. On each page stands a foot, made of its number and how many there are.
    ///
    /// # Errors
    /// [`Unwritable`], which nothing that people type can cause.
    pub fn write(mut self, title: &str, language: &str, foot: impl Fn(usize, usize) -> String) -> Result<Vec<u8>, Unwritable> {
        let count = self.pages.len();
        let mut document = begin()?;
        for (number, mut marks) in (1..).zip(std::mem::take(&mut self.pages)) {
            let text = foot(number, count);
            let text = Typeface::of(Weight::Regular).map(|typeface| typeface.shown(&text).into_owned()).unwrap_or_default();
            let sense = Sense::Furniture(ArtifactType::Footer);
            marks.push(Mark::Text { x: MARGIN, y: FOOT, size: SMALL, weight: Weight::Regular, tone: Tone::Soft, sense, text });
            draw(&mut document, &marks, &mut self.structure)?;
        }
        document.set_outline(self.structure.outline());
        document.set_tag_tree(self.structure.tree());
        let title = if title.is_empty() { CREATOR } else { title };
        document.set_metadata(Metadata::new().title(title.into()).language(language.into()).creator(CREATOR.into()));
        document.finish().map_err(|error| Unwritable(format!("{error:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bolero::check;

    #[test]
    fn whatever_is_written_becomes_a_document() {
        check!().with_iterations(20).with_type::<(String, String)>().for_each(|(one, other)| {
            let mut paper = Paper::default();
            paper.title(one);
            paper.fact(one, other);
            paper.paragraph(other);
            let file = paper.write(one, "de", |page, pages| format!("{other} {page}/{pages}")).expect("it can be written");
            assert!(file.starts_with(b"%PDF-"));
        });
    }

    #[test]
    fn a_document_without_a_title_is_one_all_the_same() {
        let mut paper = Paper::default();
        paper.title("");
        paper.paragraph("");
        let file = paper.write("", "de", |page, pages| format!("{page}/{pages}")).expect("it can be written");
        assert!(file.starts_with(b"%PDF-"));
    }

    #[test]
    fn what_does_not_fit_goes_on_to_the_next_page() {
        let mut paper = Paper::default();
        for number in 0..200 {
            paper.paragraph(&format!("Zeile {number}"));
        }
        assert!(paper.pages.len() > 2);
        let lowest = |marks: &Vec<Mark>| marks.iter().all(|mark| matches!(mark, Mark::Text { y, .. } if *y <= BOTTOM));
        assert!(paper.pages.iter().all(lowest));
    }
}
