//! What was done before a page was shown.

use super::Notice;
use crate::prelude::*;
use leptos_router::hooks::use_query_map;

/// Says what the last form did, by the word that it left in the address.
#[component]
pub fn Done(
    /// The words with what they mean.
    texts: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let query = use_query_map();
    let text = move || {
        let word = query.read().get("meldung")?;
        texts.iter().find(|(known, _)| *known == word).map(|(_, text)| *text)
    };
    reactive(move || text().map(|text| view! { <Notice tone="released" text/> }))
}
