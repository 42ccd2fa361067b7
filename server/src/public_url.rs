//! The address under which people reach the portal.

use url::{Host, Url};

/// The origin of the portal: scheme, host and port, nothing behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    host: Host,
    is_https: bool,
}

impl PublicUrl {
    /// Reads an address such as `https://bestellen.example`.
    ///
    /// # Errors
    /// What is wrong with it, for the operator.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = |problem: &str| format!("{text:?} {problem}, such as https://bestellen.example");
        let url = Url::parse(text).map_err(|_| wrong("is not an address"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong("must begin with http:// or https://"));
        }
        let has_more = url.path() != "/" || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty();
        if has_more || url.password().is_some() {
            return Err(wrong("must be a host with an optional port and nothing else"));
        }
        let host = url.host().ok_or_else(|| wrong("has no host"))?.to_owned();
        Ok(Self { origin: url.origin().ascii_serialization(), host, is_https: url.scheme() == "https" })
    }

    /// Without a slash at the end, exactly as browsers write it into `Origin`.
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// Whether the browser reaches the portal encrypted.
    pub const fn is_https(&self) -> bool {
        self.is_https
    }

    /// The part of Message-IDs and of the default sender behind the `@`.
    pub fn mail_host(&self) -> &str {
        match &self.host {
            Host::Domain(name) => name,
            Host::Ipv4(_) | Host::Ipv6(_) => "localhost",
        }
    }

    /// Path and query of an address of this portal; `None` for any other. What begins with two slashes would lead
    /// a browser to another host, so it is none of ours.
    pub fn own_path(&self, address: &str) -> Option<String> {
        let is_own = |url: &Url| url.origin().ascii_serialization() == self.origin && !url.path().starts_with("//");
        let url = Url::parse(address).ok().filter(is_own)?;
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        Some(format!("{}{query}", url.path()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_written_as_browsers_do() {
        let written = ["https://A.example/", "https://a.example:443", "http://127.0.0.1:3000"]
            .map(|text| PublicUrl::parse(text).map(|url| url.origin));
        assert_eq!(written, ["https://a.example", "https://a.example", "http://127.0.0.1:3000"].map(|text| Ok(text.to_owned())));
    }

    #[test]
    fn only_an_origin_is_accepted() {
        for wrong in ["", "a.example", "ftp://a.example", "https://a.example/shop", "https://a.example?x=1", "https://u:p@a.example"] {
            assert!(PublicUrl::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_own_addresses_have_a_path() {
        let url = PublicUrl::parse("https://a.example").expect("the address is right");
        assert_eq!(url.own_path("https://a.example/shop?q=1#x").as_deref(), Some("/shop?q=1"));
        for foreign in [
            "https://b.example/shop",
            "http://a.example/shop",
            "https://a.example.b.example/",
            "/shop",
            "//b.example/",
            "https://a.example//b.example",
        ] {
            assert_eq!(url.own_path(foreign), None, "{foreign}");
        }
    }
}
