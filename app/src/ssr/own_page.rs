//! Where signing in leads.

/// The page to go to after signing in: only ever one of our own.
#[must_use]
pub fn own_page(next: &str) -> String {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let is_plain = next.starts_with('/') && !next.contains(['\\', '\r', '\n']) && http::HeaderValue::from_str(next).is_ok();
    let is_page = is_plain && crate::access::of_page(path).is_some_and(|_| !path.starts_with("/anmelden"));
    if is_page { next.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod fuzz {
    use super::own_page;

    #[test]
    fn whatever_is_asked_for_signing_in_leads_to_a_page_of_ours() {
        bolero::check!().with_type::<(String, u8)>().for_each(|(text, start)| {
            let start = ["", "/", "//", "/shop", "/shop/artikel/", "/freigaben/", "/\\", "/konto?"][usize::from(*start) % 8];
            let page = own_page(&format!("{start}{text}"));
            assert!(page.starts_with('/') && !page.starts_with("//") && !page.contains(['\\', '\r', '\n']), "{page:?}");
        });
    }
}

#[cfg(test)]
mod tests {
    use super::own_page;

    #[test]
    fn signing_in_leads_only_to_own_pages() {
        assert_eq!(own_page("/freigaben/0190?x=1#line-2"), "/freigaben/0190?x=1#line-2");
        for foreign in [
            "//evil.example",
            "https://evil.example/shop",
            "/\\evil.example",
            "/shop\r\nX: y",
            "",
            "/anmelden",
            "/api/sign_out",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_page(foreign), "/", "{foreign}");
        }
    }
}
