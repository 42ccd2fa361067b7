//! What the page of standing releases is asked for by its address.

use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// For what a rule is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleQuery {
    /// The article's number; empty for none.
    pub article: String,
    /// Whose orders: an id, or [`RuleQuery::EVERYBODY`]; empty where nothing is said of it.
    pub orderer: String,
    /// Up to how much, in francs.
    pub up_to: String,
}

impl RuleQuery {
    /// Where the page is.
    pub const PAGE: &str = "/konto/freigaberegeln/dauerfreigaben";
    /// Stands for everybody's orders where somebody's are chosen.
    pub const EVERYBODY: &str = "alle";
    /// The part of the page where an article is released for good.
    pub const RELEASING: &str = "neu";
    /// The part of the page where one is proposed for the Kundensortiment.
    pub const PROPOSING: &str = "vorschlagen";

    /// What the address names.
    pub fn of_query(query: &ParamsMap) -> Self {
        let value = |name| query.get(name).unwrap_or_default();
        Self { article: value("artikel"), orderer: value("person"), up_to: value("bis") }
    }

    /// The whole address of a part of the page.
    #[cfg(feature = "ssr")]
    pub fn address(self, part: &str) -> String {
        let query: ParamsMap = [("artikel", self.article), ("person", self.orderer), ("bis", self.up_to)].into_iter().collect();
        format!("{}{}#{part}", Self::PAGE, query.to_query_string())
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::RuleQuery;
    use leptos_router::params::ParamsMap;

    #[test]
    fn an_article_number_cannot_break_out_of_its_place_in_the_address() {
        let asked = RuleQuery { article: "15+01&x=1#".into(), orderer: RuleQuery::EVERYBODY.into(), up_to: "20.00".into() };
        let address = asked.clone().address(RuleQuery::PROPOSING);
        assert_eq!(address, "/konto/freigaberegeln/dauerfreigaben?artikel=15%2B01%26x%3D1%23&person=alle&bis=20%2E00#vorschlagen");
        let query: ParamsMap =
            [("artikel", asked.article.clone()), ("person", asked.orderer.clone()), ("bis", asked.up_to.clone())].into_iter().collect();
        assert_eq!(RuleQuery::of_query(&query), asked);
    }
}
