//! Paging by keyset: forward, and back to the beginning.

use super::Icon;
use crate::{locale::language, prelude::*, text};

/// A way to another page: its address and the words for it.
pub type PageLink = (String, &'static str);

/// Back to the beginning and on to the next page; nothing where there is only one page.
#[component]
pub fn Pager(
    first: Option<PageLink>,
    next: Option<PageLink>,
    /// Which list it is, where there are several.
    #[prop(optional)]
    of: Option<&'static str>,
) -> impl IntoView {
    let pages = text::common::pages(language());
    let label = of.map_or_else(|| pages.to_owned(), |of| format!("{pages}: {of}"));
    let has_pages = first.is_some() || next.is_some();
    let first =
        first.map(|(href, label)| view! { <a class="button" data-kind="secondary" href=href><Icon name="chevron-left"/>{label}</a> });
    let next = next.map(|(href, label)| {
        view! { <a class="button" data-kind="secondary" rel="next" href=href>{label}<Icon name="chevron-right"/></a> }
    });
    has_pages.then(|| view! { <nav class="pager" aria-label=label>{first} {next}</nav> })
}
