//! The queue by keyboard.

use super::{
    bulk::BY_KEY,
    page::REJECTING,
    picks::{Picks, summary_of},
};
use crate::{locale::language, text, ui::is_hydrated};
use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, KeyboardEvent},
};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Where keys have a meaning of their own. A box takes none of ours, so one may go on from there.
const TAKES_KEYS: &str = "input:not([type='checkbox']), textarea, select, [contenteditable], dialog";

/// The hint, and the list of the keys that it opens; both need a script.
#[component]
pub fn Keys(picks: Picks) -> impl IntoView {
    let l = language();
    let dialog = NodeRef::<html::Dialog>::new();
    let is_hydrated = is_hydrated();
    let is_on = RwSignal::new(true);
    Effect::new(move |_| is_on.set(is_switched_on()));
    listen(picks, dialog);
    view! {
        <button
            type="button"
            class="button keys-hint"
            data-kind="quiet"
            data-size="small"
            aria-haspopup="dialog"
            hidden=move || !is_hydrated.get()
            on:click=move |_| {
                open(dialog);
            }
        >
            {text::release::keys_hint(l)}
            " "
            {move || if is_on.get() { view! { <kbd>"?"</kbd> }.into_any() } else { text::release::keys_off(l).into_any() }}
        </button>
        <dialog class="dialog" aria-labelledby="keys-title" node_ref=dialog>
            <h2 id="keys-title">{text::release::keys_title(l)}</h2>
            <KeyList/>
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
fn KeyList() -> impl IntoView {
    let l = language();
    let key = |key: &'static str, meaning: &'static str| view! { <div><dt><kbd>{key}</kbd></dt><dd>{meaning}</dd></div> };
    view! {
        <dl class="keys">
            {key("j", text::release::keys_next(l))}
            {key("k", text::release::keys_previous(l))}
            {key("x", text::release::keys_pick(l))}
            {key(text::release::keys_enter(l), text::release::keys_open(l))}
            {key("f", text::release::keys_release(l))}
            {key("a", text::release::keys_reject(l))}
            {key("?", text::release::keys_help(l))}
        </dl>
    }
}

/// Listens as long as the queue is shown.
fn listen(picks: Picks, dialog: NodeRef<html::Dialog>) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let lead = move |address: &str| navigate(address, NavigateOptions::default());
        let listener = window_event_listener(ev::keydown, move |event| {
            if is_switched_on() && is_ours(&event) && !is_open(dialog) && press(&event.key(), picks, dialog, &lead) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Whether the key is meant for the page as a whole, and not for the browser or for what is being typed.
pub(super) fn is_ours(event: &KeyboardEvent) -> bool {
    let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_typed = target.is_some_and(|target| matches!(target.closest(TAKES_KEYS), Ok(Some(_))));
    // A key that is held down moves on, but does nothing else over and over.
    let is_held = event.repeat() && !matches!(event.key().as_str(), "j" | "k");
    !has_modifier && !is_typed && !is_held && !event.default_prevented()
}

/// Does what the key stands for. Whether it did anything.
fn press(key: &str, picks: Picks, dialog: NodeRef<html::Dialog>, lead: &impl Fn(&str)) -> bool {
    match key {
        "j" => picks.step(1),
        "k" => picks.step(-1),
        "x" => picks.toggle(),
        "f" => sum_up(picks, lead),
        "a" => reject(picks, lead),
        "?" => open(dialog),
        _ => false,
    }
}

/// Leads to what sums up the orders, where the button that releases them has the focus. It decides nothing.
fn sum_up(picks: Picks, lead: &impl Fn(&str)) -> bool {
    let wanted = picks.wanted();
    if !wanted.is_empty() {
        lead(&format!("{}&{BY_KEY}=1", summary_of(&wanted)));
    }
    !wanted.is_empty()
}

/// Leads to the order that has the focus, where the reason is asked for. It decides nothing.
fn reject(picks: Picks, lead: &impl Fn(&str)) -> bool {
    let order = picks.focused_order();
    if let Some(order) = order {
        lead(&format!("/freigaben/{order}?{REJECTING}=1"));
    }
    order.is_some()
}

/// Where the browser remembers that somebody wants no keys: it is this browser's keyboard, or the voice that types for it, whoever
/// is signed in.
const SWITCH: &str = "freigabe-tasten";
const OFF: &str = "aus";

/// Whether keys mean anything here. Who dictates, or easily touches a key, can switch them off (WCAG 2.2, success criterion 2.1.4).
pub(super) fn is_switched_on() -> bool {
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
