//! The server function of how long orders may wait.

use crate::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The form for it; what is empty never happens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PatienceForm {
    /// Before whoever is to decide is reminded.
    #[serde(default)]
    pub remind_after: String,
    /// Before others are asked as well.
    #[serde(default)]
    pub escalate_after: String,
}

/// Sets how long orders may wait.
#[server(endpoint = "set_patience")]
pub async fn set_patience(form: PatienceForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    let patience = answer(conversions::patience(&form))?;
    answer(store().set_patience(&approver, patience).await)?;
    redirect("/konto/freigaberegeln?meldung=geduld");
    Ok(())
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::PatienceForm;
    use crate::AppError;
    use domain::{Patience, patience::hours, problem::Check};

    /// The checked form.
    pub(super) fn patience(form: &PatienceForm) -> Result<Patience, AppError> {
        let mut check = Check::default();
        let remind_after = check.field("remind_after", hours(&form.remind_after));
        let escalate_after = check.field("escalate_after", hours(&form.escalate_after));
        let both = remind_after.zip(escalate_after);
        let both = both.map(|(remind_after, escalate_after)| Patience { remind_after, escalate_after });
        let patience = both.and_then(|patience| check.field("escalate_after", patience.check()));
        Ok(check.finish(patience)?)
    }
}
