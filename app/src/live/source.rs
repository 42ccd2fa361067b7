//! Listening in the browser: an event source while the page is seen, and asking now and then where there is none.

use super::Live;
use crate::access::LIVE;
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::{Event, EventSource},
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

/// How often a page asks that cannot listen, and up to how much longer it waits, so that not all ask at once.
const POLL_MS: u64 = 30_000;
const SPREAD_MS: u64 = 30_000;
/// What may have changed between seeing a page again and hearing of it, with time to spare.
const A_MOMENT_MS: u64 = 5_000;

thread_local! {
    static IS_LISTENING: Cell<bool> = const { Cell::new(false) };
    /// What is listened to; none while the page is hidden.
    static SOURCE: RefCell<Option<Source>> = const { RefCell::new(None) };
    /// When to ask next, where one cannot listen.
    static TIMER: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
}

/// An open event source with what it calls. Closed when it is dropped.
struct Source {
    events: EventSource,
    _called: [Closure<dyn FnMut(Event)>; 3],
}

impl Drop for Source {
    fn drop(&mut self) {
        self.events.close();
    }
}

/// Listens while the page is seen; once is enough.
pub(super) fn listen(live: Live) {
    if IS_LISTENING.replace(true) {
        // Whoever was signed out is signed in again, perhaps in another window.
        if live.has_ended.get_value() {
            live.has_ended.set_value(false);
            open(live, A_MOMENT_MS);
            live.hear();
        }
        return;
    }
    open(live, milliseconds());
    // Pages are hidden and seen as long as the browser shows them at all.
    window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            SOURCE.take();
        } else {
            open(live, A_MOMENT_MS);
            live.hear();
        }
    });
}

/// Opens the source; `age` is for how long, in milliseconds, something may have changed that the page does not show.
fn open(live: Live, age: u64) {
    TIMER.take().inspect(TimeoutHandle::clear);
    if live.has_ended.get_value() || document().hidden() {
        return;
    }
    let Ok(events) = EventSource::new(&format!("{}?alter={age}", LIVE.0)) else { return poll(live) };
    let was_lost = Rc::new(Cell::new(false));
    let heard = Closure::new(move |_: Event| live.hear());
    let (opened, lost) = (opened(live, Rc::clone(&was_lost)), lost(live, was_lost, events.clone()));
    events.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    events.set_onopen(Some(opened.as_ref().unchecked_ref()));
    events.set_onerror(Some(lost.as_ref().unchecked_ref()));
    SOURCE.replace(Some(Source { events, _called: [heard, opened, lost] }));
}

/// What changed while the line was lost nobody has told.
fn opened(live: Live, was_lost: Rc<Cell<bool>>) -> Closure<dyn FnMut(Event)> {
    Closure::new(move |_: Event| {
        if was_lost.take() {
            live.hear();
        }
    })
}

/// The browser comes back by itself, but not to where it was sent away.
fn lost(live: Live, was_lost: Rc<Cell<bool>>, events: EventSource) -> Closure<dyn FnMut(Event)> {
    Closure::new(move |_: Event| {
        was_lost.set(true);
        if events.ready_state() == EventSource::CLOSED {
            poll(live);
        }
    })
}

/// Asks after a while, and tries to listen again.
fn poll(live: Live) {
    let after = POLL_MS + milliseconds() % SPREAD_MS;
    let again = move || {
        if !live.has_ended.get_value() && !document().hidden() {
            open(live, A_MOMENT_MS);
            live.hear();
        }
    };
    TIMER.set(set_timeout_with_handle(again, Duration::from_millis(after)).ok());
}

/// For how long the page has been there.
fn milliseconds() -> u64 {
    let now = window().performance().map(|performance| performance.now()).unwrap_or_default();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page does not stand for ages")]
    let now = now as u64;
    now
}
