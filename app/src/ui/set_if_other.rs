//! Telling only of what has changed.

use leptos::prelude::{Set, WithUntracked};

/// Sets a signal, and wakes who looks at it, only if it is to be another one.
pub fn set_if_other<S, T>(signal: &S, value: &T)
where
    S: Set<Value = T> + WithUntracked<Value = T>,
    T: PartialEq + Clone,
{
    if signal.with_untracked(|present| present != value) {
        signal.set(value.clone());
    }
}
