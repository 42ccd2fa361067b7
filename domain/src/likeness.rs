//! Which article comes closest to another one, by its name.

use crate::{money::Rappen, text::search_key};
use std::{cmp::Reverse, collections::BTreeSet};

/// Names that are less alike than this mean different things: a whiteboard and the pens for it share half a word.
pub const CLOSE: usize = 450;

/// How alike two names are, from 0 to 1000: the share of their letter triples that they have in common (Dice's coefficient).
/// Triples rather than words, since German joins words: a "Bürodrehstuhl" is close to a "Drehstuhl". The order of the words,
/// capitals and accents do not count.
#[must_use]
pub fn likeness(one: &str, other: &str) -> usize {
    share(&triples(one), &triples(other))
}

/// The candidate whose name is closest; among equals the one whose price is, then the first. `None` where none is [`CLOSE`].
pub fn closest<'c, C>(name: &str, price: Rappen, candidates: &'c [C], of: impl Fn(&C) -> (&str, Rappen)) -> Option<&'c C> {
    let wanted = triples(name);
    let rated = candidates.iter().map(|candidate| {
        let (name, other) = of(candidate);
        (Reverse(share(&wanted, &triples(name))), other.0.abs_diff(price.0), candidate)
    });
    let best = rated.min_by_key(|(likeness, distance, _)| (*likeness, *distance));
    best.filter(|(Reverse(likeness), ..)| *likeness >= CLOSE).map(|(.., candidate)| candidate)
}

type Triples = BTreeSet<[char; 3]>;

fn share(one: &Triples, other: &Triples) -> usize {
    let all = one.len() + other.len();
    (one.intersection(other).count() * 2000).checked_div(all).unwrap_or_default()
}

/// The triples of all words, each word with its borders, so that how it begins weighs more than what is inside.
fn triples(name: &str) -> Triples {
    let key = search_key(name);
    let words = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.flat_map(word_triples).collect()
}

fn word_triples(word: &str) -> Vec<[char; 3]> {
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
        closest(name, Rappen(price), &CANDIDATES, |(name, price)| (name, Rappen(*price))).map(|(name, _)| *name)
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
        let found = closest("Ordner Blau", Rappen(450), &equals, |(name, price, _)| (name, Rappen(*price)));
        assert_eq!(found.map(|(_, _, place)| *place), Some(2));
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_bounded(one in ".{0,40}", other in ".{0,40}") {
            let likeness = likeness(&one, &other);
            prop_assert!(likeness <= 1000);
            prop_assert_eq!(likeness, super::likeness(&other, &one));
        }

        #[test]
        fn a_name_is_like_itself_in_any_order_and_writing(words in prop::collection::vec("[a-zäöü]{1,12}", 1..6)) {
            let turned = words.iter().rev().cloned().collect::<Vec<_>>().join(", ").to_uppercase();
            prop_assert_eq!(likeness(&words.join(" "), &turned), 1000);
        }

        #[test]
        fn nothing_is_closer_than_what_is_found(name in "[a-c ]{1,12}", names in prop::collection::vec("[a-c ]{1,12}", 0..12)) {
            let found = closest(&name, Rappen(0), &names, |name| (name, Rappen(0)));
            let best = names.iter().map(|other| likeness(&name, other)).max().unwrap_or_default();
            prop_assert_eq!(found.map(|found| likeness(&name, found)), (best >= CLOSE).then_some(best));
        }
    }
}
