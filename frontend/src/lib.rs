//! Hydrates the screens in the browser, nothing else.
#![recursion_limit = "512"]

use leptos::{
    mount::hydrate_from_async,
    prelude::{document, window},
};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Called by the page once the module is loaded. Loads the part that the page belongs to, too, before it takes over anything.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    if let Some(body) = document().body() {
        let path = window().location().pathname().unwrap_or_default();
        spawn_local(async move {
            if app::is_loaded(&path).await {
                hydrate_from_async(body, app::App).await.forget();
                app::mark_hydrated();
            }
        });
    }
}
