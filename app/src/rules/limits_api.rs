//! The server function of the switch for limits.

use crate::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Whether people have limits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LimitsSwitchForm {
    /// Whether they do.
    pub is_on: bool,
}

/// Lets people have limits, or lets nobody get any more.
#[server(endpoint = "use_limits")]
pub async fn use_limits(form: LimitsSwitchForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    answer(store().use_limits(&approver, form.is_on).await)?;
    let word = if form.is_on { "limiten-ein" } else { "limiten-aus" };
    redirect(&format!("/konto/freigaberegeln?meldung={word}"));
    Ok(())
}
