//! Asking now and then, where nobody is signed in whom the server could tell that something has changed.

use leptos::prelude::*;
use std::time::Duration;

/// How often a page asks.
const PAUSE: Duration = Duration::from_secs(30);

/// Asks every half a minute while the page is seen, and at once when it is seen again, until the page goes.
pub fn now_and_then(ask: impl Fn() + Clone + 'static) {
    Effect::new(move |_| {
        let (by_the_clock, seen_again) = (if_seen(ask.clone()), if_seen(ask.clone()));
        if let Ok(timer) = set_interval_with_handle(by_the_clock, PAUSE) {
            on_cleanup(move || timer.clear());
        }
        let listener = window_event_listener_untyped("visibilitychange", move |_| seen_again());
        on_cleanup(move || listener.remove());
    });
}

/// Asks unless the page is hidden.
fn if_seen(ask: impl Fn() + 'static) -> impl Fn() + 'static {
    move || {
        if !document().hidden() {
            ask();
        }
    }
}
