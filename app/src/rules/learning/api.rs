//! Server functions of standing releases and of proposals for the Kundensortiment.

use crate::{AppError, show::RuleQuery, time::When};
use domain::Rappen;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Where these functions lead back to.
#[cfg(feature = "ssr")]
const LIST: &str = RuleQuery::PAGE;

/// What was learned from releases so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learning {
    /// The standing releases in force, by the names of the articles.
    pub rows: Vec<StandingRow>,
    /// What was proposed for the Kundensortiment, the newest first.
    pub proposals: Vec<Proposal>,
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

/// A standing release as typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StandingForm {
    /// The article's number.
    pub article: String,
    /// Whose orders: an id, or [`RuleQuery::EVERYBODY`].
    pub orderer: String,
    /// Up to how much, in francs.
    pub up_to: String,
}

/// A proposal as typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProposalForm {
    /// The article's number.
    pub proposed: String,
}

/// Which rule, or which proposal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OneForm {
    /// Its id.
    pub id: String,
}

/// The standing releases and proposals of the caller's customer.
#[server(endpoint = "load_learning")]
pub async fn load_learning(#[server(default)] about: RuleQuery) -> Result<Learning, AppError> {
    use crate::ssr::{answer, approver, store};
    let approver = answer(approver())?;
    let found = answer(store().standing_releases(&approver).await)?;
    let is_on = answer(store().rules_in_force(&approver).await)?.contains(&domain::CustomerRule::ProposesRules);
    let article = answer(conversions::asked(&approver, &about.article).await)?;
    Ok(Learning::of(found, is_on, about, article))
}

/// Releases an article for good, up to an amount.
#[server(endpoint = "set_standing_release")]
pub async fn set_standing_release(form: StandingForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    let release = answer(conversions::checked(&approver, &form).await)?;
    answer(store().set_standing_release(&approver, release).await)?;
    redirect(&format!("{LIST}?meldung=dauerfreigabe"));
    Ok(())
}

/// Releases it for good no more.
#[server(endpoint = "end_standing_release")]
pub async fn end_standing_release(form: OneForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(parse(&form.id))?;
    answer(store().end_standing_release(&approver, id).await)?;
    redirect(&format!("{LIST}?meldung=dauerfreigabe-beendet"));
    Ok(())
}

/// Proposes an article for the Kundensortiment.
#[server(endpoint = "propose_article")]
pub async fn propose_article(form: ProposalForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    let article = answer(conversions::article(&approver, "proposed", &form.proposed).await)?;
    answer(store().propose_for_assortment(&approver, article.id).await)?;
    redirect(&format!("{LIST}?meldung=vorgeschlagen"));
    Ok(())
}

/// Takes a proposal back.
#[server(endpoint = "withdraw_proposal")]
pub async fn withdraw_proposal(form: OneForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(parse(&form.id))?;
    let state = answer(store().withdraw_proposal(&approver, id).await)?;
    let word = if state == store::ProposalState::Withdrawn { "zurueckgezogen" } else { "schon-beantwortet" };
    redirect(&format!("{LIST}?meldung={word}"));
    Ok(())
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{Learnable, Learning, Proposal, StandingForm, StandingRow};
    use crate::{
        AppError, Refusal,
        rules::api::conversions::person,
        show::RuleQuery,
        ssr::{store, when},
    };
    use domain::{ContactId, Problem, Rappen, problem::Check, text};
    use store::{
        Approver, LearnableArticle, ProposalRefusal, ProposalRow, ProposalState, StandingRefusal, StandingRelease, StandingReleaseRow,
        StandingReleases, StoreError,
    };

    /// The article that an address names; one that does not exist is none.
    pub(super) async fn asked(approver: &Approver, number: &str) -> Result<Option<LearnableArticle>, StoreError> {
        match number.trim() {
            "" => Ok(None),
            number => match store().learnable_article(approver, number).await {
                Ok(article) => Ok(Some(article)),
                Err(StoreError::NotFound) => Ok(None),
                Err(error) => Err(error),
            },
        }
    }

    /// The article whose number was typed into this field.
    pub(super) async fn article(approver: &Approver, field: &str, typed: &str) -> Result<LearnableArticle, AppError> {
        let number = text::line(typed).map_err(|problem| AppError::field(field, problem))?;
        asked(approver, &number).await?.ok_or_else(|| AppError::field(field, Problem::NoSuchArticle))
    }

    /// The checked form.
    pub(super) async fn checked(approver: &Approver, form: &StandingForm) -> Result<StandingRelease, AppError> {
        let mut check = Check::default();
        let number = check.field("article", text::line(&form.article));
        let orderer = check.field("orderer", orderer(&form.orderer));
        let up_to = check.field("up_to", amount(&form.up_to));
        let parts = check.finish((|| Some((number?, orderer?, up_to?)))())?;
        let (number, orderer, up_to) = parts;
        let article = article(approver, "article", &number).await?.id;
        Ok(StandingRelease { article, orderer, up_to })
    }

    fn orderer(chosen: &str) -> Result<Option<ContactId>, Problem> {
        if chosen == RuleQuery::EVERYBODY { Ok(None) } else { person(chosen).map(Some) }
    }

    fn amount(typed: &str) -> Result<Rappen, Problem> {
        match Rappen::typed(typed)? {
            None => Err(Problem::Required),
            Some(Rappen(0)) => Err(Problem::NotAnAmount),
            Some(amount) => Ok(amount),
        }
    }

    impl Learning {
        pub(super) fn of(found: StandingReleases, is_on: bool, about: RuleQuery, article: Option<LearnableArticle>) -> Self {
            Self {
                rows: found.rows.into_iter().map(StandingRow::from).collect(),
                proposals: found.proposals.into_iter().map(Proposal::from).collect(),
                reviewed: found.reviewed.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
                is_on,
                rests: found.rests,
                about,
                article: article.map(Learnable::from),
            }
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

    impl From<StandingRefusal> for AppError {
        fn from(refusal: StandingRefusal) -> Self {
            match refusal {
                StandingRefusal::UnknownOrderer => Self::field("orderer", Problem::Unknown),
                StandingRefusal::Nothing => Self::field("up_to", Problem::NotAnAmount),
                StandingRefusal::AboveLimit => Self::field("up_to", Problem::AboveOwnLimit),
                StandingRefusal::FourEyes => Self::Refused(Refusal::FourEyesDemanded),
            }
        }
    }

    impl From<ProposalRefusal> for AppError {
        fn from(refusal: ProposalRefusal) -> Self {
            let problem = match refusal {
                ProposalRefusal::IsIn => Problem::InAssortment,
                ProposalRefusal::NotSold => Problem::SoldNoMore,
            };
            Self::field("proposed", problem)
        }
    }
}
