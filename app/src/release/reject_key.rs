//! The key that rejects, on the page of an order: it opens the rejection of a line and leads to its reason. It decides nothing.

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

/// Listens as long as the page is shown.
pub(super) fn listen_for_rejection() {
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            if event.key() == "a" && is_switched_on() && is_ours(&event) && ask() {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Opens the rejection of the line that has the focus, or else of the first open one. Whether there is one.
fn ask() -> bool {
    let within = |card: Element| card.query_selector(REJECTION).ok().flatten();
    let present = document().active_element().and_then(|active| active.closest(CARD).ok().flatten()).and_then(within);
    let first = || document().query_selector(&format!("{CARD} {REJECTION}")).ok().flatten();
    let Some(rejection) = present.or_else(first) else { return false };
    // An attribute of a fixed name can always be set.
    let _ = rejection.set_attribute("open", "");
    let list = rejection.query_selector("select").ok().flatten().and_then(|list| list.dyn_into::<HtmlElement>().ok());
    list.is_some_and(|list| list.focus().is_ok())
}
