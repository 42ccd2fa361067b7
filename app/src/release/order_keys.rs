//! The keys on the page of an order: two lead from one open line to the next, one to the button that releases, and one opens the
//! rejection of a line and leads to its reason. None decides anything.

use super::keys::{KeyHint, listen};
use crate::{locale::language, prelude::*, text, ui::elements};
use leptos::{
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// The card of a line.
const CARD: &str = ".decision";
/// The link to its article, by whose name the line is known.
const NAME: &str = ".decision-head a";
/// The form in it that rejects, which may be closed. Where there is none, nothing is left to decide.
const REJECTION: &str = ".decision-reject";
/// The one big action beside the cards; the link that stands there once nothing is to be decided.
const ACTION: &str = ".summary-bar .button";

/// The keys of the page, as long as it is shown.
#[component]
pub fn OrderKeys() -> impl IntoView {
    let l = language();
    let dialog = NodeRef::new();
    listen(dialog, press);
    let keys = vec![
        ("j", text::release::order_keys_next(l)),
        ("k", text::release::order_keys_previous(l)),
        ("f", text::release::order_keys_release(l)),
        ("a", text::release::order_keys_reject(l)),
    ];
    view! { <KeyHint dialog keys/> }
}

/// Does what the key stands for. Whether it did anything.
fn press(key: &str) -> bool {
    match key {
        "j" => step(true),
        "k" => step(false),
        "f" => find(ACTION).is_some_and(focus),
        "a" => reject(),
        _ => false,
    }
}

/// Leads to the next line that is to be decided, or to the one before; to the first one where no line has the focus. Whether there is
/// one.
fn step(is_onward: bool) -> bool {
    let cards: Vec<_> = elements(document().query_selector_all(CARD)).collect();
    let is_open = |card: &&Element| matches!(card.query_selector(REJECTION), Ok(Some(_)));
    let present = present_card().and_then(|present| cards.iter().position(|card| *card == present));
    let next = match present {
        None => cards.iter().find(is_open),
        Some(at) if is_onward => cards.iter().skip(at + 1).find(is_open),
        Some(at) => cards.iter().take(at).rev().find(is_open),
    };
    next.and_then(|card| card.query_selector(NAME).ok().flatten()).is_some_and(focus)
}

/// Opens the rejection of the line that has the focus, or else of the first open one. Whether there is one.
fn reject() -> bool {
    let within = |card: Element| card.query_selector(REJECTION).ok().flatten();
    let Some(rejection) = present_card().and_then(within).or_else(|| find(&format!("{CARD} {REJECTION}"))) else { return false };
    // An attribute of a fixed name can always be set.
    let _ = rejection.set_attribute("open", "");
    rejection.query_selector("select").ok().flatten().is_some_and(focus)
}

/// The card in which something has the focus.
fn present_card() -> Option<Element> {
    document().active_element()?.closest(CARD).ok().flatten()
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Whether it can have the focus.
fn focus(element: Element) -> bool {
    element.dyn_into::<HtmlElement>().is_ok_and(|element| element.focus().is_ok())
}
