//! What becomes of a page whose part does not come, because the line is gone or the server has another build by now.

use crate::hydration::is_hydrated;
use leptos::{prelude::*, wasm_split::SplitLoaderError};
use leptos_router::hooks::use_url;

/// The part could not be loaded.
pub(super) struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// The page, or else nothing ever: where the browser was to render a page itself, it asks the server for it.
pub(super) async fn or_leave(page: Result<AnyView, Missing>) -> AnyView {
    if let Ok(page) = page {
        return page;
    }
    if is_hydrated() {
        let url = use_url().get_untracked();
        let query = if url.search().is_empty() { String::new() } else { format!("?{}", url.search()) };
        // Only a malformed address is refused.
        let _ = window().location().set_href(&format!("{}{query}", url.path()));
    }
    std::future::pending().await
}
