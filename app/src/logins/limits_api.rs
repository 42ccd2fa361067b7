//! Server function of limits.

use crate::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a contact may order without a release, in francs as typed; what is empty is no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LimitsForm {
    /// The contact.
    pub id: String,
    /// The most that an order may cost.
    pub per_order: String,
    /// The most of a month.
    pub per_month: String,
    /// Who releases what goes beyond, where nobody is in charge otherwise.
    pub over_limit_approver: String,
}

/// Sets what a contact may order without a release.
#[server(endpoint = "set_limits")]
pub async fn set_limits(form: LimitsForm) -> Result<(), AppError> {
    use super::on_the_server::checked_limits;
    use crate::ssr::{answer, approver, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(parse(&form.id))?;
    let (limits, in_charge) = answer(checked_limits(&form))?;
    answer(store().set_limits(&approver, id, limits, in_charge).await)?;
    redirect("/konto/logins?meldung=limiten");
    Ok(())
}
