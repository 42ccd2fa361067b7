//! The keys on the page of an order: one leads to the button that releases, one opens the rejection of a line and leads to its
//! reason. Neither decides anything.

use super::keys::{is_ours, is_switched_on};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// The card of a line.
const CARD: &str = ".decision";
/// The form in it that rejects, which may be closed.
const REJECTION: &str = ".decision-reject";
/// The one big action beside the cards; the link that stands there once nothing is to be decided.
const ACTION: &str = ".summary-bar .button";

/// Listens as long as the page is shown.
pub(super) fn listen_for_keys() {
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            if is_switched_on() && is_ours(&event) && press(&event.key()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Does what the key stands for. Whether it did anything.
fn press(key: &str) -> bool {
    match key {
        "f" => find(ACTION).is_some_and(focus),
        "a" => reject(),
        _ => false,
    }
}

/// Opens the rejection of the line that has the focus, or else of the first open one. Whether there is one.
fn reject() -> bool {
    let within = |card: Element| card.query_selector(REJECTION).ok().flatten();
    let present = document().active_element().and_then(|active| active.closest(CARD).ok().flatten()).and_then(within);
    let Some(rejection) = present.or_else(|| find(&format!("{CARD} {REJECTION}"))) else { return false };
    // An attribute of a fixed name can always be set.
    let _ = rejection.set_attribute("open", "");
    rejection.query_selector("select").ok().flatten().is_some_and(focus)
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Whether it can have the focus.
fn focus(element: Element) -> bool {
    element.dyn_into::<HtmlElement>().is_ok_and(|element| element.focus().is_ok())
}
