//! What is being typed into the cards of lines. It outlives the data of the page, which others may change meanwhile.

use leptos::{ev::Event, prelude::*};

/// A field of the card of a line: the line's position, and the field's name.
type Field = (u32, &'static str);

/// What is being typed and not sent yet. When somebody else decides the line, it can still be read.
#[derive(Clone, Copy)]
pub(super) struct Typed(StoredValue<Vec<(Field, String)>>);

impl Typed {
    /// Keeps it as long as the page is open.
    pub(super) fn provide() -> Self {
        let typed = Self(StoredValue::default());
        provide_context(typed);
        typed
    }

    /// The answer to this line is on its way.
    pub(super) fn is_sent(self, position: u32) {
        self.0.update_value(|all| all.retain(|((of, _), _)| *of != position));
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
    let all = use_context::<Typed>()?.0.try_get_value()?;
    all.into_iter().find(|(of, value)| *of == (position, name) && !value.trim().is_empty()).map(|(_, value)| value)
}

/// Keeps what is typed into a field.
pub(super) fn keep(position: u32, name: &'static str) -> impl Fn(Event) {
    let typed = use_context::<Typed>();
    move |event| {
        if let Some(typed) = typed {
            typed.note((position, name), event_target_value(&event));
        }
    }
}
