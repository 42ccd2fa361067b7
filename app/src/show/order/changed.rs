//! What its orderer has changed of an order while it waited: what was, beside what is.

use super::{Decision, Line};
use crate::{
    locale::language,
    prelude::*,
    show::words,
    text,
    time::{MomentLine, When},
    ui::Icon,
};
use domain::{Language, Rappen};
use serde::{Deserialize, Serialize};

/// What its orderer has changed of an order since it was placed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Which version of the order this is: 1 as it was placed.
    pub version: u32,
    /// The lines that were taken out.
    pub removed: Vec<Line>,
    /// The last change, if there was one.
    pub last: Option<LastChange>,
}

/// Who changed an order, when, and what they wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastChange {
    /// The name of who did.
    pub by: String,
    /// When.
    pub at: When,
    /// What they wrote to the approver.
    pub note: Option<String>,
}

/// What stood in the place of a line before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// How many units.
    pub quantity: u32,
    /// The price of a unit.
    pub price: Rappen,
    /// What was decided on it, which counts for nothing now.
    pub decision: Option<Decision>,
}

/// That the order is not as it was placed: who changed it and when, what they wrote, and what is gone.
#[component]
pub fn Changed(changes: Changes) -> impl IntoView {
    let l = language();
    let Changes { removed, last, .. } = changes;
    last.map(|LastChange { by, at, note }| {
        view! {
            <div class="notice" data-tone="waiting">
                <Icon name="pencil"/>
                <div>
                    <strong>{text::order::changed_by(l, by)}</strong>
                    <p><MomentLine when=at/> ". " {text::order::changed_help(l)}</p>
                    {note.map(|note| view! { <blockquote>{note}</blockquote> })}
                    {(!removed.is_empty()).then(|| view! { <Removed lines=removed/> })}
                </div>
            </div>
        }
    })
}

/// The lines that were taken out.
#[component]
fn Removed(lines: Vec<Line>) -> impl IntoView {
    let l = language();
    let line = |line: Line| {
        let decision = line.decision.as_ref().map(|decision| format!(", {}", decided(l, decision)));
        view! { <li><del>{text::order::removed_line(l, line.quantity, line.unit, line.name)}</del> {decision}</li> }
    };
    view! {
        <p>{text::order::removed(l)}</p>
        <ul>{lines.into_iter().map(line).collect_view()}</ul>
    }
}

/// On a line that is new or was changed: that it is, and how it was.
#[component]
pub fn ChangeMark(line: Line) -> impl IntoView {
    let l = language();
    let is_new = line.since > 1 && line.earlier.is_empty();
    let last = line.earlier.last().cloned();
    let word = if is_new { Some(text::order::new_line(l)) } else { last.is_some().then(|| text::order::changed_line(l)) };
    word.map(|word| {
        view! {
            <span class="change-mark">
                <span class="tag">{word}</span>
                {last.map(|earlier| view! { " " <span class="sub">{was(l, &earlier)}</span> })}
            </span>
        }
    })
}

/// What a line was, in words.
fn was(l: Language, earlier: &Earlier) -> String {
    let was = text::order::was(l, earlier.quantity, earlier.price);
    earlier.decision.iter().fold(was, |was, decision| format!("{was}, {}", decided(l, decision)))
}

fn decided(l: Language, decision: &Decision) -> String {
    text::order::was_decided(l, words::verdict(l, decision.verdict), &decision.by)
}
