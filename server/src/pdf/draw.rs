//! A page as it is drawn.

use super::{
    structure::{Sense, Structure},
    typeface::{Typeface, Weight},
};
use krilla::{
    Document, SerializeSettings,
    color::luma,
    configure::{Accessibility, ConfigurationBuilder},
    geom::{PathBuilder, Point},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
};

/// A4, in points.
pub const WIDTH: f32 = 595.28;
/// The same.
pub const HEIGHT: f32 = 841.89;
/// Around what is on a page.
pub const MARGIN: f32 = 51.0;

/// A document could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the document cannot be written: {0}")]
pub struct Unwritable(pub String);

/// How dark something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Ink,
    Soft,
    Line,
}

/// Something at its place; `y` is the base line of a text.
pub enum Mark {
    Text { x: f32, y: f32, size: f32, weight: Weight, tone: Tone, sense: Sense, text: String },
    Rule { y: f32 },
}

/// A document without pages, to be written so that it can be heard as well as seen (PDF/UA-1): what that does not allow is an
/// error at the end, not a worse file.
///
/// # Errors
/// [`Unwritable`].
pub fn begin() -> Result<Document, Unwritable> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| Unwritable(format!("{error:?}")))?;
    Ok(Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() }))
}

/// Draws a page of the document, and notes what was drawn of which part.
///
/// # Errors
/// [`Unwritable`].
pub fn draw(document: &mut Document, marks: &[Mark], structure: &mut Structure) -> Result<(), Unwritable> {
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Unwritable("a page has no size".into()))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    for mark in marks {
        let content = surface.start_tagged(mark.tag());
        let drawn = mark.draw(&mut surface);
        surface.end_tagged();
        drawn?;
        if let Mark::Text { sense: Sense::Of(part), .. } = mark {
            structure.draw(*part, content);
        }
    }
    surface.finish();
    page.finish();
    Ok(())
}

impl Mark {
    /// Whether it is read aloud or passed over; it must be either.
    fn tag(&self) -> ContentTag<'static> {
        match self {
            Self::Text { sense: Sense::Of(_), .. } => ContentTag::Span(SpanTag::empty()),
            Self::Text { sense: Sense::Furniture(kind), .. } => ContentTag::Artifact(Artifact::with_kind(*kind)),
            Self::Rule { .. } => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        }
    }

    fn draw(&self, surface: &mut Surface) -> Result<(), Unwritable> {
        match self {
            Self::Text { x, y, size, weight, tone, text, .. } => {
                let typeface = Typeface::of(*weight).ok_or_else(|| Unwritable("there is no font".into()))?;
                surface.set_fill(Some(Fill { paint: tone.colour().into(), ..Fill::default() }));
                surface.draw_glyphs(Point::from_xy(*x, *y), &typeface.glyphs(text), typeface.font.clone(), text, *size, false);
            }
            Self::Rule { y } => draw_rule(surface, *y),
        }
        Ok(())
    }
}

fn draw_rule(surface: &mut Surface, y: f32) {
    let mut path = PathBuilder::new();
    path.move_to(MARGIN, y);
    path.line_to(WIDTH - MARGIN, y);
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: Tone::Line.colour().into(), width: 0.5, opacity: NormalizedF32::ONE, ..Stroke::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

impl Tone {
    fn colour(self) -> luma::Color {
        luma::Color::new(match self {
            Self::Ink => 25,
            Self::Soft => 95,
            Self::Line => 200,
        })
    }
}
