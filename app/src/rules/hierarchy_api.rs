//! Server functions of limits and superiors, four eyes, and own orders.

use crate::AppError;
use domain::Rappen;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How far releases go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hierarchy {
    /// The approvers for whom something is set.
    pub ranks: Vec<Rank>,
    /// Whether two people release each order.
    pub needs_four_eyes: bool,
    /// Whether approvers may release what they have ordered themselves.
    pub releases_own: bool,
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

/// Whether two people release each order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FourEyesForm {
    /// Whether they do.
    pub is_demanded: bool,
}

/// Whether approvers may release what they have ordered themselves.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OwnReleasesForm {
    /// Whether they may.
    pub is_allowed: bool,
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

/// Demands that two people release each order, or does so no more.
#[server(endpoint = "demand_four_eyes")]
pub async fn demand_four_eyes(form: FourEyesForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    answer(store().demand_four_eyes(&approver, form.is_demanded).await)?;
    let word = if form.is_demanded { "vier-augen" } else { "zwei-augen" };
    redirect(&format!("/konto/freigaberegeln?meldung={word}"));
    Ok(())
}

/// Lets approvers release what they have ordered themselves, or does so no more.
#[server(endpoint = "allow_own_releases")]
pub async fn allow_own_releases(form: OwnReleasesForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    answer(store().allow_own_releases(&approver, form.is_allowed).await)?;
    let word = if form.is_allowed { "eigene-erlaubt" } else { "eigene-nicht-erlaubt" };
    redirect(&format!("/konto/freigaberegeln?meldung={word}"));
    Ok(())
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{Hierarchy, Rank, RankForm};
    use crate::{AppError, Refusal, rules::api::conversions::person};
    use domain::{Problem, RankFault, Rappen, problem::Check};
    use store::{FourEyesRefusal, HierarchyRules, OwnReleasesRefusal, RankRefusal, RankedApprover};

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
            let HierarchyRules { approvers, needs_four_eyes, releases_own, ways } = rules;
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
            Self { ranks, needs_four_eyes, releases_own, ways }
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

    impl From<FourEyesRefusal> for AppError {
        fn from(refusal: FourEyesRefusal) -> Self {
            match refusal {
                FourEyesRefusal::NobodyElse => Self::Refused(Refusal::FourEyesAlone),
                FourEyesRefusal::Stuck(stuck) => stuck.into(),
            }
        }
    }

    impl From<OwnReleasesRefusal> for AppError {
        fn from(refusal: OwnReleasesRefusal) -> Self {
            match refusal {
                OwnReleasesRefusal::OwnOrdersWait(count) => Self::Refused(Refusal::OwnOrdersWait { count }),
                OwnReleasesRefusal::Stuck(stuck) => stuck.into(),
            }
        }
    }
}
