//! How the browser's module comes onto a page that is there already.

use leptos::{nonce::use_nonce, prelude::*};

/// Loads the module from this folder once the page is painted and the browser has nothing better to do. Everything works before
/// that, so the module must not take the line away from what is seen; that is why it is not announced in the head of the page, as
/// Leptos' own scripts would.
#[component]
pub fn Hydration(package: String) -> impl IntoView {
    let script = format!(
        r#"const start = () => {{
  const wasm = fetch("/{package}/freigabe.wasm");
  import("/{package}/freigabe.js").then((module) => module.default({{ module_or_path: wasm }}).then(() => module.hydrate()));
}};
const whenIdle = () => ("requestIdleCallback" in window ? requestIdleCallback(start, {{ timeout: 2000 }}) : start());
document.readyState === "complete" ? whenIdle() : addEventListener("load", whenIdle);"#
    );
    view! { <script type="module" nonce=use_nonce() inner_html=script></script> }
}
