//! Server functions of cost centres.

use crate::{AppError, json::Lean, live::QuietClient};
use domain::{Frame, Usage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The cost centres, ready to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostCentres {
    /// All of them, those in use first.
    pub rows: Vec<CostCentre>,
    /// The approvers by their ids.
    pub approvers: Vec<(String, String)>,
    /// The caller, one of them.
    pub me: String,
    /// Whether an order needs one.
    pub is_demanded: bool,
}

/// A cost centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostCentre {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its budget with what is gone of it.
    pub budget: Option<Frame>,
    /// What was ordered on it this year, and what waits.
    pub usage: Usage,
    /// Who looks after it.
    pub approver: String,
    /// Their id.
    pub approver_id: String,
    /// Whether it is out of use.
    pub is_archived: bool,
}

/// One cost centre, to be changed, and who could look after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneCostCentre {
    /// It.
    pub centre: CostCentre,
    /// The approvers by their ids.
    pub approvers: Vec<(String, String)>,
}

/// A cost centre as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CostCentreForm {
    /// Which one is changed; empty for a new one.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The budget of a year in francs; may be empty.
    pub per_year: String,
    /// Who looks after it.
    pub responsible: String,
}

/// Whether a cost centre is in use.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ArchiveForm {
    /// Which one.
    pub id: String,
    /// Whether it is out of use.
    pub is_archived: bool,
}

/// The cost centres of the caller's customer.
#[server(endpoint = "load_cost_centres", client = QuietClient, output = Lean)]
pub async fn load_cost_centres() -> Result<CostCentres, AppError> {
    use crate::ssr::{answer, approver, store};
    let approver = answer(approver())?;
    let found = answer(store().cost_centres(&approver).await)?;
    Ok(CostCentres::of(found, approver.orderer().contact_id()))
}

/// One cost centre.
#[server(endpoint = "load_cost_centre", output = Lean)]
pub async fn load_cost_centre(id: String) -> Result<OneCostCentre, AppError> {
    use crate::ssr::{answer, approver, store};
    let approver = answer(approver())?;
    let found = answer(store().cost_centres(&approver).await)?;
    let all = CostCentres::of(found, approver.orderer().contact_id());
    let centre = answer(all.rows.into_iter().find(|centre| centre.id == id).ok_or(AppError::NotFound))?;
    Ok(OneCostCentre { centre, approvers: all.approvers })
}

/// Creates a cost centre, or changes one.
#[server(endpoint = "save_cost_centre")]
pub async fn save_cost_centre(form: CostCentreForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(if form.id.is_empty() { Ok(None) } else { parse(&form.id).map(Some) })?;
    let data = answer(conversions::checked(&form))?;
    answer(store().save_cost_centre(&approver, id, data).await)?;
    let word = if id.is_some() { "kostenstelle-geaendert" } else { "kostenstelle-erstellt" };
    redirect(&format!("{LIST}?meldung={word}"));
    Ok(())
}

/// Takes a cost centre out of use, or back into it.
#[server(endpoint = "archive_cost_centre")]
pub async fn archive_cost_centre(form: ArchiveForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(parse(&form.id))?;
    answer(store().archive_cost_centre(&approver, id, form.is_archived).await)?;
    let word = if form.is_archived { "kostenstelle-archiviert" } else { "kostenstelle-wieder" };
    redirect(&format!("{LIST}?meldung={word}"));
    Ok(())
}

/// Where the list is.
pub const LIST: &str = "/konto/freigaberegeln/kostenstellen";

#[cfg(feature = "ssr")]
mod conversions {
    use super::{CostCentre, CostCentreForm, CostCentres};
    use crate::AppError;
    use domain::{ContactId, Problem, Rappen, problem::Check, text};
    use store::{CostCentreData, CostCentreRefusal};

    /// The checked form.
    pub(super) fn checked(form: &CostCentreForm) -> Result<CostCentreData, AppError> {
        let mut check = Check::default();
        let number = check.field("number", text::line(&form.number));
        let name = check.field("name", text::line(&form.name));
        let per_year = check.field("per_year", Rappen::typed(&form.per_year));
        let approver = check.field("responsible", person(&form.responsible));
        let data = || Some(CostCentreData { number: number?, name: name?, per_year: per_year?, approver_id: approver? });
        Ok(check.finish(data())?)
    }

    fn person(id: &str) -> Result<ContactId, Problem> {
        if id.is_empty() { Err(Problem::Required) } else { id.parse().map_err(|_| Problem::Unknown) }
    }

    impl CostCentres {
        pub(super) fn of(found: store::CostCentres, me: ContactId) -> Self {
            Self {
                rows: found.rows.into_iter().map(CostCentre::from).collect(),
                approvers: found.approvers.into_iter().map(|choice| (choice.id.to_string(), choice.name)).collect(),
                me: me.to_string(),
                is_demanded: found.is_demanded,
            }
        }
    }

    impl From<store::CostCentre> for CostCentre {
        fn from(centre: store::CostCentre) -> Self {
            let budget = centre.budget();
            Self {
                id: centre.id.to_string(),
                number: centre.data.number,
                name: centre.data.name,
                budget,
                usage: centre.usage,
                approver: centre.approver_name,
                approver_id: centre.data.approver_id.to_string(),
                is_archived: centre.is_archived,
            }
        }
    }

    impl From<CostCentreRefusal> for AppError {
        fn from(refusal: CostCentreRefusal) -> Self {
            match refusal {
                CostCentreRefusal::NumberTaken => Self::field("number", Problem::NumberTaken),
                CostCentreRefusal::UnknownApprover => Self::field("responsible", Problem::Unknown),
                CostCentreRefusal::Stuck(stuck) => stuck.into(),
            }
        }
    }
}
