//! What an orderer changes of an order while it waits.
//!
//! What stands at a position never changes. A line with another quantity goes, and another one comes at a position that no line
//! had before; so a decision is always about what was there when it was made, and what nobody has decided on is undecided. That
//! holds for less as for more: whoever has released a line has released it as it stood, and one rule is easier to know than two.

use crate::{
    money::Rappen,
    order::{MAX_LINES, MAX_QUANTITY},
};
use serde::{Deserialize, Serialize};

/// The most changes of one order on one day of the supplier's calendar: whoever decides hears of each by a mail.
pub const MOST_A_DAY: u32 = 20;

/// A line as it stands: its position, and how many units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The position, from 1.
    pub position: u32,
    /// How many units.
    pub quantity: u32,
}

/// What becomes of the lines of an order. All others stay as they are, with the decisions on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Lines that go, each with the one that comes in its stead.
    pub changed: Vec<(Standing, Standing)>,
    /// Lines that go.
    pub removed: Vec<Standing>,
    /// Lines that come, in the order in which they were wished for.
    pub added: Vec<Standing>,
}

/// Why an order cannot be changed in this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevisionFault {
    /// It would be as it is.
    NothingChanged,
    /// No line would be left: such an order is withdrawn.
    NothingLeft,
    /// It would have more than [`MAX_LINES`] lines.
    TooManyLines,
    /// More than [`MAX_QUANTITY`] units of a line.
    OutOfRange {
        /// The line's position.
        position: u32,
    },
    /// There is no such line.
    NoSuchLine {
        /// The position.
        position: u32,
    },
}

impl Revision {
    /// Makes of the present lines what is wished for: so many units at these positions, where 0 removes a line, and further lines
    /// of so many units. Positions up to `taken` are or were in use. A line can be wished for once.
    ///
    /// # Errors
    /// [`RevisionFault`].
    pub fn of(present: &[Standing], taken: u32, wished: &[Standing], added: &[u32]) -> Result<Self, RevisionFault> {
        let mut fresh = taken.saturating_add(1)..;
        let mut come = |quantity| Standing { position: fresh.next().unwrap_or(u32::MAX), quantity };
        let (mut revision, mut unnamed) = (Self::default(), present.to_vec());
        for wish in wished {
            let position = wish.position;
            let at = unnamed.iter().position(|line| line.position == position).ok_or(RevisionFault::NoSuchLine { position })?;
            let line = unnamed.swap_remove(at);
            match wish.quantity {
                0 => revision.removed.push(line),
                quantity if quantity > MAX_QUANTITY => return Err(RevisionFault::OutOfRange { position }),
                quantity if quantity == line.quantity => {}
                quantity => revision.changed.push((line, come(quantity))),
            }
        }
        revision.added = added.iter().map(|quantity| come(*quantity)).collect();
        revision.check(present.len())
    }

    fn check(self, present: usize) -> Result<Self, RevisionFault> {
        let lines = present + self.added.len() - self.removed.len();
        if self == Self::default() {
            Err(RevisionFault::NothingChanged)
        } else if lines == 0 {
            Err(RevisionFault::NothingLeft)
        } else if lines > MAX_LINES {
            Err(RevisionFault::TooManyLines)
        } else {
            Ok(self)
        }
    }

    /// The positions of the lines that go.
    pub fn gone(&self) -> impl Iterator<Item = u32> {
        self.changed.iter().map(|(before, _)| before).chain(&self.removed).map(|line| line.position)
    }
}

/// How a change of a line is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum LineEdit {
    /// Another quantity, at today's price.
    Changed {
        /// The position of the line that went.
        position: u32,
        /// The position of the one in its stead.
        becomes: u32,
        /// The article's name.
        article: String,
        /// How many units there were.
        from: u32,
        /// The price of a unit as it was.
        price_before: Rappen,
        /// How many units there are.
        to: u32,
        /// The price of a unit as it is.
        price: Rappen,
    },
    /// A line that came.
    Added {
        /// Its position.
        position: u32,
        /// The article's name.
        article: String,
        /// How many units.
        quantity: u32,
        /// The price of a unit.
        price: Rappen,
    },
    /// A line that went.
    Removed {
        /// Its position.
        position: u32,
        /// The article's name.
        article: String,
        /// How many units there were.
        quantity: u32,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*, sample::Index};
    use std::collections::BTreeSet;

    /// An order after some changes: its lines stand at some of the positions that were ever taken.
    fn order() -> impl Strategy<Value = (Vec<Standing>, u32)> {
        (vec((1..4_u32, 1..20_u32), 1..12), 0..5_u32).prop_map(|(steps, beyond)| {
            let mut position = 0;
            let line = |(step, quantity)| {
                position += step;
                Standing { position, quantity }
            };
            let lines: Vec<_> = steps.into_iter().map(line).collect();
            (lines, position + beyond)
        })
    }

    /// Wishes about some of these lines, each once.
    fn wishes(present: &[Standing], drawn: &[(Index, u32)]) -> Vec<Standing> {
        let mut named = BTreeSet::new();
        let line = |(index, quantity): &(Index, u32)| Standing { position: index.get(present).position, quantity: *quantity };
        drawn.iter().map(line).filter(|wish| named.insert(wish.position)).collect()
    }

    /// The order after a revision.
    fn revised(present: &[Standing], revision: &Revision) -> Vec<Standing> {
        let gone: Vec<_> = revision.gone().collect();
        let kept = present.iter().filter(|line| !gone.contains(&line.position));
        kept.chain(revision.changed.iter().map(|(_, after)| after)).chain(&revision.added).copied().collect()
    }

    proptest! {
        #[test]
        fn what_is_not_changed_stands_where_it_stood_and_all_else_where_nothing_ever_stood(
            (present, taken) in order(), drawn in vec((any::<Index>(), 0..20_u32), 0..12), added in vec(1..20_u32, 0..4),
        ) {
            let wished = wishes(&present, &drawn);
            let Ok(revision) = Revision::of(&present, taken, &wished, &added) else { return Ok(()) };
            let after = revised(&present, &revision);
            for line in &after {
                let is_as_before = present.contains(line);
                prop_assert!(is_as_before || line.position > taken, "{line:?} would take over the decision on another line");
            }
            for line in &present {
                let wish = wished.iter().find(|wish| wish.position == line.position);
                let is_kept = wish.is_none_or(|wish| wish.quantity == line.quantity);
                prop_assert_eq!(after.contains(line), is_kept);
            }
            let positions: BTreeSet<_> = after.iter().map(|line| line.position).collect();
            prop_assert_eq!(positions.len(), after.len());
        }

        #[test]
        fn the_difference_makes_of_the_order_what_was_wished_for(
            (present, taken) in order(), drawn in vec((any::<Index>(), 0..20_u32), 0..12), added in vec(1..20_u32, 0..4),
        ) {
            let wished = wishes(&present, &drawn);
            let wish_for = |line: &Standing| wished.iter().find(|wish| wish.position == line.position).map_or(line.quantity, |wish| wish.quantity);
            let mut expected: Vec<_> = present.iter().map(wish_for).filter(|quantity| *quantity > 0).chain(added.iter().copied()).collect();
            expected.sort_unstable();
            let is_as_it_was = present.iter().all(|line| wish_for(line) == line.quantity) && added.is_empty();
            match Revision::of(&present, taken, &wished, &added) {
                Ok(revision) => {
                    let mut quantities: Vec<_> = revised(&present, &revision).iter().map(|line| line.quantity).collect();
                    quantities.sort_unstable();
                    prop_assert_eq!(quantities, expected);
                    prop_assert!(!is_as_it_was);
                }
                Err(RevisionFault::NothingChanged) => prop_assert!(is_as_it_was),
                Err(RevisionFault::NothingLeft) => prop_assert!(expected.is_empty()),
                Err(fault) => prop_assert!(false, "{:?}", fault),
            }
        }
    }

    #[test]
    fn a_line_that_is_not_there_cannot_be_changed() {
        let present = [Standing { position: 2, quantity: 5 }];
        let wish = |position, quantity| Revision::of(&present, 2, &[Standing { position, quantity }], &[]);
        assert_eq!(wish(1, 3), Err(RevisionFault::NoSuchLine { position: 1 }));
        assert_eq!(wish(2, MAX_QUANTITY + 1), Err(RevisionFault::OutOfRange { position: 2 }));
        assert_eq!(wish(2, 5), Err(RevisionFault::NothingChanged));
        assert_eq!(wish(2, 0), Err(RevisionFault::NothingLeft));
        assert!(wish(2, MAX_QUANTITY).is_ok());
        let twice = [Standing { position: 2, quantity: 6 }; 2];
        assert_eq!(Revision::of(&present, 2, &twice, &[]), Err(RevisionFault::NoSuchLine { position: 2 }));
    }

    #[test]
    fn an_order_has_room_for_so_many_lines() {
        let present = [Standing { position: 1, quantity: 1 }];
        let with = |lines| Revision::of(&present, 1, &[], &vec![1; lines]);
        assert!(with(MAX_LINES - 1).is_ok());
        assert_eq!(with(MAX_LINES), Err(RevisionFault::TooManyLines));
    }

    #[test]
    fn an_edit_is_kept_by_its_own_word() {
        let edit = LineEdit::Removed { position: 1, article: "Ordner".into(), quantity: 2 };
        let kept = serde_json::to_string(&edit).expect("it can be written");
        assert_eq!(kept, r#"{"edit":"removed","position":1,"article":"Ordner","quantity":2}"#);
        assert_eq!(serde_json::from_str::<LineEdit>(&kept).expect("it can be read"), edit);
    }
}
