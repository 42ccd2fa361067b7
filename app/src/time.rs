//! Times as the screens show them. The server formats them, so that the browser needs no calendar.

use crate::prelude::*;
use serde::{Deserialize, Serialize};

/// An instant, ready to read. It stays the same while time passes: how long ago it was does not count.
#[derive(Clone, Debug, Eq, Serialize, Deserialize)]
pub struct When {
    /// For machines: RFC 3339.
    pub iso: String,
    /// `24.11.2026, 14:05`.
    pub absolute: String,
    /// `vor 2 Stunden`, as of the answer of the server.
    pub relative: String,
}

impl PartialEq for When {
    fn eq(&self, other: &Self) -> bool {
        (&self.iso, &self.absolute) == (&other.iso, &other.absolute)
    }
}

/// A day, ready to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// For machines: `2026-11-25`.
    pub iso: String,
    /// `Mittwoch, 25.11.2026`.
    pub long: String,
    /// `25.11.2026`.
    pub short: String,
}

/// Absolute time, the relative one below it.
#[component]
pub fn Moment(#[prop(into)] when: When) -> impl IntoView {
    view! {
        <time datetime=when.iso>{when.absolute}</time>
        <span class="sub">{when.relative}</span>
    }
}

/// Absolute and relative time on one line.
#[component]
pub fn MomentLine(#[prop(into)] when: When) -> impl IntoView {
    view! { <time datetime=when.iso>{when.absolute}</time> <span data-print="no">" · " {when.relative}</span> }
}
