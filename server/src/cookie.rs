//! Cookies that the browser sent.

use axum::http::{HeaderMap, header::COOKIE};

/// The value of a cookie; of several with the same name the first, which is the one with the longest path.
pub fn value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let pairs = headers.get_all(COOKIE).into_iter().filter_map(|header| header.to_str().ok()).flat_map(|header| header.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let headers = HeaderMap::from_iter([(COOKIE, "xsitzung=1; sitzung=2; sprache=de".parse().expect("a header"))]);
        assert_eq!(value(&headers, "sitzung"), Some("2"));
        assert_eq!(value(&headers, "sprache"), Some("de"));
        assert_eq!(value(&headers, "entwurf"), None);
    }
}
