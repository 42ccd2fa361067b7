//! What only works with a script shows itself only once the script runs.

use leptos::prelude::*;

/// Becomes true in the browser, after the page was hydrated.
pub fn is_hydrated() -> ReadSignal<bool> {
    let (is_hydrated, set_hydrated) = signal(false);
    Effect::new(move |_| set_hydrated.set(true));
    is_hydrated
}
