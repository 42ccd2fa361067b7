//! Keys of a page: the hint, the list that it opens, and the switch.

use crate::{locale::language, prelude::*, text};
use leptos::{
    ev, html,
    wasm_bindgen::JsCast,
    web_sys::{Element, KeyboardEvent},
};

/// A key, and what it does.
pub(super) type Key = (&'static str, &'static str);

/// Where keys have a meaning of their own. A box takes none of ours, so one may go on from there; nor does a dialog that was just closed,
/// in which the focus still is until the browser has drawn the page again.
const TAKES_KEYS: &str = "input:not([type='checkbox']), textarea, select, [contenteditable], dialog[open]";

/// The hint, and the list of the keys that it opens; both need a script.
#[component]
pub fn KeyHint(
    /// What it opens.
    dialog: NodeRef<html::Dialog>,
    /// The keys of the page.
    keys: Vec<Key>,
) -> impl IntoView {
    let l = language();
    let is_on = RwSignal::new(true);
    Effect::new(move |_| is_on.set(is_switched_on()));
    view! {
        <button
            type="button"
            class="button keys-hint scripted"
            data-kind="quiet"
            data-size="small"
            aria-haspopup="dialog"
            on:click=move |_| {
                open(dialog);
            }
        >
            {text::release::keys_hint(l)}
            " "
            {move || if is_on.get() { view! { <kbd>"?"</kbd> } } else { text::release::keys_off(l).into_any() }}
        </button>
        <dialog class="dialog" aria-labelledby="keys-title" node_ref=dialog>
            <h2 id="keys-title">{text::release::keys_title(l)}</h2>
            <KeyList keys/>
            <label class="keys-switch">
                <input
                    type="checkbox"
                    prop:checked=is_on
                    on:change=move |event| {
                        let wanted = event_target_checked(&event);
                        switch(wanted);
                        is_on.set(wanted);
                    }
                />
                {text::release::keys_use(l)}
            </label>
            <p class="help">{text::release::keys_use_help(l)}</p>
            <div class="button-row" data-justify="end">
                <button type="button" class="button" data-kind="secondary" on:click=move |_| close(dialog)>
                    {text::release::keys_close(l)}
                </button>
            </div>
        </dialog>
    }
}

#[component]
fn KeyList(keys: Vec<Key>) -> impl IntoView {
    let all = keys.into_iter().chain([("?", text::release::keys_help(language()))]);
    let row = |(key, meaning): Key| view! { <div><dt><kbd>{key}</kbd></dt><dd>{meaning}</dd></div> };
    view! { <dl class="keys">{all.map(row).collect_view()}</dl> }
}

/// Listens as long as the page is shown: `?` opens the list, and `press` does what any other key stands for, and says whether it did
/// anything.
pub(super) fn listen(dialog: NodeRef<html::Dialog>, press: impl Fn(&str) -> bool + Clone + 'static) {
    Effect::new(move |_| {
        let press = press.clone();
        let does = move |key: &str| if key == "?" { open(dialog) } else { press(key) };
        let listener = window_event_listener(ev::keydown, move |event| {
            if is_switched_on() && is_ours(&event) && !is_open(dialog) && does(&event.key()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Whether the key is meant for the page as a whole, and not for the browser or for what is being typed.
fn is_ours(event: &KeyboardEvent) -> bool {
    let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_typed = target.is_some_and(|target| matches!(target.closest(TAKES_KEYS), Ok(Some(_))));
    // A key that is held down moves on, but does nothing else over and over.
    let is_held = event.repeat() && !matches!(event.key().as_str(), "j" | "k");
    !has_modifier && !is_typed && !is_held && !event.default_prevented()
}

/// Where the browser remembers that somebody wants no keys: it is this browser's keyboard, or the voice that types for it, whoever
/// is signed in.
const SWITCH: &str = "freigabe-tasten";
const OFF: &str = "aus";

/// Whether keys mean anything here. Who dictates, or easily touches a key, can switch them off (WCAG 2.2, success criterion 2.1.4).
fn is_switched_on() -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(SWITCH).ok().flatten()).as_deref() != Some(OFF)
}

fn switch(is_on: bool) {
    let Some(storage) = window().local_storage().ok().flatten() else { return };
    // Where nothing can be kept, the keys stay as they are.
    let _ = if is_on { storage.remove_item(SWITCH) } else { storage.set_item(SWITCH, OFF) };
}

fn is_open(dialog: NodeRef<html::Dialog>) -> bool {
    dialog.try_get_untracked().flatten().is_some_and(|dialog| dialog.open())
}

/// Whether it was closed before.
fn open(dialog: NodeRef<html::Dialog>) -> bool {
    dialog.try_get_untracked().flatten().is_some_and(|dialog| dialog.show_modal().is_ok())
}

fn close(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.try_get_untracked().flatten() {
        dialog.close();
    }
}
