//! What is being typed into the cards of lines. It outlives the data of the page, which others may change meanwhile.

use crate::show::Line;
use leptos::{ev::Event, prelude::*};

/// A field of the card of a line: the line's position, and the field's name.
type Field = (u32, &'static str);

/// The fields of the form that rejects a line.
pub(super) const OF_REJECTION: [&str; 3] = ["cause", "reason", "alternative"];

/// What is being typed and not taken up yet. When somebody else decides the line, it can still be read.
#[derive(Clone, Copy)]
pub(super) struct Typed(StoredValue<Vec<(Field, String)>>);

impl Typed {
    /// Keeps it as long as the page is open.
    pub(super) fn provide() -> Self {
        let typed = Self(StoredValue::default());
        provide_context(typed);
        typed
    }

    /// The answer to this line was taken up.
    pub(super) fn is_done(self, position: u32) {
        self.0.update_value(|all| all.retain(|((of, _), _)| *of != position));
    }

    /// Whether something was begun for this line that is not an answer yet.
    pub(super) fn is_begun(self, line: &Line) -> bool {
        let is_lowered = self.of(line.position, "quantity").is_some_and(|quantity| quantity != line.quantity.to_string());
        is_lowered || OF_REJECTION.iter().any(|name| self.of(line.position, name).is_some())
    }

    fn of(self, position: u32, name: &str) -> Option<String> {
        let all = self.0.try_get_value()?;
        let found = all.into_iter().find(|((of, field), value)| *of == position && *field == name && !value.trim().is_empty());
        found.map(|(_, value)| value)
    }

    fn note(self, field: Field, value: String) {
        self.0.update_value(|all| {
            all.retain(|(of, _)| *of != field);
            all.push((field, value));
        });
    }
}

/// What is being typed into a field.
pub(super) fn typed(position: u32, name: &'static str) -> Option<String> {
    use_context::<Typed>()?.of(position, name)
}

/// Keeps what is typed into a field.
pub(super) fn keep(position: u32, name: &'static str) -> impl Fn(Event) {
    keep_as(position, name, event_target_value)
}

/// Keeps what a box says while it is ticked, and that it is not.
pub(super) fn keep_ticked(position: u32, name: &'static str, value: String) -> impl Fn(Event) {
    keep_as(position, name, move |event| if event_target_checked(event) { value.clone() } else { String::new() })
}

fn keep_as(position: u32, name: &'static str, value: impl Fn(&Event) -> String) -> impl Fn(Event) {
    let typed = use_context::<Typed>();
    move |event| {
        if let Some(typed) = typed {
            typed.note((position, name), value(&event));
        }
    }
}
