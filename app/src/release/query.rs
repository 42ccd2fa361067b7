//! What the address of the queue asks for. All of it stands in the address, so that going back works.

use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// The part of the queue that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueQuery {
    /// The words to look for.
    pub search: String,
    /// For whom the reader would decide: [`OWN`], [`SUBSTITUTE`], or empty for both.
    pub standing: String,
    /// The id of who ordered; empty for all.
    pub orderer: String,
    /// The word of the reason for the release; empty for all.
    pub reason: String,
    /// The place after which the queue goes on; empty for its beginning.
    pub after: String,
}

/// What the reader is in charge of.
pub const OWN: &str = "eigene";
/// What the reader decides in somebody else's place.
pub const SUBSTITUTE: &str = "vertretung";

/// The names of the filters in the address.
pub const STANDING: &str = "fuer";
pub const ORDERER: &str = "besteller";
pub const REASON: &str = "grund";

impl QueueQuery {
    /// What the address says.
    pub fn of(params: &ParamsMap) -> Self {
        let value = |name| params.get(name).unwrap_or_default();
        Self {
            search: value("suche").trim().to_owned(),
            standing: value(STANDING),
            orderer: value(ORDERER),
            reason: value(REASON),
            after: value("ab"),
        }
    }

    /// The address that asks for this.
    pub fn url(&self) -> String {
        let mut params = ParamsMap::new();
        let all =
            [("suche", &self.search), (STANDING, &self.standing), (ORDERER, &self.orderer), (REASON, &self.reason), ("ab", &self.after)];
        for (name, value) in all.into_iter().filter(|(_, value)| !value.is_empty()) {
            params.insert(name, value.clone());
        }
        format!("/freigaben{}", params.to_query_string())
    }

    /// The same part from after this place on.
    pub fn after(&self, place: &str) -> Self {
        Self { after: place.to_owned(), ..self.clone() }
    }

    /// The same part from its beginning.
    pub fn first_page(&self) -> Self {
        self.after("")
    }

    /// Whether anything narrows the queue.
    pub fn is_narrowed(&self) -> bool {
        [&self.search, &self.standing, &self.orderer, &self.reason].into_iter().any(|asked| !asked.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_all_that_is_asked_for() {
        let asked =
            QueueQuery { search: "stuhl & tisch".into(), reason: "every_order".into(), after: "1_2_3".into(), ..QueueQuery::default() };
        let url = asked.url();
        let mut params = ParamsMap::new();
        for (name, value) in [("suche", "stuhl & tisch"), ("grund", "every_order"), ("ab", "1_2_3")] {
            params.insert(name, value.to_owned());
        }
        assert_eq!(QueueQuery::of(&params), asked);
        assert!(url.starts_with("/freigaben?") && url.contains("grund=every%5Forder") && !url.contains("fuer="), "{url}");
        assert!(asked.is_narrowed() && !QueueQuery { after: "1".into(), ..QueueQuery::default() }.is_narrowed());
    }
}
