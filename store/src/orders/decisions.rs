//! Decisions as they come from a screen, and what was on it.

use super::LineDecision;

/// Decisions on lines of an order, as somebody has made them in front of a screen.
#[derive(Clone, Debug)]
pub struct Decisions {
    lines: Vec<LineDecision>,
    seen: Option<u32>,
}

impl Decisions {
    /// Made when this version of the order was on the screen: where it is another one by now, nothing is decided. A page that is
    /// older than versions are knows none.
    #[must_use]
    pub fn seen(self, version: Option<u32>) -> Self {
        Self { seen: version, ..self }
    }

    pub(super) fn lines(&self) -> &[LineDecision] {
        &self.lines
    }

    /// Whether they were made for this version, as far as anybody knows.
    pub(super) fn fit(&self, version: u32) -> bool {
        self.seen.is_none_or(|seen| seen == version)
    }
}

impl From<Vec<LineDecision>> for Decisions {
    fn from(lines: Vec<LineDecision>) -> Self {
        Self { lines, seen: None }
    }
}

/// That a release is confirmed, as somebody has said in front of a screen.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// How often the order had been released by then.
    pub level: u32,
    /// The [`seal`](crate::OrderView::seal) of the order as it was on the screen: if it looks otherwise by now, nothing is confirmed. A
    /// page from before there was one carries none, which fits nothing: nobody knows what was on it, and looking again costs a click.
    pub seal: String,
}

/// The lines at some positions, each with its [seal](crate::OrderLineView::seal) if it was on a screen, which are released as they
/// were seen.
#[derive(Clone, Debug)]
pub struct Releases {
    lines: Vec<(u32, Option<String>)>,
    seen: Option<u32>,
}

impl Releases {
    /// As [`Decisions::seen`].
    #[must_use]
    pub fn seen(self, version: Option<u32>) -> Self {
        Self { seen: version, ..self }
    }
}

impl From<Vec<u32>> for Releases {
    fn from(positions: Vec<u32>) -> Self {
        Self { lines: positions.into_iter().map(|position| (position, None)).collect(), seen: None }
    }
}

impl From<Vec<(u32, Option<String>)>> for Releases {
    fn from(lines: Vec<(u32, Option<String>)>) -> Self {
        Self { lines, seen: None }
    }
}

impl From<Releases> for Decisions {
    fn from(releases: Releases) -> Self {
        let lines = releases.lines.into_iter().map(|(position, seal)| LineDecision::release(position).as_seen(seal));
        Self { lines: lines.collect(), seen: releases.seen }
    }
}
