//! Markup that the renderer passes on as it is, and text where it would take it for markup.

use leptos::{prelude::IntoView, tachys::html::InertElement};

/// One element, written out: what is not constant in it must be [`escaped`]. The browser takes over what the server has sent without
/// looking at it, where it would set most attributes of an element of `view!` once more: what stands on a page many times and never
/// changes is worth it.
pub fn inert(html: String) -> impl IntoView + use<> {
    InertElement::new(html)
}

/// Text that stands in a page or in an attribute as it is, where the renderer does not see to it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_open_or_close_anything() {
        assert_eq!(escaped(r#"</title> & <script id="a">"#), "&lt;/title&gt; &amp; &lt;script id=&quot;a&quot;&gt;");
    }
}
