//! Server functions of substitutes.

use super::hierarchy_api::Hierarchy;
use crate::{AppError, json::Lean, live::QuietClient, time::Date};
use domain::{CustomerRule, Patience, Tolerance};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Who stands in for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absences {
    /// The absences that are not over, by their first day.
    pub rows: Vec<Absence>,
    /// The approvers by their ids.
    pub approvers: Vec<(String, String)>,
    /// The caller, one of them.
    pub me: String,
    /// The present day.
    pub today: Date,
    /// The rules that are on.
    pub rules: Vec<CustomerRule>,
    /// By how much prices may rise until the hand-over without anybody being asked again.
    pub price_tolerance: Tolerance,
    /// How far releases go.
    pub hierarchy: Hierarchy,
    /// How long orders may wait.
    pub patience: Patience,
    /// How many cost centres are in use.
    pub cost_centres: usize,
    /// The orders that nobody could decide, and why, in words.
    pub stuck: Vec<String>,
}

/// The time during which somebody stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Its id.
    pub id: String,
    /// Who is away.
    pub approver: String,
    /// Who stands in.
    pub substitute: String,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Whether it is under way.
    pub is_now: bool,
}

/// The form for an absence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AbsenceForm {
    /// Who is away.
    pub away: String,
    /// Who stands in.
    pub substitute: String,
    /// The first day, as date fields send it.
    pub first: String,
    /// The last day.
    pub last: String,
}

/// Which absence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndForm {
    /// Its id.
    pub id: String,
}

/// By how many percent prices may rise until the hand-over, as typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ToleranceForm {
    /// The number of percent.
    pub percent: String,
}

/// The absences of the customer's approvers, and what else is set.
#[server(endpoint = "load_absences", client = QuietClient, output = Lean)]
pub async fn load_absences() -> Result<Absences, AppError> {
    use crate::ssr::{answer, approver, nobody_decides, request_language, store};
    let (approver, l) = (answer(approver())?, request_language());
    let absences = answer(store().absences(&approver).await)?;
    let rules = answer(store().rules_in_force(&approver).await)?;
    let price_tolerance = answer(store().price_tolerance(&approver).await)?;
    let hierarchy = answer(store().hierarchy(&approver).await)?.into();
    let patience = answer(store().patience(&approver).await)?;
    let cost_centres = answer(store().cost_centres(&approver).await)?.rows.iter().filter(|centre| !centre.is_archived).count();
    let stuck = answer(store().dead_ends(&approver).await)?.iter().map(|stuck| nobody_decides(l, stuck)).collect();
    let absences = Absences::of(absences, approver.orderer().contact_id());
    Ok(Absences { rules, price_tolerance, hierarchy, patience, cost_centres, stuck, ..absences })
}

/// Enters that an approver is away, and who stands in.
#[server(endpoint = "enter_absence")]
pub async fn enter_absence(form: AbsenceForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    let absence = answer(conversions::absence(&form))?;
    answer(store().enter_absence(&approver, absence).await)?;
    redirect("/konto/freigaberegeln?meldung=eingetragen");
    Ok(())
}

/// Ends an absence, or calls it off.
#[server(endpoint = "end_absence")]
pub async fn end_absence(form: EndForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(parse(&form.id))?;
    answer(store().end_absence(&approver, id).await)?;
    redirect("/konto/freigaberegeln?meldung=beendet");
    Ok(())
}

/// Sets by how much prices may rise until the hand-over.
#[server(endpoint = "set_price_tolerance")]
pub async fn set_price_tolerance(form: ToleranceForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    let wrong = |problem| AppError::field("percent", problem);
    let tolerance = answer(Tolerance::parse(&form.percent).map_err(wrong))?;
    answer(store().set_price_tolerance(&approver, tolerance).await)?;
    redirect("/konto/freigaberegeln?meldung=preistoleranz");
    Ok(())
}

#[cfg(feature = "ssr")]
pub(super) mod conversions {
    use super::{Absence, AbsenceForm, Absences, Hierarchy, Patience, Tolerance};
    use crate::{AppError, ssr::date};
    use domain::{AbsenceFault, ContactId, Problem, absence::day, problem::Check};
    use store::{AbsenceRefusal, AbsenceRow};

    /// The checked form.
    pub(super) fn absence(form: &AbsenceForm) -> Result<domain::Absence, AppError> {
        let mut check = Check::default();
        let approver = check.field("away", person(&form.away));
        let substitute = check.field("substitute", person(&form.substitute));
        let first = check.field("first", day(&form.first));
        let last = check.field("last", day(&form.last));
        let absence = || Some(domain::Absence { approver: approver?, substitute: substitute?, first: first?, last: last? });
        Ok(check.finish(absence())?)
    }

    pub(in crate::rules) fn person(id: &str) -> Result<ContactId, Problem> {
        if id.is_empty() { Err(Problem::Required) } else { id.parse().map_err(|_| Problem::Unknown) }
    }

    impl Absences {
        /// Who stands in, and nothing yet of what else is set.
        pub(super) fn of(absences: store::Absences, me: ContactId) -> Self {
            Self {
                rows: absences.rows.into_iter().map(Absence::from).collect(),
                approvers: absences.approvers.into_iter().map(|choice| (choice.id.to_string(), choice.name)).collect(),
                me: me.to_string(),
                today: date(absences.today),
                rules: Vec::new(),
                price_tolerance: Tolerance::default(),
                hierarchy: Hierarchy::default(),
                patience: Patience::default(),
                cost_centres: 0,
                stuck: Vec::new(),
            }
        }
    }

    impl From<AbsenceRow> for Absence {
        fn from(row: AbsenceRow) -> Self {
            Self {
                id: row.id.to_string(),
                approver: row.approver,
                substitute: row.substitute,
                first: date(row.first),
                last: date(row.last),
                is_now: row.is_now,
            }
        }
    }

    impl From<AbsenceRefusal> for AppError {
        fn from(refusal: AbsenceRefusal) -> Self {
            let (field, problem) = match refusal {
                AbsenceRefusal::Stuck(stuck) => return stuck.into(),
                AbsenceRefusal::UnknownApprover => ("away", Problem::Unknown),
                AbsenceRefusal::UnknownSubstitute => ("substitute", Problem::Unknown),
                AbsenceRefusal::Fault(AbsenceFault::OwnSubstitute) => ("substitute", Problem::SamePerson),
                AbsenceRefusal::Fault(AbsenceFault::Circle) => ("substitute", Problem::AwayToo),
                AbsenceRefusal::Fault(AbsenceFault::EndsBeforeItBegins) => ("last", Problem::BeforeFirstDay),
                AbsenceRefusal::Fault(AbsenceFault::Over) => ("last", Problem::Past),
                AbsenceRefusal::Fault(AbsenceFault::Overlaps) => ("first", Problem::AlreadyAway),
            };
            Self::field(field, problem)
        }
    }
}
