//! Addresses of the views on a customer's Kundensortiment.

use domain::CustomerId;
use serde::{Deserialize, Serialize};

/// Which articles are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Words of the article; empty for no search.
    pub search: String,
    /// All articles, or only those in the Kundensortiment.
    pub shows_all: bool,
    /// The article's number after which the page begins; empty for the first page.
    pub after: String,
}

impl View {
    /// The word in the address that shows all articles.
    pub const ALL: &str = "alle";

    /// The same with everything or only the Kundensortiment, from the first page.
    pub fn showing(&self, shows_all: bool) -> Self {
        Self { shows_all, after: String::new(), ..self.clone() }
    }

    /// The page that begins after this article.
    pub fn page_after(&self, number: &str) -> Self {
        Self { after: number.to_owned(), ..self.clone() }
    }

    /// The part of the address behind the question mark; empty for the default view.
    fn query(&self) -> String {
        let shown = if self.shows_all { Self::ALL } else { "" };
        let pairs = [("zeige", shown), ("suche", self.search.as_str()), ("nach", self.after.as_str())];
        joined(&pairs)
    }

    /// The whole address.
    pub fn address(&self, customer: CustomerId) -> String {
        self.address_with(customer, "", "")
    }

    /// The whole address, naming the article that was just removed.
    #[cfg(feature = "ssr")]
    pub fn address_after(&self, customer: CustomerId, removed: Option<&str>) -> String {
        self.address_with(customer, "entfernt", removed.unwrap_or_default())
    }

    /// The whole address, with the customer's proposals from after this one on; with the first ones where it is empty.
    pub fn address_of_proposals(&self, customer: CustomerId, after: &str) -> String {
        format!("{}#proposals", self.address_with(customer, "vorschlag", after))
    }

    fn address_with(&self, customer: CustomerId, name: &str, value: &str) -> String {
        let more = joined(&[(name, value)]);
        let query = [self.query(), more].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
        if query.is_empty() { customer_address(customer) } else { format!("{}?{query}", customer_address(customer)) }
    }
}

/// Names with their values, those without a value left out.
fn joined(pairs: &[(&str, &str)]) -> String {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}

/// The customer's page.
pub fn customer_address(customer: CustomerId) -> String {
    format!("/lieferant/kunden/{customer}")
}

/// Percent-encoded for a query (RFC 3986 §2.3: all but the unreserved characters).
fn escaped(text: &str) -> String {
    let character = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_cannot_break_out_of_its_place_in_the_address() {
        let view = View { search: "Büro & Co=1#x\r\n".into(), shows_all: true, after: String::new() };
        assert_eq!(view.query(), "zeige=alle&suche=B%C3%BCro%20%26%20Co%3D1%23x%0D%0A");
    }

    #[test]
    fn the_proposals_go_on_and_the_articles_stay() {
        let customer = "01900000-0000-7000-8000-000000000000".parse().expect("an id");
        let view = View { search: "stuhl".into(), ..View::default() };
        let page = customer_address(customer);
        assert_eq!(view.address_of_proposals(customer, "a"), format!("{page}?suche=stuhl&vorschlag=a#proposals"));
        assert_eq!(View::default().address_of_proposals(customer, ""), format!("{page}#proposals"));
    }

    #[test]
    fn the_default_view_has_the_shortest_address() {
        assert_eq!(View::default().query(), "");
        assert_eq!(View::default().page_after("10020").query(), "nach=10020");
    }
}
