//! The language that a request asks for.

use crate::cookie;
use axum::http::{HeaderMap, header::ACCEPT_LANGUAGE};
use domain::Language;

/// The language that was switched to in this browser.
pub fn chosen(headers: &HeaderMap) -> Option<Language> {
    cookie::value(headers, "sprache")?.parse().ok()
}

/// The first of our languages in the browser's own list.
pub fn accepted(headers: &HeaderMap) -> Option<Language> {
    let list = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wished: Vec<_> = list.split(',').filter_map(wish).collect();
    // Stable: among equals the order of the list counts.
    wished.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    wished.first().map(|(language, _)| *language)
}

/// `de-CH;q=0.9`: the language and how much it is wished for (RFC 9110 §12.5.4).
fn wish(item: &str) -> Option<(Language, f32)> {
    let (range, weight) = item.split_once(';').unwrap_or((item, ""));
    let weight = weight.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse().ok())?;
    let language = range.trim().split('-').next()?.to_lowercase().parse().ok()?;
    (weight > 0.0).then_some((language, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wished_of_our_languages_is_taken() {
        let cases = [
            ("de-CH,de;q=0.9,en;q=0.8", Some(Language::German)),
            ("fr-CH, en-GB;q=0.7, de;q=0.9", Some(Language::German)),
            ("fr, EN;q=0.5", Some(Language::English)),
            ("de;q=0, en;q=0.1", Some(Language::English)),
            ("fr,it;q=0.5", None),
            ("*", None),
            ("de;q=x", None),
        ];
        for (list, expected) in cases {
            let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, list.parse().expect("a header"))]);
            assert_eq!(accepted(&headers), expected, "{list}");
        }
    }
}
