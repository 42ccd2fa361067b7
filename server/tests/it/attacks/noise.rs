//! Every function gets fields that are missing, doubled, too long, of the wrong kind, or full of what Unicode has to offer.

use crate::{
    access::calls::CALLS,
    support::{
        TestApp,
        desk::{APPROVER, FREE, SUPPLIER},
    },
};
use reqwest::{Method, header::ACCEPT};
use std::net::Ipv4Addr;
use testbed::{Engine, both_engines, torture::times};

both_engines!(noise_is_refused_and_nothing_breaks,);

/// Values at the ends of what is possible.
const VALUES: [&str; 24] = [
    "",
    " ",
    "\0",
    "\r\nBcc: alle@evil.example",
    "\u{202e}etlefeb\u{feff}",
    "👩‍👩‍👧‍👦",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "'; drop table orders; --",
    "<script>alert(1)</script>",
    "-1",
    "0",
    "1",
    "4294967296",
    "9223372036854775808",
    "-9223372036854775809",
    "1e309",
    "NaN",
    "true",
    "null",
    "[]",
    "../../../etc/passwd",
    "%00%ff",
    "01900000-0000-7000-8000-000000000000",
    "released",
];

/// A die that falls the same way each time.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }

    fn value(&mut self, usual: &str) -> String {
        match self.roll(8) {
            0 => "x".repeat(self.roll(20_000)),
            1 => "ä\u{1f4a5}".repeat(self.roll(300)),
            2 | 3 => usual.to_owned(),
            _ => VALUES[self.roll(VALUES.len())].to_owned(),
        }
    }

    /// The fields of a call, each perhaps missing, doubled or renamed.
    fn fields(&mut self, usual: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for (name, value) in usual {
            for _ in 0..[0, 1, 1, 1, 1, 2][self.roll(6)] {
                let name = if self.roll(20) == 0 { name.replace('[', "") } else { (*name).to_owned() };
                fields.push((name, self.value(value)));
            }
        }
        fields
    }
}

async fn noise_is_refused_and_nothing_breaks(engine: Engine) {
    // Behind a proxy that says who asks, so that nobody is slowed down for asking too often.
    let app = TestApp::with_demo_and(engine, |options| options.trusted_proxies = Some("1".into())).await;
    let mut address = 0_u32;
    let mut dice = Dice(0x5eed);
    for (path, _, usual) in CALLS {
        for user_name in [FREE, APPROVER, SUPPLIER] {
            // A session each time, since some functions end it.
            for _ in 0..times(3, 300) {
                let browser = app.browser_in(&app.open_session(user_name).await);
                let fields = dice.fields(usual);
                let pairs: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                address += 1;
                let request =
                    browser.request(Method::POST, path).header("sec-fetch-site", "same-origin").header(ACCEPT, "application/json");
                let request = request.header("x-forwarded-for", Ipv4Addr::from_bits(0x0a00_0000 + address).to_string());
                let page = browser.send(request.form(&pairs)).await;
                assert!(page.status < 500 && page.status != 429, "{user_name} {path} {fields:?}: {} {}", page.status, page.body);
            }
        }
    }
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
}
