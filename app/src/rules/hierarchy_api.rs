//! The server function of limits and superiors.

use crate::AppError;
use domain::Rappen;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How far releases go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hierarchy {
    /// The approvers for whom something is set.
    pub ranks: Vec<Rank>,
    /// Who orders, and who has to release what is above all limits, the first first. Empty where nothing ever goes on.
    pub ways: Vec<(String, Vec<String>)>,
}

/// How much an approver releases alone, and who comes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// Their name.
    pub approver: String,
    /// The limit, if there is one.
    pub limit: Option<Rappen>,
    /// The name of whom orders go on to.
    pub superior: Option<String>,
}

/// The form for a limit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RankForm {
    /// The approver.
    pub ranked: String,
    /// The limit in francs; none when it is empty.
    #[serde(default)]
    pub limit: String,
    /// To whom orders go on; to nobody when it is empty.
    #[serde(default)]
    pub superior: String,
}

/// Sets how much an approver releases alone, and to whom orders go on.
#[server(endpoint = "set_rank")]
pub async fn set_rank(form: RankForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    let rank = answer(conversions::rank(&form))?;
    answer(store().set_rank(&approver, rank).await)?;
    redirect("/konto/freigaberegeln?meldung=limite");
    Ok(())
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{Hierarchy, Rank, RankForm};
    use crate::{AppError, rules::api::conversions::person};
    use domain::{Problem, RankFault, Rappen, problem::Check};
    use store::{HierarchyRules, RankRefusal, RankedApprover};

    /// The checked form.
    pub(super) fn rank(form: &RankForm) -> Result<domain::Rank, AppError> {
        let mut check = Check::default();
        let approver = check.field("ranked", person(&form.ranked));
        let limit = check.field("limit", Rappen::typed(&form.limit));
        let superior = if form.superior.is_empty() { Some(None) } else { check.field("superior", person(&form.superior).map(Some)) };
        let rank = || Some(domain::Rank { approver: approver?, limit: limit?, superior: superior? });
        Ok(check.finish(rank())?)
    }

    impl From<HierarchyRules> for Hierarchy {
        fn from(rules: HierarchyRules) -> Self {
            let HierarchyRules { approvers, needs_four_eyes, ways } = rules;
            let name = |id| approvers.iter().find(|other| other.rank.approver == id).map(|other| other.name.clone());
            let is_set = |approver: &&RankedApprover| approver.rank != domain::Rank::free(approver.rank.approver);
            let rank = |RankedApprover { name: approver, rank }: &RankedApprover| Rank {
                approver: approver.clone(),
                limit: rank.limit,
                superior: rank.superior.and_then(name),
            };
            let ranks: Vec<_> = approvers.iter().filter(is_set).map(rank).collect();
            let goes_on = needs_four_eyes || !ranks.is_empty();
            let ways = ways.into_iter().filter(|_| goes_on).map(|way| (way.orderer, way.approvers)).collect();
            Self { ranks, ways }
        }
    }

    impl From<RankRefusal> for AppError {
        fn from(refusal: RankRefusal) -> Self {
            let (field, problem) = match refusal {
                RankRefusal::Stuck(stuck) => return stuck.into(),
                RankRefusal::UnknownApprover => ("ranked", Problem::Unknown),
                RankRefusal::UnknownSuperior => ("superior", Problem::Unknown),
                RankRefusal::Fault(RankFault::SuperiorMissing) => ("superior", Problem::Required),
                RankRefusal::Fault(RankFault::Circle) => ("superior", Problem::ComesBack),
            };
            Self::field(field, problem)
        }
    }
}
