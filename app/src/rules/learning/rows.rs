//! What the page shows: what is released for good, what was proposed, and about what a rule can be made.

use super::places::Places;
use crate::{show::RuleQuery, time::When, ui::Page};
use domain::Rappen;
use serde::{Deserialize, Serialize};

/// Rows of a list on one page.
#[cfg(feature = "ssr")]
const PAGE: u32 = 25;

/// What was learned from releases so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learning {
    /// The standing releases in force, the newest first.
    pub in_force: Page<StandingRow>,
    /// What was proposed for the Kundensortiment, the newest first.
    pub proposals: Page<Proposal>,
    /// The standing releases that have ended, the latest first.
    pub ended: Page<StandingRow>,
    /// Where these go on.
    pub places: Places,
    /// Whose orders are reviewed: ids with names.
    pub reviewed: Vec<(String, String)>,
    /// Whether the portal proposes rules.
    pub is_on: bool,
    /// Whether two people release each order, so that nothing is released for good.
    pub rests: bool,
    /// About what a rule is asked for.
    pub about: RuleQuery,
    /// That article, if there is one.
    pub article: Option<Learnable>,
}

/// A standing release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingRow {
    /// Its id.
    pub id: String,
    /// The article's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Whose orders; everybody's without it.
    pub orderer: Option<String>,
    /// The most that a line may cost, net.
    pub up_to: Rappen,
    /// Who has set it.
    pub by: String,
    /// When.
    pub at: When,
    /// How it ended, if it did.
    pub end: Option<End>,
}

/// How a standing release ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Who has ended it, if that is known.
    pub by: Option<String>,
    /// When.
    pub at: When,
}

/// What was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its id.
    pub id: String,
    /// The article's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Who has proposed it.
    pub by: String,
    /// When.
    pub at: When,
    /// Whether the supplier took it into the Kundensortiment; none while there is no answer.
    pub is_accepted: Option<bool>,
}

/// An article about which a rule is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learnable {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
    /// Whether it is in the Kundensortiment.
    pub is_in_assortment: bool,
    /// Whether it was proposed for it.
    pub is_proposed: bool,
}

#[cfg(feature = "ssr")]
pub(super) use server::{asked, learning};

#[cfg(feature = "ssr")]
mod server {
    use super::{End, Learnable, Learning, PAGE, Page, Places, Proposal, RuleQuery, StandingRow};
    use crate::ssr::{stamp, store, when};
    use domain::CustomerRule;
    use store::{Approver, EndedPlace, EndedReleaseRow, LearnableArticle, ProposalRow, ProposalState, StandingReleaseRow, StoreError};

    /// The whole page.
    pub async fn learning(approver: &Approver, about: RuleQuery, places: Places) -> Result<Learning, StoreError> {
        let rules = store().rules_in_force(approver).await?;
        let reviewed = store().reviewed_orderers(approver).await?;
        Ok(Learning {
            in_force: in_force(approver, &places.in_force).await?,
            proposals: proposals(approver, &places.proposals).await?,
            ended: ended(approver, &places.ended).await?,
            reviewed: reviewed.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
            is_on: rules.contains(&CustomerRule::ProposesRules),
            rests: rules.contains(&CustomerRule::NeedsFourEyes),
            article: asked(approver, &about.article).await?.map(Learnable::from),
            places,
            about,
        })
    }

    /// The article that an address names; one that does not exist is none.
    pub async fn asked(approver: &Approver, number: &str) -> Result<Option<LearnableArticle>, StoreError> {
        match number.trim() {
            "" => Ok(None),
            number => match store().learnable_article(approver, number).await {
                Ok(article) => Ok(Some(article)),
                Err(StoreError::NotFound) => Ok(None),
                Err(error) => Err(error),
            },
        }
    }

    async fn in_force(approver: &Approver, before: &str) -> Result<Page<StandingRow>, StoreError> {
        let before = before.parse().ok();
        let rows = store().standing_releases(approver, before, PAGE + 1).await?;
        Ok(Page::of(rows, PAGE, before.is_some(), |row| row.id.to_string()))
    }

    async fn proposals(approver: &Approver, before: &str) -> Result<Page<Proposal>, StoreError> {
        let before = before.parse().ok();
        let rows = store().proposals(approver, before, PAGE + 1).await?;
        Ok(Page::of(rows, PAGE, before.is_some(), |row| row.id.to_string()))
    }

    async fn ended(approver: &Approver, after: &str) -> Result<Page<StandingRow>, StoreError> {
        let after = read_place(after);
        let rows = store().ended_standing_releases(approver, after, PAGE + 1).await?;
        Ok(Page::of(rows, PAGE, after.is_some(), |row| place(row.place())))
    }

    /// A place among what has ended, as it stands in an address.
    fn place(place: EndedPlace) -> String {
        format!("{}_{}", place.ended_at.micros(), place.id)
    }

    fn read_place(text: &str) -> Option<EndedPlace> {
        let (ended_at, id) = text.split_once('_')?;
        Some(EndedPlace { ended_at: stamp(ended_at)?, id: id.parse().ok()? })
    }

    impl From<EndedReleaseRow> for StandingRow {
        fn from(row: EndedReleaseRow) -> Self {
            let end = Some(End { by: row.ended_by, at: when(row.ended_at) });
            Self { end, ..row.release.into() }
        }
    }

    impl From<StandingReleaseRow> for StandingRow {
        fn from(row: StandingReleaseRow) -> Self {
            Self {
                id: row.id.to_string(),
                number: row.article_number,
                name: row.article_name,
                orderer: row.orderer_name,
                up_to: row.up_to,
                by: row.set_by,
                at: when(row.set_at),
                end: None,
            }
        }
    }

    impl From<ProposalRow> for Proposal {
        fn from(row: ProposalRow) -> Self {
            let is_accepted = match row.state {
                ProposalState::Open | ProposalState::Withdrawn => None,
                ProposalState::Accepted => Some(true),
                ProposalState::Declined => Some(false),
            };
            let (id, number, name) = (row.id.to_string(), row.article_number, row.article_name);
            Self { id, number, name, by: row.proposed_by, at: when(row.proposed_at), is_accepted }
        }
    }

    impl From<LearnableArticle> for Learnable {
        fn from(article: LearnableArticle) -> Self {
            let LearnableArticle { number, name, unit, price, is_in_assortment, is_proposed, .. } = article;
            Self { number, name, unit, price, is_in_assortment, is_proposed }
        }
    }
}
