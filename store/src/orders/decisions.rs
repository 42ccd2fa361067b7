//! Decisions as they come from a screen, and what was on it.

use super::{DecisionView, Instead, OrderLineView, Seen};
use domain::{Availability, ContactId, RejectionCause, Verdict};

/// What an approver decides on a line.
#[derive(Clone, Debug)]
pub struct LineDecision {
    /// The line's position, from 1.
    pub position: u32,
    /// Released or rejected.
    pub verdict: Verdict,
    /// Why it is rejected, if a cause was chosen.
    pub cause: Option<RejectionCause>,
    /// The reason, if one is given.
    pub reason: Option<String>,
    /// What is released instead of what was ordered; a rejection has no such thing.
    pub instead: Instead,
    /// How the article that is released instead could be had, as it was on the screen. Every decision that comes over the network says
    /// so; of the ordered article the seal does.
    pub promised: Option<Availability>,
    /// Which article is proposed instead of what is rejected, as it was on the screen, if one is; a release has no such thing.
    pub alternative: Option<Seen>,
    /// The [`seal`](OrderLineView::seal) of the line as it was on the screen: if it looks otherwise by now, nothing is decided. Every
    /// decision that comes over the network carries one, if need be an empty one, which fits no line. Only who asks the store itself,
    /// as the demo, benchmarks and tests do, may do without: they decide on what was agreed on before, at the price that was agreed on.
    pub seen: Option<String>,
}

impl LineDecision {
    /// The line is released as it was ordered.
    #[must_use]
    pub const fn release(position: u32) -> Self {
        Self::new(position, Verdict::Released, None, None)
    }

    /// The line is rejected.
    #[must_use]
    pub const fn reject(position: u32, cause: Option<RejectionCause>, reason: Option<String>) -> Self {
        Self::new(position, Verdict::Rejected, cause, reason)
    }

    const fn new(position: u32, verdict: Verdict, cause: Option<RejectionCause>, reason: Option<String>) -> Self {
        let instead = Instead { quantity: None, article: None };
        Self { position, verdict, cause, reason, instead, promised: None, alternative: None, seen: None }
    }

    /// The same rejection with this article as what is proposed instead.
    #[must_use]
    pub fn proposing(self, alternative: Option<Seen>) -> Self {
        Self { alternative, ..self }
    }

    /// The same decision on nothing but the line with this seal.
    #[must_use]
    pub fn as_seen(self, seal: Option<String>) -> Self {
        Self { seen: seal, ..self }
    }

    /// Whether the ordered article is released.
    pub(super) const fn releases_it(&self) -> bool {
        matches!(self.verdict, Verdict::Released) && self.instead.article.is_none()
    }

    /// The cause, which only a rejection has.
    pub(super) fn cause(&self) -> Option<RejectionCause> {
        self.cause.filter(|_| self.verdict == Verdict::Rejected)
    }

    /// Whether a line was decided in just this way by the same person.
    pub(super) fn is_as(&self, line: &OrderLineView, standing: &DecisionView, approver: ContactId) -> bool {
        let is_same = standing.verdict == self.verdict && standing.approver_id == approver;
        is_same && (self.verdict == Verdict::Rejected || self.instead.is_as(line.quantity, standing.change.as_ref()))
    }
}

/// Decisions on lines of an order, as somebody has made them in front of a screen.
#[derive(Clone, Debug)]
pub struct Decisions {
    lines: Vec<LineDecision>,
    seen: Option<u32>,
}

impl Decisions {
    /// Made when this version of the order was on the screen: where it is another one by now, nothing is decided. What comes over the
    /// network always says one, if need be 0, which no order has; only who asks the store itself may do without, as with seals.
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

/// The lines at some positions, each with its [seal](crate::OrderLineView::seal) if it was on a screen, which are rejected as they were
/// seen, all for the same reason. They can become nothing but rejections, whatever a form says.
#[derive(Clone, Debug)]
pub struct Rejections {
    lines: Vec<(u32, Option<String>)>,
    cause: Option<RejectionCause>,
    reason: Option<String>,
    seen: Option<u32>,
}

impl Rejections {
    /// Of these lines, for this reason.
    #[must_use]
    pub const fn new(lines: Vec<(u32, Option<String>)>, cause: Option<RejectionCause>, reason: Option<String>) -> Self {
        Self { lines, cause, reason, seen: None }
    }

    /// As [`Decisions::seen`].
    #[must_use]
    pub fn seen(self, version: Option<u32>) -> Self {
        Self { seen: version, ..self }
    }
}

impl From<Rejections> for Decisions {
    fn from(rejections: Rejections) -> Self {
        let Rejections { lines, cause, reason, seen } = rejections;
        let lines = lines.into_iter().map(|(position, seal)| LineDecision::reject(position, cause, reason.clone()).as_seen(seal));
        Self { lines: lines.collect(), seen }
    }
}
