//! What happened to an order, as browsers get it.

use crate::time::When;
use serde::{Deserialize, Serialize};

/// An entry of the order's history, ready to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryItem {
    /// Who acted.
    pub actor: String,
    /// For whom, if somebody decided who was not in charge.
    pub in_place_of: Option<String>,
    /// What happened, as a sentence that goes on after the name.
    pub words: String,
    /// Why, if a reason was given.
    pub reason: Option<String>,
    /// When.
    pub at: When,
    /// How it looks.
    pub tone: Option<String>,
    /// The name of its icon.
    pub icon: String,
    /// The step of [`super::Progress`] to which it brought the order.
    pub step: Option<usize>,
}

#[cfg(feature = "ssr")]
pub use telling::Happened;

/// The server finds the words, so that browsers need to know nothing of events.
#[cfg(feature = "ssr")]
mod telling {
    use super::{
        super::{
            progress::step,
            told::{in_place_of, in_words, look, reason},
        },
        HistoryItem,
    };
    use crate::{text, time::When};
    use domain::{Language, Verdict, audit::AuditEvent};

    /// Something that somebody did.
    pub struct Happened {
        /// Who acted.
        pub actor: String,
        /// What.
        pub event: AuditEvent,
        /// When.
        pub at: When,
    }

    impl Happened {
        /// The history of an order in words.
        pub fn in_words(l: Language, happened: &[Self]) -> Vec<HistoryItem> {
            happened.chunk_by(are_one).filter_map(|items| item(l, items)).collect()
        }
    }

    /// Whether both are releases of one press of a button.
    fn are_one(one: &Happened, other: &Happened) -> bool {
        let is_release = |item: &Happened| matches!(item.event, AuditEvent::LineDecided { verdict: Verdict::Released, .. });
        is_release(one) && is_release(other) && one.actor == other.actor && one.at == other.at
    }

    fn item(l: Language, items: &[Happened]) -> Option<HistoryItem> {
        let Happened { actor, event, at } = items.first()?;
        let (tone, icon) = look(event);
        Some(HistoryItem {
            actor: actor.clone(),
            in_place_of: in_place_of(l, event),
            words: if items.len() > 1 { text::history::lines_released(l, items.len()) } else { in_words(l, event) },
            reason: reason(l, event),
            at: at.clone(),
            tone: tone.map(Into::into),
            icon: icon.into(),
            step: step(event),
        })
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::{Language, Verdict, audit::AuditEvent};

    #[test]
    fn what_one_press_has_released_is_told_once() {
        let at = |absolute: &str| When { iso: String::new(), absolute: absolute.into(), relative: String::new() };
        let released = |position: u32, when: &str| Happened {
            actor: "Eva Frei".into(),
            event: AuditEvent::LineDecided {
                position,
                article: "Ordner".into(),
                verdict: Verdict::Released,
                cause: None,
                reason: None,
                alternative: None,
                in_place_of: None,
            },
            at: at(when),
        };
        let told = Happened::in_words(Language::German, &[released(1, "heute"), released(2, "heute"), released(3, "morgen")]);
        let words: Vec<_> = told.iter().map(|item| (item.words.contains("Ordner"), item.step, item.icon.as_str())).collect();
        assert_eq!(words, [(false, Some(1), "check"), (true, Some(1), "check")]);
    }
}
