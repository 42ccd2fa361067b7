//! The search above a list. A GET form, so that each search has its address.

use super::Icon;
use crate::prelude::*;
use leptos::{
    html::{self, ElementType},
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};
use leptos_router::{components::Form, hooks::use_query_map};

/// The form. What else the address asks for under the names in `kept` stays, as it is at that moment: whoever types on right
/// after a click on a filter means that filter too.
#[component]
pub fn Search(
    /// The address of the list.
    action: String,
    /// What is searched now.
    search: String,
    /// What else is asked for.
    kept: &'static [&'static str],
    /// For screen readers.
    label: &'static str,
    /// Shown in the empty field.
    hint: &'static str,
    /// Stands on the button.
    find: &'static str,
) -> impl IntoView {
    let query = use_query_map();
    let kept = kept.iter().map(move |name| {
        let value = Memo::new(move |_| query.read().get(name).unwrap_or_default());
        view! { <input type="hidden" name=*name value=value disabled=move || value.read().is_empty()/> }
    });
    view! {
        <Form method="get" action=action attr:class="search" attr:role="search">
            <Icon name="search"/>
            <SearchField search label hint/>
            {kept.collect_view()}
            <button class="button" data-kind="secondary">{find}</button>
        </Form>
    }
}

/// The field alone, for a form that asks for more.
#[component]
pub fn SearchField(
    /// What is searched now.
    search: String,
    /// For screen readers.
    label: &'static str,
    /// Shown in the empty field.
    hint: &'static str,
) -> impl IntoView {
    let field = shown_anew(search.clone());
    view! {
        <input
            type="search"
            name="suche"
            value=search
            node_ref=field
            maxlength=domain::text::SHORT.to_string()
            aria-label=label
            placeholder=hint
        />
    }
}

fn shown_anew(search: String) -> NodeRef<html::Input> {
    show_anew(search, HtmlInputElement::value, HtmlInputElement::set_value)
}

/// A field that shows this. Once somebody has filled it in, a browser goes on showing that: when the list is searched for something
/// else, or for nothing any more, it has to be told. What was filled in meanwhile, or before the script came, stays.
pub fn show_anew<E>(shown: String, value: fn(&E::Output) -> String, set_value: fn(&E::Output, &str)) -> NodeRef<E>
where
    E: ElementType + 'static,
    E::Output: JsCast + AsRef<Element> + Clone + 'static,
{
    const SHOWN: &str = "data-shown";
    let field = NodeRef::<E>::new();
    Effect::new(move |_| {
        let Some(input) = field.get() else { return };
        let element: &Element = input.as_ref();
        let is_untouched = element.get_attribute(SHOWN).is_some_and(|before| before == value(&input));
        if is_untouched {
            set_value(&input, &shown);
        }
        // An attribute of a fixed name can always be set.
        let _ = element.set_attribute(SHOWN, &shown);
    });
    field
}
