//! Server functions of standing releases and of proposals for the Kundensortiment.

use super::{places::Places, rows::Learning};
use crate::{AppError, json::Lean, live::QuietClient, show::RuleQuery};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Where these functions lead back to.
#[cfg(feature = "ssr")]
const LIST: &str = RuleQuery::PAGE;

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
#[server(endpoint = "load_learning", client = QuietClient, output = Lean)]
pub async fn load_learning(#[server(default)] about: RuleQuery, #[server(default)] places: Places) -> Result<Learning, AppError> {
    use super::rows::learning;
    use crate::ssr::{answer, approver};
    let approver = answer(approver())?;
    answer(learning(&approver, about, places).await)
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
    use super::StandingForm;
    use crate::{
        AppError, Refusal,
        rules::{api::conversions::person, learning::rows::asked},
        show::RuleQuery,
    };
    use domain::{ContactId, Problem, Rappen, problem::Check, text};
    use store::{Approver, LearnableArticle, ProposalRefusal, StandingRefusal, StandingRelease};

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

    impl From<StandingRefusal> for AppError {
        fn from(refusal: StandingRefusal) -> Self {
            match refusal {
                StandingRefusal::UnknownOrderer => Self::field("orderer", Problem::Unknown),
                StandingRefusal::Nothing => Self::field("up_to", Problem::NotAnAmount),
                StandingRefusal::AboveLimit => Self::field("up_to", Problem::AboveOwnLimit),
                StandingRefusal::FourEyes => Self::refused(&Refusal::FourEyesDemanded),
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
