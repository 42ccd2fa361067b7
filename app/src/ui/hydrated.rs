//! What only works with a script shows itself only once the script runs.

use super::once_alive;
use leptos::prelude::*;

/// Becomes true in the browser, once the whole page is alive.
pub fn is_hydrated() -> ReadSignal<bool> {
    let (is_hydrated, set_hydrated) = signal(false);
    // Whoever has gone to another page meanwhile needs it no more.
    Effect::new(move |_| {
        once_alive(move || {
            let _ = set_hydrated.try_set(true);
        });
    });
    is_hydrated
}
