//! The font of our documents: what a text looks like and how long it is.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, GlyphInfo, GlyphPosition, UnicodeBuffer};
use std::{borrow::Cow, sync::LazyLock};

const REGULAR: &[u8] = include_bytes!("../../fonts/inter-regular.otf");
const STRONG: &[u8] = include_bytes!("../../fonts/inter-semibold.otf");

static TYPEFACES: LazyLock<Option<[Typeface; 2]>> = LazyLock::new(|| Some([Typeface::read(REGULAR)?, Typeface::read(STRONG)?]));

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Strong,
}

/// One cut of the font.
pub struct Typeface {
    pub font: Font,
    face: Face<'static>,
}

impl Typeface {
    /// The cut of this weight; `None` only if the build has put something else in the place of the font.
    pub fn of(weight: Weight) -> Option<&'static Self> {
        let [regular, strong] = TYPEFACES.as_ref()?;
        Some(match weight {
            Weight::Regular => regular,
            Weight::Strong => strong,
        })
    }

    fn read(data: &'static [u8]) -> Option<Self> {
        Some(Self { font: Font::new(data.into(), 0)?, face: Face::from_slice(data, 0)? })
    }

    /// The text with every character that the font lacks named by its number, so that nothing vanishes.
    pub fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.chars().all(|character| self.has(character)) {
            return text.into();
        }
        let shown = |character: char| {
            if self.has(character) { String::from(character) } else { format!("‹U+{:04X}›", u32::from(character)) }
        };
        text.chars().map(shown).collect::<String>().into()
    }

    /// Whether the font has this character, alone or as a mark on another one.
    pub fn has(&self, character: char) -> bool {
        self.face.glyph_index(character).is_some_and(|glyph| glyph.0 != 0)
    }

    /// How wide a text is that is `size` points high, letter by letter: kerning makes it hardly ever wider.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |character: char| self.face.glyph_hor_advance(self.face.glyph_index(character)?);
        let units: u32 = text.chars().filter_map(advance).map(u32::from).sum();
        in_points(units.cast_signed()) * size / self.font.units_per_em()
    }

    /// The text as it is set: its glyphs with their places, from left to right.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let starts: Vec<_> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let ems = |units: i32| in_points(units) / self.font.units_per_em();
        let glyph = |((info, place), start): ((&GlyphInfo, &GlyphPosition), &usize)| {
            let end = starts.iter().copied().find(|next| next > start).unwrap_or(text.len());
            let (x, y) = (ems(place.x_offset), ems(place.y_offset));
            KrillaGlyph::new(GlyphId::new(info.glyph_id), ems(place.x_advance), x, y, ems(place.y_advance), *start..end, None)
        };
        shaped.glyph_infos().iter().zip(shaped.glyph_positions()).zip(&starts).map(glyph).collect()
    }
}

/// Lengths of lines are far below what such a number can hold exactly.
#[allow(clippy::cast_precision_loss)]
const fn in_points(units: i32) -> f32 {
    units as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regular() -> &'static Typeface {
        Typeface::of(Weight::Regular).expect("the font can be read")
    }

    #[test]
    fn names_from_all_around_are_set_as_they_are() {
        for name in ["Zoë Müller-Lüthi", "Đorđe Šimić", "Łukasz Żółw", "Çağla Şahin", "Νίκος", "Олександр Їжак", "L’Hôpital – «x» 12 × 3 €"]
        {
            assert_eq!(regular().shown(name), name);
        }
    }

    #[test]
    fn what_the_font_lacks_is_named() {
        assert_eq!(regular().shown("王 🙂 a"), "‹U+738B› ‹U+1F642› a");
        assert_eq!(regular().shown("a\u{7}b"), "a‹U+0007›b");
    }

    #[test]
    fn figures_stand_below_each_other() {
        let widths: Vec<_> = ('0'..='9').map(|figure| regular().width(&figure.to_string(), 10.0)).collect();
        assert!(widths.iter().all(|width| (width - widths[0]).abs() < 0.001), "{widths:?}");
        assert!(regular().width("Muster", 20.0) > regular().width("Muster", 10.0));
    }
}
