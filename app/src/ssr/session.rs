//! Starting and ending sessions: an opaque token in a cookie, its hash in the database.

use super::{Hasher, Settings, caller, request::page_request, store};
use crate::{AppError, Refusal};
use axum::http::{HeaderValue, header, request::Parts};
use domain::{Language, Problem, password, second_factor::FactorCode};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use sha2::{Digest, Sha256};
use store::{Admission, DeviceHash, LoginSecret, NewSession, Orderer, Pending, RenewedSession};

/// How long a browser keeps a remembered session, in seconds: 30 days.
const REMEMBERED: u32 = 30 * 24 * 3600;
/// How long the browser remembers the language, and is known itself, in seconds: a year.
const YEAR: u32 = 365 * 24 * 3600;

/// Opens a session with a new token and hands the token to the browser, which is known from now on. Whatever session was open there
/// ends: nothing leads to it any more but a copy of its token.
///
/// # Errors
/// [`AppError::NotFound`] when the password that was checked is no longer the login's.
pub async fn start_session(checked: LoginSecret, user_name: &str, is_remembered: bool) -> Result<(), AppError> {
    let token = store::random_token();
    let session = NewSession { token_hash: token_hash(&token), is_remembered, user_agent: user_agent(), device_hash: device() };
    store().open_session(checked, user_name, session).await?;
    close_present().await?;
    set_cookie(expect_context::<Settings>().session_cookie, &token, is_remembered.then_some(REMEMBERED), true);
    Ok(())
}

/// Hands the new token of a session that goes on to the browser; the store has its hash.
pub fn hand_over(token: &str, session: RenewedSession) {
    set_cookie(expect_context::<Settings>().session_cookie, token, session.is_remembered.then_some(REMEMBERED), true);
}

/// Ends the caller's session and takes the token, and what was being typed, from the browser.
///
/// # Errors
/// The store's error.
pub async fn end_session() -> Result<(), AppError> {
    close_present().await?;
    set_cookie(expect_context::<Settings>().session_cookie, "", Some(0), true);
    set_cookie(super::DRAFT_COOKIE, "", Some(0), true);
    Ok(())
}

/// Ends the session with which the browser asks, if it is open.
async fn close_present() -> Result<(), AppError> {
    if let Ok(caller) = caller() {
        store().close_session(&caller).await?;
    } else if let Some(pending) = page_request().and_then(|request| request.pending) {
        store().turn_back(&pending).await?;
    }
    Ok(())
}

/// Counts an attempt to sign in under this name, from the browser that asks.
///
/// # Errors
/// [`Refusal::TooManyAttempts`] or the store's error.
pub async fn admit_attempt(user_name: &str) -> Result<(), AppError> {
    admitted(store().admit_attempt(user_name, known_device()).await?)
}

/// The same for an attempt to pass by a code.
///
/// # Errors
/// [`Refusal::TooManyAttempts`] or the store's error.
pub async fn admit_code_attempt(pending: &Pending, code: &FactorCode) -> Result<(), AppError> {
    admitted(store().admit_code_attempt(pending, code, known_device()).await?)
}

fn admitted(admission: Admission) -> Result<(), AppError> {
    match admission {
        Admission::Admitted => Ok(()),
        Admission::Wait { seconds } => Err(AppError::refused(&Refusal::TooManyAttempts { minutes: (seconds + 59) / 60 })),
    }
}

/// Whether somebody's present password was typed, into this field. Guesses are counted like those at the door.
///
/// # Errors
/// [`Refusal::TooManyAttempts`], or the problem of the field.
pub async fn check_present_password(secret: LoginSecret, field: &str, typed: String) -> Result<(), AppError> {
    if typed.is_empty() {
        return Err(AppError::field(field, Problem::Required));
    }
    admit_attempt(&secret.user_name).await?;
    let is_short_enough = typed.chars().count() <= password::MAX;
    let matches = is_short_enough && expect_context::<Hasher>().verify(typed, Some(secret.password_hash)).await?;
    if matches { Ok(()) } else { Err(AppError::field(field, Problem::WrongPassword)) }
}

/// Whether the caller may have their mails sent to this address: to another one than so far with the present password, since whoever
/// reads the mails can have a link to a new password sent.
///
/// # Errors
/// Those of [`check_present_password`], in the field `email_password`.
pub async fn check_own_address(orderer: &Orderer, address: &str, password: String) -> Result<(), AppError> {
    if orderer.email() == address {
        return Ok(());
    }
    check_present_password(store().own_secret(&caller()?).await?, "email_password", password).await
}

/// The browser that asks, if it has a token; whose it is, the store knows.
pub fn known_device() -> Option<DeviceHash> {
    device_token().as_deref().map(token_hash)
}

/// The browser that asks, which has a token from now on.
pub fn device() -> DeviceHash {
    let token = device_token().unwrap_or_else(store::random_token);
    set_cookie(expect_context::<Settings>().device_cookie, &token, Some(YEAR), true);
    token_hash(&token)
}

/// Only tokens as we make them: nobody else's value is set again.
fn device_token() -> Option<String> {
    page_request()?.device_token.filter(|token| token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// What the database keeps of the token in a cookie.
#[must_use]
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Lets the browser remember the language.
pub fn remember_language(language: Language) {
    set_cookie("sprache", language.word(), Some(YEAR), false);
}

fn set_cookie(name: &str, value: &str, max_age: Option<u32>, is_hidden_from_scripts: bool) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let secure = if expect_context::<Settings>().has_secure_cookies { "; Secure" } else { "" };
    let hidden = if is_hidden_from_scripts { "; HttpOnly" } else { "" };
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    // Lax, since links in mails must find the session.
    let cookie = format!("{name}={value}; Path=/; SameSite=Lax{hidden}{secure}{age}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

fn user_agent() -> String {
    let parts = use_context::<Parts>();
    let agent = parts.as_ref().and_then(|parts| parts.headers.get(header::USER_AGENT)).and_then(|agent| agent.to_str().ok());
    agent.unwrap_or_default().chars().take(200).collect()
}
