//! What screens need of Leptos, with views of as few types as can be: how a view is built, hydrated and changed stands in the browser's
//! module once for each type of view. A tenth of what a browser loads for a page was of types that only one place had.

pub use leptos::prelude::*;

use leptos::tachys::reactive_graph::SharedReactiveFunction;
use std::sync::{Arc, Mutex};

/// A view, of the one type that all have.
macro_rules! view {
    ($($view:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { $($view)* })
    };
}
pub(crate) use view;

/// A view that changes with what it reads, where it is not part of another ([`view!`] sees to those itself).
pub fn reactive<V>(view: impl FnMut() -> V + Send + 'static) -> SharedReactiveFunction<V> {
    Arc::new(Mutex::new(view))
}
