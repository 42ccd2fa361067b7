//! Hydrates the screens in the browser, nothing else.
#![recursion_limit = "512"]

use leptos::{mount::hydrate_from_async, prelude::document};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Called by the page once the module is loaded. The part of the module that the page belongs to is loaded meanwhile.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    if let Some(body) = document().body() {
        spawn_local(async {
            hydrate_from_async(body, app::App).await.forget();
            app::mark_hydrated();
        });
    }
}
