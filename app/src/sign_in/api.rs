//! Server functions of signing in and out.

use crate::AppError;
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
    use crate::ssr::{answer, redirect, start_session};
    let checked = answer(checked_login(&form).await)?;
    let started = start_session(checked, &form.user_name, form.remember).await;
    answer(started.map_err(|error| if error == AppError::NotFound { wrong_credentials() } else { error }))?;
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
const fn wrong_credentials() -> AppError {
    AppError::Refused(crate::Refusal::WrongCredentials)
}

/// The login whose name and password these are.
#[cfg(feature = "ssr")]
async fn checked_login(form: &Credentials) -> Result<store::LoginSecret, AppError> {
    use crate::{Refusal, ssr::Hasher};
    use store::Admission;
    let store = crate::ssr::store();
    if form.password.chars().count() > domain::password::MAX || form.user_name.chars().count() > domain::text::EMAIL {
        return Err(wrong_credentials());
    }
    if let Admission::Wait { seconds } = store.admit_attempt(&form.user_name).await? {
        return Err(AppError::Refused(Refusal::TooManyAttempts { minutes: (seconds + 59) / 60 }));
    }
    let secret = store.login_secret(&form.user_name).await?;
    let hash = secret.as_ref().map(|secret| secret.password_hash.clone());
    let matches = expect_context::<Hasher>().verify(form.password.clone(), hash).await?;
    secret.filter(|_| matches).ok_or_else(wrong_credentials)
}

/// The page to go to after signing in: only ever one of our own.
#[cfg(feature = "ssr")]
fn own_page(next: &str) -> String {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let is_plain = next.starts_with('/') && !next.contains(['\\', '\r', '\n']) && http::HeaderValue::from_str(next).is_ok();
    let is_page = is_plain && crate::access::of_page(path).is_some_and(|_| path != "/anmelden");
    if is_page { next.to_owned() } else { "/".to_owned() }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::own_page;

    #[test]
    fn signing_in_leads_only_to_own_pages() {
        assert_eq!(own_page("/freigaben/0190?x=1#line-2"), "/freigaben/0190?x=1#line-2");
        for foreign in [
            "//evil.example",
            "https://evil.example/shop",
            "/\\evil.example",
            "/shop\r\nX: y",
            "",
            "/anmelden",
            "/api/sign_out",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_page(foreign), "/", "{foreign}");
        }
    }
}
