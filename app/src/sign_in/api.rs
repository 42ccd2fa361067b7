//! Server functions of signing in and out.

use crate::{AppError, json::Lean};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is typed to sign in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Credentials {
    /// Benutzername.
    pub user_name: String,
    /// Passwort.
    pub password: String,
    /// Whether this device stays signed in.
    #[serde(default)]
    pub remember: bool,
    /// Where to go afterwards.
    #[serde(default)]
    pub next: String,
}

/// Opens a session and leads to the page that was asked for.
#[server(endpoint = "sign_in")]
pub async fn sign_in(form: Credentials) -> Result<(), AppError> {
    use crate::ssr::{answer, drop_draft, own_page, redirect, start_session};
    let checked = answer(checked_login(&form).await)?;
    let started = start_session(checked, &form.user_name, form.remember).await;
    answer(started.map_err(|error| if error == AppError::NotFound { wrong_credentials() } else { error }))?;
    // Whatever was wrong with a code belongs to the session before.
    answer(drop_draft("/anmelden/code").await)?;
    redirect(&own_page(&form.next));
    Ok(())
}

/// Ends the session.
#[server(endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::ssr::{answer, end_session, redirect};
    answer(end_session().await)?;
    redirect("/anmelden");
    Ok(())
}

/// Who has forgotten the password.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgottenForm {
    /// Benutzername.
    pub user_name: String,
}

/// Has a link to a new password sent. The answer, and the time it takes, are the same whether or not there is such a login.
#[server(endpoint = "request_password")]
#[allow(clippy::unused_async, reason = "server functions are async")]
pub async fn request_password(form: ForgottenForm) -> Result<(), AppError> {
    use crate::ssr::{answer, redirect, store};
    let name = answer(domain::text::user_name(&form.user_name).map_err(|problem| AppError::field("user_name", problem)))?;
    let store = store();
    tokio::spawn(async move {
        if let Err(error) = store.request_password(&name).await {
            tracing::error!(%error, "a new password could not be offered");
        }
    });
    redirect("/passwort-vergessen?meldung=gesendet");
    Ok(())
}

/// The code from the mail and the password that it is good for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPasswordForm {
    /// The code.
    pub code: String,
    /// Neues Passwort.
    pub new_password: String,
}

/// Sets a new password by a code.
#[server(endpoint = "reset_password")]
pub async fn reset_password(form: NewPasswordForm) -> Result<(), AppError> {
    use crate::ssr::{Hasher, answer, device, redirect, store};
    answer(domain::password::check(&form.new_password).map_err(|problem| AppError::field("new_password", problem)))?;
    // Nothing is hashed for whoever has no code.
    let is_good = answer(store().is_password_code(&form.code).await.map_err(AppError::from))?;
    answer(if is_good { Ok(()) } else { Err(code_spent()) })?;
    let hash = answer(expect_context::<Hasher>().hash(form.new_password).await)?;
    let reset = store().reset_password(&form.code, hash, device()).await.map_err(AppError::from);
    answer(reset.map_err(|error| if error == AppError::NotFound { code_spent() } else { error }))?;
    redirect("/anmelden?meldung=passwort");
    Ok(())
}

/// Whether the code in a link can still be used; looking at it does not use it.
#[server(endpoint = "check_password_code", output = Lean)]
pub async fn check_password_code(code: String) -> Result<bool, AppError> {
    use crate::ssr::{answer, store};
    answer(store().is_password_code(&code).await.map_err(AppError::from))
}

#[cfg(feature = "ssr")]
fn code_spent() -> AppError {
    AppError::refused(&crate::Refusal::CodeSpent)
}

/// The language that was chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LanguageChoice {
    /// The language's word.
    pub language: String,
}

/// Switches the language of the screens, and of the mails for whoever is signed in.
#[server(endpoint = "set_language")]
pub async fn set_language(form: LanguageChoice) -> Result<(), AppError> {
    use crate::ssr::{answer, caller, remember_language, store};
    let language = answer(form.language.parse().map_err(|problem| AppError::field("language", problem)))?;
    if let Ok(caller) = caller() {
        answer(store().set_language(&caller, language).await)?;
    }
    remember_language(language);
    Ok(())
}

#[cfg(feature = "ssr")]
fn wrong_credentials() -> AppError {
    AppError::refused(&crate::Refusal::WrongCredentials)
}

/// The login whose name and password these are.
#[cfg(feature = "ssr")]
async fn checked_login(form: &Credentials) -> Result<store::LoginSecret, AppError> {
    use crate::ssr::{Hasher, admit_attempt, store};
    if form.password.chars().count() > domain::password::MAX || form.user_name.chars().count() > domain::text::EMAIL {
        return Err(wrong_credentials());
    }
    admit_attempt(&form.user_name).await?;
    let secret = store().login_secret(&form.user_name).await?;
    let hash = secret.as_ref().map(|secret| secret.password_hash.clone());
    let matches = expect_context::<Hasher>().verify(form.password.clone(), hash).await?;
    secret.filter(|_| matches).ok_or_else(wrong_credentials)
}
