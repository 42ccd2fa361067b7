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

/// The lines at some positions, which are released as they were ordered.
#[derive(Clone, Debug)]
pub struct Releases {
    positions: Vec<u32>,
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
        Self { positions, seen: None }
    }
}

impl From<Releases> for Decisions {
    fn from(releases: Releases) -> Self {
        let lines: Vec<_> = releases.positions.into_iter().map(LineDecision::release).collect();
        Self { lines, seen: releases.seen }
    }
}
