//! Hydrates the screens in the browser, nothing else.
#![recursion_limit = "512"]

use leptos::{
    mount::hydrate_from_async,
    prelude::{document, window},
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the module is loaded, and done once the page is alive. Loads the part that the page belongs to, too, before
/// it takes over anything.
#[wasm_bindgen]
pub async fn hydrate() {
    // The small build says nothing when it panics (build/site.sh).
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    let path = window().location().pathname().unwrap_or_default();
    if let Some(body) = document().body()
        && app::is_loaded(&path).await
    {
        app::pause().await;
        hydrate_from_async(body, app::App).await.forget();
        app::mark_hydrated();
    }
}
