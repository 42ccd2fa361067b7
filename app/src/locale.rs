//! The language of the page. It cannot change while a page stands: switching it loads the page anew.

use domain::Language;
use leptos::prelude::*;

/// Makes the language of this page known to all components.
///
/// The server takes it from the request; the browser reads it off the `<html>` element, so that both render the same.
pub fn provide_language() -> Language {
    let language = page_language();
    provide_context(language);
    language
}

/// The language of this page.
pub fn language() -> Language {
    use_context::<Language>().unwrap_or(Language::German)
}

#[cfg(feature = "ssr")]
fn page_language() -> Language {
    crate::ssr::request_language()
}

#[cfg(not(feature = "ssr"))]
fn page_language() -> Language {
    let page = document().document_element().and_then(|html| html.get_attribute("lang"));
    page.and_then(|word| word.parse().ok()).unwrap_or(Language::German)
}
