//! Server functions of one's own account.

use crate::{AppError, json::Lean, show::PersonForm, time::When};
use domain::{ApprovalKind, Language};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Who is signed in, and how their orders are controlled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// First and last name.
    pub name: String,
    /// The company.
    pub customer: String,
    /// Benutzername.
    pub user_name: String,
    /// Freigabeart.
    pub approval: ApprovalKind,
    /// Who releases their orders, if they are reviewed.
    pub approver: Option<String>,
}

impl Account {
    /// Whether this person manages the customer's logins.
    pub const fn is_approver(&self) -> bool {
        matches!(self.approval, ApprovalKind::Approver)
    }
}

/// What "Mein Profil" shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Who it is.
    pub account: Account,
    /// The data that can be changed.
    pub person: PersonForm,
    /// The language of screens and mails.
    pub language: Language,
    /// Where this person is signed in.
    pub sessions: Vec<Session>,
}

/// A device on which the person is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The session.
    pub id: String,
    /// The device in words.
    pub device: String,
    /// When it was opened.
    pub opened: When,
    /// When it was last used.
    pub seen: When,
    /// Whether the request came from it.
    pub is_current: bool,
}

/// Who is signed in.
#[server(endpoint = "load_account", output = Lean)]
pub async fn load_account() -> Result<Account, AppError> {
    use crate::ssr::{answer, orderer, store};
    let orderer = answer(orderer())?;
    answer(store().profile(&orderer).await).map(Account::from)
}

/// The caller's own data and sessions.
#[server(endpoint = "load_profile", output = Lean)]
pub async fn load_profile() -> Result<Profile, AppError> {
    use crate::ssr::{answer, orderer, store};
    let orderer = answer(orderer())?;
    let profile = answer(store().profile(&orderer).await)?;
    let sessions = answer(own_sessions().await)?;
    Ok(Profile { person: PersonForm::from(&profile), language: profile.language, account: profile.into(), sessions })
}

/// The caller's own data, as typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProfileForm {
    /// The data.
    #[serde(flatten)]
    pub person: PersonForm,
    /// Heutiges Passwort, for another address than so far.
    #[serde(default)]
    pub email_password: String,
}

/// Keeps the caller's own data.
#[server(endpoint = "save_profile")]
pub async fn save_profile(form: ProfileForm) -> Result<(), AppError> {
    use crate::ssr::{answer, check_own_address, orderer, redirect, store};
    let orderer = answer(orderer())?;
    let edit = answer(checked_profile(&form.person))?;
    answer(check_own_address(&orderer, &edit.email, form.email_password).await)?;
    answer(store().edit_profile(&orderer, edit).await)?;
    redirect("/konto/profil?meldung=gespeichert");
    Ok(())
}

/// The present password and the one that takes its place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasswordForm {
    /// Heutiges Passwort.
    pub present_password: String,
    /// Neues Passwort.
    pub new_password: String,
}

/// Changes the caller's password and ends their other sessions.
#[server(endpoint = "change_password")]
pub async fn change_password(form: PasswordForm) -> Result<(), AppError> {
    use crate::ssr::{answer, caller, known_device, orderer, redirect, store};
    answer(orderer())?;
    let caller = answer(caller())?;
    answer(check_passwords(&caller, &form).await)?;
    let hash = answer(expect_context::<crate::ssr::Hasher>().hash(form.new_password).await)?;
    answer(store().change_password(&caller, hash, known_device()).await)?;
    redirect("/konto/profil?meldung=passwort");
    Ok(())
}

/// Which session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SessionForm {
    /// The session.
    pub id: String,
}

/// Ends one of the caller's sessions; the answer is those that are left.
#[server(endpoint = "sign_out_session", output = Lean)]
pub async fn sign_out_session(form: SessionForm) -> Result<Vec<Session>, AppError> {
    use crate::ssr::{answer, caller, orderer, parse, store};
    answer(orderer())?;
    let caller = answer(caller())?;
    let id = answer(parse(&form.id))?;
    answer(store().close_session_by_id(&caller, id).await)?;
    answer(own_sessions().await)
}

/// Ends all sessions of the caller but the present one.
#[server(endpoint = "sign_out_other_sessions", output = Lean)]
pub async fn sign_out_other_sessions() -> Result<Vec<Session>, AppError> {
    use crate::ssr::{answer, caller, orderer, store};
    answer(orderer())?;
    let caller = answer(caller())?;
    answer(store().close_other_sessions(&caller).await)?;
    answer(own_sessions().await)
}

#[cfg(feature = "ssr")]
use on_the_server::{check_passwords, checked_profile, own_sessions};

#[cfg(feature = "ssr")]
mod on_the_server {
    use super::{Account, PasswordForm, PersonForm, Session};
    use crate::{
        AppError,
        account::device,
        ssr::{caller, check_present_password, request_language, store, when},
    };
    use domain::{Problem, password, problem::Check};
    use store::{Caller, ProfileEdit};

    /// The caller's sessions, ready to show.
    pub async fn own_sessions() -> Result<Vec<Session>, AppError> {
        let l = request_language();
        let rows = store().sessions(&caller()?).await?;
        let sessions = rows.into_iter().map(|row| Session {
            id: row.id.to_string(),
            device: device::in_words(l, &row.user_agent),
            opened: when(row.created_at),
            seen: when(row.last_seen_at),
            is_current: row.is_current,
        });
        Ok(sessions.collect())
    }

    /// The caller's own data, checked.
    pub fn checked_profile(form: &PersonForm) -> Result<ProfileEdit, AppError> {
        let mut check = Check::default();
        let person = form.check(&mut check);
        let person = check.finish(person)?;
        Ok(ProfileEdit {
            salutation: person.salutation,
            first_name: person.first_name,
            last_name: person.last_name,
            email: person.email,
            phone: person.phone,
            job_title: person.job_title,
        })
    }

    /// Whether the new password may take the place of the present one.
    pub async fn check_passwords(caller: &Caller, form: &PasswordForm) -> Result<(), AppError> {
        let mut check = Check::default();
        let present = if form.present_password.is_empty() { Err(Problem::Required) } else { Ok(()) };
        let present = check.field("present_password", present);
        let new = check.field("new_password", password::check(&form.new_password));
        check.finish(present.zip(new))?;
        let secret = store().own_secret(caller).await?;
        check_present_password(secret, "present_password", form.present_password.clone()).await
    }

    impl From<store::Profile> for Account {
        fn from(profile: store::Profile) -> Self {
            Self {
                name: format!("{} {}", profile.first_name, profile.last_name),
                customer: profile.customer_name,
                user_name: profile.user_name,
                approval: profile.approval,
                approver: profile.approver_name,
            }
        }
    }

    impl From<&store::Profile> for PersonForm {
        fn from(profile: &store::Profile) -> Self {
            Self {
                salutation: profile.salutation.word().into(),
                first_name: profile.first_name.clone(),
                last_name: profile.last_name.clone(),
                email: profile.email.clone(),
                phone: profile.phone.clone().unwrap_or_default(),
                job_title: profile.job_title.clone().unwrap_or_default(),
            }
        }
    }
}
