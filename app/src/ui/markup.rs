//! Text where the renderer would take it for markup.

/// Text that stands in a page as it is, where the renderer does not see to it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_open_or_close_anything() {
        assert_eq!(escaped("</title> & <script>"), "&lt;/title&gt; &amp; &lt;script&gt;");
    }
}
