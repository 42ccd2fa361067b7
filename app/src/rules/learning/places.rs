//! Where the lists of the page go on, as its address says.

use crate::show::RuleQuery;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// The lists of the page, each with its words in the address: its place, and the part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What is released for good.
    InForce,
    /// What was proposed for the Kundensortiment.
    Proposals,
    /// What is released for good no more.
    Ended,
}

impl List {
    /// The id of the part of the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::InForce => "in-kraft",
            Self::Proposals => "vorschlaege",
            Self::Ended => "beendet",
        }
    }

    /// The name of its place in the address.
    const fn name(self) -> &'static str {
        match self {
            Self::InForce => "gilt",
            Self::Proposals => "vorschlag",
            Self::Ended => "ende",
        }
    }
}

/// From which place on each list is shown; empty for its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Places {
    /// Of what is released for good.
    pub in_force: String,
    /// Of what was proposed.
    pub proposals: String,
    /// Of what has ended.
    pub ended: String,
}

impl Places {
    /// What the address names.
    pub fn of_query(query: &ParamsMap) -> Self {
        let value = |list: List| query.get(list.name()).unwrap_or_default();
        Self { in_force: value(List::InForce), proposals: value(List::Proposals), ended: value(List::Ended) }
    }

    /// The address of the page on which one list goes on from another place, and the others stay.
    pub fn address(&self, list: List, place: &str) -> String {
        let own = [(List::InForce, &self.in_force), (List::Proposals, &self.proposals), (List::Ended, &self.ended)];
        let all = own.map(|(other, kept)| (other.name(), if other == list { place.to_owned() } else { kept.clone() }));
        let query: ParamsMap = all.into_iter().filter(|(_, place)| !place.is_empty()).collect();
        format!("{}{}#{}", RuleQuery::PAGE, query.to_query_string(), list.id())
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn one_list_goes_on_and_the_others_stay() {
        let places = Places { in_force: "a".into(), proposals: "b".into(), ended: String::new() };
        let page = RuleQuery::PAGE;
        assert_eq!(places.address(List::InForce, "c"), format!("{page}?gilt=c&vorschlag=b#in-kraft"));
        assert_eq!(places.address(List::Proposals, ""), format!("{page}?gilt=a#vorschlaege"));
        assert_eq!(places.address(List::Ended, "c"), format!("{page}?gilt=a&vorschlag=b&ende=c#beendet"));
        assert_eq!(Places::default().address(List::InForce, ""), format!("{page}#in-kraft"));
    }

    #[test]
    fn the_address_says_where_each_list_goes_on() {
        let query: ParamsMap = [("gilt", "a"), ("vorschlag", "b"), ("ende", "c")].into_iter().collect();
        assert_eq!(Places::of_query(&query), Places { in_force: "a".into(), proposals: "b".into(), ended: "c".into() });
    }
}
