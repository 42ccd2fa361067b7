//! Which article comes closest to another one, by its name.

use crate::{money::Rappen, text::search_key};
use std::cmp::{Ordering, Reverse};

/// Names that are less alike than this mean different things: a whiteboard and the pens for it share half a word.
pub const CLOSE: usize = 450;

/// A name as it is compared: the letter triples of its words, each word with its borders, so that how it begins weighs more than what
/// is inside. Triples rather than words, since German joins words: a "Bürodrehstuhl" is close to a "Drehstuhl". The order of the
/// words, capitals and accents do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(Vec<[char; 3]>);

impl Name {
    /// What is compared of this name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let key = search_key(name);
        let words = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut triples: Vec<_> = words.flat_map(triples).collect();
        triples.sort_unstable();
        triples.dedup();
        Self(triples)
    }

    /// How alike two names are, from 0 to 1000: the share of their triples that they have in common (Dice's coefficient).
    #[must_use]
    pub fn likeness(&self, other: &Self) -> usize {
        let (mut mine, mut theirs, mut common) = (self.0.as_slice(), other.0.as_slice(), 0_usize);
        while let (Some((first, rest)), Some((other, others))) = (mine.split_first(), theirs.split_first()) {
            common += usize::from(first == other);
            (mine, theirs) = match first.cmp(other) {
                Ordering::Less => (rest, theirs),
                Ordering::Greater => (mine, others),
                Ordering::Equal => (rest, others),
            };
        }
        (common * 2000).checked_div(self.0.len() + other.0.len()).unwrap_or_default()
    }
}

/// The candidate whose name is closest; among equals the one whose price is, then the first. `None` where none is [`CLOSE`].
pub fn closest<C>(name: &Name, price: Rappen, candidates: impl IntoIterator<Item = C>, of: impl Fn(&C) -> (&Name, Rappen)) -> Option<C> {
    let rated = candidates.into_iter().map(|candidate| {
        let (other, other_price) = of(&candidate);
        (Reverse(name.likeness(other)), other_price.0.abs_diff(price.0), candidate)
    });
    let best = rated.min_by_key(|(likeness, distance, _)| (*likeness, *distance));
    best.filter(|(Reverse(likeness), ..)| *likeness >= CLOSE).map(|(.., candidate)| candidate)
}

fn triples(word: &str) -> Vec<[char; 3]> {
    let bordered: Vec<char> = [' ', ' '].into_iter().chain(word.chars()).chain([' ']).collect();
    bordered.windows(3).filter_map(|triple| triple.try_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CANDIDATES: [(&str, i64); 5] = [
        ("Kopierpapier Foglia Basic A4, 80 g, 500 Blatt", 690),
        ("Kopierpapier Foglia Basic A3, 80 g, 500 Blatt", 1390),
        ("Notizblock A4 kariert 4 mm, 100 Blatt", 320),
        ("Whiteboardmarker Linea Board schwarz", 195),
        ("Bürodrehstuhl Kontor Start, Stoff anthrazit", 19_900),
    ];

    fn found(name: &str, price: i64) -> Option<&'static str> {
        let candidates = CANDIDATES.map(|(name, price)| (Name::of(name), Rappen(price), name));
        closest(&Name::of(name), Rappen(price), candidates.iter(), |(name, price, _)| (name, *price)).map(|(.., name)| *name)
    }

    #[test]
    fn the_closest_article_is_found_by_what_it_is() {
        assert_eq!(found("Kopierpapier Foglia Premium A4, 100 g, 500 Blatt", 1250), Some(CANDIDATES[0].0));
        assert_eq!(found("Drehstuhl Kontor Start, Leder", 45_000), Some(CANDIDATES[4].0));
        assert_eq!(found("Notizblock A5 liniert, 100 Blatt", 250), Some(CANDIDATES[2].0));
    }

    #[test]
    fn half_a_word_in_common_is_not_close() {
        assert_eq!(found("Whiteboard emailliert 180 × 120 cm", 30_000), None);
        assert_eq!(found("", 0), None);
    }

    #[test]
    fn among_equals_the_price_decides_and_then_the_order() {
        let equals = [("Ordner blau", 900, 1), ("Blau Ordner", 500, 2), ("ordner, BLAU", 500, 3)];
        let equals = equals.map(|(name, price, place)| (Name::of(name), Rappen(price), place));
        let found = closest(&Name::of("Ordner Blau"), Rappen(450), equals.iter(), |(name, price, _)| (name, *price));
        assert_eq!(found.map(|(_, _, place)| *place), Some(2));
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_bounded(one in ".{0,40}", other in ".{0,40}") {
            let (one, other) = (Name::of(&one), Name::of(&other));
            prop_assert!(one.likeness(&other) <= 1000);
            prop_assert_eq!(one.likeness(&other), other.likeness(&one));
        }

        #[test]
        fn a_name_is_like_itself_in_any_order_and_writing(words in prop::collection::vec("[a-zäöü]{1,12}", 1..6)) {
            let turned = words.iter().rev().cloned().collect::<Vec<_>>().join(", ").to_uppercase();
            prop_assert_eq!(Name::of(&words.join(" ")).likeness(&Name::of(&turned)), 1000);
        }

        #[test]
        fn nothing_is_closer_than_what_is_found(name in "[a-c ]{1,12}", names in prop::collection::vec("[a-c ]{1,12}", 0..12)) {
            let (name, names): (_, Vec<_>) = (Name::of(&name), names.iter().map(|name| Name::of(name)).collect());
            let found = closest(&name, Rappen(0), &names, |name| (*name, Rappen(0)));
            let best = names.iter().map(|other| name.likeness(other)).max().unwrap_or_default();
            prop_assert_eq!(found.map(|found| name.likeness(found)), (best >= CLOSE).then_some(best));
        }
    }
}
