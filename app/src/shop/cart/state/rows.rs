//! Each line of the cart with a signal of its own: a keystroke wakes what shows this line, and nothing of what shows all the others.

use super::ShownLine;
use crate::ui::set_if_other;
use domain::ArticleId;
use leptos::prelude::*;

/// A line of the cart, followed through its changes.
#[derive(Clone)]
pub struct FollowedLine {
    /// The article, which stays the same.
    pub article: ArticleId,
    shown: ArcRwSignal<ShownLine>,
}

impl FollowedLine {
    fn new(shown: ShownLine) -> Self {
        Self { article: shown.line.article, shown: ArcRwSignal::new(shown) }
    }

    /// What is shown of it.
    pub fn shown(self) -> ReadSignal<ShownLine> {
        self.shown.read_only().into()
    }
}

/// All of them, in their places, which they keep.
#[derive(Clone, Copy)]
pub struct Rows(RwSignal<Vec<FollowedLine>>);

impl Rows {
    /// A signal for each of these lines.
    pub fn of(lines: &[ShownLine]) -> Self {
        Self(RwSignal::new(lines.iter().cloned().map(FollowedLine::new).collect()))
    }

    /// The lines as they are followed now.
    pub fn get(self) -> Vec<FollowedLine> {
        self.0.get()
    }

    /// Shows what these lines have become; those that are new stand at the end.
    pub fn show(self, lines: &[ShownLine]) {
        let known = self.0.with_untracked(|rows| {
            for (row, line) in rows.iter().zip(lines) {
                set_if_other(&row.shown, line);
            }
            rows.len()
        });
        if let Some(fresh) = lines.get(known..).filter(|fresh| !fresh.is_empty()) {
            self.0.update(|rows| rows.extend(fresh.iter().cloned().map(FollowedLine::new)));
        }
    }
}
