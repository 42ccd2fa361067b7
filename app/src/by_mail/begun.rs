//! What somebody has begun to fill into the form that rejects. It outlives the data of the page, which others may change meanwhile.

use crate::form::Fields;
use leptos::{html, prelude::*, web_sys::FormData};

/// The form that rejects, and what stood in it when the page was shown anew.
#[derive(Clone, Copy)]
pub struct Begun {
    element: NodeRef<html::Form>,
    fields: StoredValue<Option<Fields>>,
}

impl Begun {
    /// Nothing is begun yet.
    pub fn nothing() -> Self {
        Self { element: NodeRef::new(), fields: StoredValue::new(None) }
    }

    /// Where the form's element is wanted.
    pub const fn element(self) -> NodeRef<html::Form> {
        self.element
    }

    /// Keeps what stands in the form, which is about to show a newer state of the order, if it is open.
    pub fn keep(self) {
        let Some(form) = self.element.get_untracked() else { return };
        let is_open = matches!(form.closest("details[open]"), Ok(Some(_)));
        let typed = if is_open { FormData::new_with_form(&form).ok() } else { None };
        self.fields.set_value(typed.and_then(|typed| Fields::of_form(&typed)));
    }

    /// Whether somebody was in the middle of it.
    pub fn is_there(self) -> bool {
        self.fields.with_value(Option::is_some)
    }

    /// What stood in a field; nothing in a box that was not ticked.
    pub fn get(self, name: &str) -> Option<String> {
        self.fields.with_value(|fields| fields.as_ref()?.get(name))
    }
}
