//! How the browser's module comes onto a page that is there already.

#[cfg(feature = "ssr")]
use crate::prelude::*;
#[cfg(feature = "ssr")]
use leptos::nonce::use_nonce;

/// Set on the document once scripts run.
#[cfg(feature = "hydrate")]
const HYDRATED: &str = "data-hydrated";

/// Tells the style sheet, and whoever watches the page, that scripts run from here on.
#[cfg(feature = "hydrate")]
pub fn mark_hydrated() {
    if let Some(html) = leptos::prelude::document().document_element() {
        // A document refuses attributes only with malformed names.
        let _ = html.set_attribute(HYDRATED, "");
    }
}

/// Lets the browser answer whoever scrolls or types, while a page that it has loaded comes alive: in one go a slow phone would stand still.
/// A page that is made later, in the browser, makes no pauses.
#[cfg(feature = "hydrate")]
pub async fn pause() {
    if is_hydrated() {
        return;
    }
    let (rest, rested) = futures::channel::oneshot::channel();
    leptos::prelude::set_timeout(
        move || {
            // Whoever rests waits for it.
            let _ = rest.send(());
        },
        std::time::Duration::ZERO,
    );
    let _ = rested.await;
}

/// Whether scripts run already, or the page is still as the server has sent it.
#[cfg(feature = "hydrate")]
pub fn is_hydrated() -> bool {
    leptos::prelude::document().document_element().is_some_and(|html| html.has_attribute(HYDRATED))
}

/// Whether the page that is being made is one that the server renders, or has rendered.
#[cfg(feature = "ssr")]
pub const fn is_page_of_server() -> bool {
    true
}

/// Whether the page that is being made is one that the server has rendered.
#[cfg(not(feature = "ssr"))]
pub fn is_page_of_server() -> bool {
    leptos::prelude::Owner::current_shared_context().is_some_and(|shared| shared.during_hydration())
}

/// Loads the module from this folder once the page is painted and the browser has nothing better to do. Everything works before
/// that, so the module must not take the line away from what is seen; that is why it is not announced in the head of the page, as
/// Leptos' own scripts would. Fields that were filled in meanwhile tell the module of it once it listens; those without a name are nothing
/// without scripts, and have nothing to tell.
#[cfg(feature = "ssr")]
#[component]
pub fn Hydration(package: String) -> impl IntoView {
    let script = format!(
        r#"const chosenFirst = ({{ options }}) => [...options].find((option) => option.defaultSelected) ?? options[0];
const isTicked = ({{ type }}) => type === "checkbox" || type === "radio";
const isFilledIn = (field) => field.options
  ? field.options[field.selectedIndex] !== chosenFirst(field)
  : isTicked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
const filledIn = new Set([...document.querySelectorAll("input[name], select[name], textarea[name]")].filter(isFilledIn));
const note = ({{ target }}) => target.name && filledIn.add(target);
addEventListener("input", note);
const tell = () => {{
  removeEventListener("input", note);
  const holds = (field) => field.type !== "radio" || field.checked;
  for (const field of [...filledIn].filter(holds)) for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, {{ bubbles: true }}));
}};
const start = () => {{
  const wasm = fetch("/{package}/freigabe.wasm");
  import("/{package}/freigabe.js").then((module) => module.default({{ module_or_path: wasm }}).then(() => module.hydrate()).then(tell));
}};
const whenIdle = () => ("requestIdleCallback" in window ? requestIdleCallback(start, {{ timeout: 2000 }}) : start());
document.readyState === "complete" ? whenIdle() : addEventListener("load", whenIdle);"#
    );
    view! { <script type="module" nonce=use_nonce() inner_html=script></script> }
}
