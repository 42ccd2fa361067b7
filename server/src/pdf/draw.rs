//! A page as it is drawn.

use super::typeface::{Typeface, Weight};
use krilla::{
    Document,
    color::luma,
    geom::{PathBuilder, Point},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
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
    Text { x: f32, y: f32, size: f32, weight: Weight, tone: Tone, text: String },
    Rule { y: f32 },
}

/// Draws a page of the document.
///
/// # Errors
/// [`Unwritable`].
pub fn draw(document: &mut Document, marks: &[Mark]) -> Result<(), Unwritable> {
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Unwritable("a page has no size".into()))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    for mark in marks {
        match mark {
            Mark::Text { x, y, size, weight, tone, text } => {
                let typeface = Typeface::of(*weight).ok_or_else(|| Unwritable("there is no font".into()))?;
                surface.set_fill(Some(Fill { paint: tone.colour().into(), ..Fill::default() }));
                surface.draw_glyphs(Point::from_xy(*x, *y), &typeface.glyphs(text), typeface.font.clone(), text, *size, false);
            }
            Mark::Rule { y } => draw_rule(&mut surface, *y),
        }
    }
    surface.finish();
    page.finish();
    Ok(())
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
