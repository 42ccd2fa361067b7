//! Server functions of the two steps to a new login.

use super::api::{Choices, ContactForm};
use crate::{AppError, json::Lean};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Where the second step leads when the first one is missing.
#[cfg(feature = "ssr")]
const FIRST_STEP: &str = "/konto/logins/neu?meldung=erster-schritt";

/// What the first step shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPerson {
    /// What was typed before, if one comes back.
    pub contact: ContactForm,
    /// The customer's approvers.
    pub approvers: Choices,
}

/// What the second step shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccess {
    /// Whose login it becomes.
    pub name: String,
    /// The user name that is proposed.
    pub user_name: String,
}

/// What the first step starts with.
#[server(endpoint = "load_new_person", output = Lean)]
pub async fn load_new_person() -> Result<NewPerson, AppError> {
    use crate::ssr::{answer, approver};
    let approver = answer(approver())?;
    answer(super::on_the_server::new_person(&approver).await)
}

/// Checks the first step and keeps it for the second.
#[server(endpoint = "save_new_person")]
pub async fn save_new_person(form: ContactForm) -> Result<(), AppError> {
    use super::on_the_server::{checked_contact, keep};
    use crate::ssr::{answer, approver, redirect};
    let approver = answer(approver())?;
    answer(checked_contact(&approver, &form).await)?;
    answer(keep(form).await)?;
    redirect("/konto/logins/neu/zugang");
    Ok(())
}

/// What the second step starts with; without a first step it leads there.
#[server(endpoint = "load_new_access", output = Lean)]
pub async fn load_new_access() -> Result<NewAccess, AppError> {
    use crate::{
        Refusal,
        ssr::{answer, approver, redirect},
    };
    answer(approver())?;
    let access = answer(super::on_the_server::new_access().await)?;
    let access = answer(access.ok_or(AppError::refused(&Refusal::FirstStepMissing)));
    if access.is_err() {
        redirect(FIRST_STEP);
    }
    access
}

/// What is typed in the second step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccessForm {
    /// Benutzername.
    pub user_name: String,
    /// Passwort, unless the person is invited to choose it.
    #[serde(default)]
    pub password: String,
    /// Whether the person chooses the password by a link in a mail.
    #[serde(default)]
    pub is_invited: bool,
}

/// Creates the login and leads to what is handed over.
#[server(endpoint = "create_login")]
pub async fn create_login(form: AccessForm) -> Result<(), AppError> {
    use super::on_the_server::{Outcome, checked_access, create};
    use crate::ssr::{answer, approver, redirect};
    let approver = answer(approver())?;
    let access = answer(checked_access(&form))?;
    match answer(create(&approver, access).await)? {
        Outcome::Created(id) => {
            let done = if form.is_invited { "eingeladen" } else { "erstellt" };
            redirect(&format!("/konto/logins/{id}/uebergabe?meldung={done}"));
        }
        Outcome::FirstStepMissing => redirect(FIRST_STEP),
        Outcome::ApproverGone => redirect("/konto/logins/neu?meldung=freigeber"),
    }
    Ok(())
}
