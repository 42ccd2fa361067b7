//! Answers of server functions: the error with its status, and redirects.

use super::RefusalKind;
use crate::AppError;
use axum::http::{StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use store::{Failure, StoreError};

/// Sets the status that belongs to an error. A page whose load fails gets the status of that failure.
///
/// # Errors
/// The same error, as an [`AppError`].
pub fn answer<T, E: Into<AppError>>(result: Result<T, E>) -> Result<T, AppError> {
    result.map_err(|error| {
        let error = error.into();
        if let Some(response) = use_context::<ResponseOptions>() {
            response.set_status(status(&error));
        }
        error
    })
}

/// Sends the browser to another page of this portal.
pub fn redirect(path: &str) {
    leptos_axum::redirect(path);
}

/// Sends a browser that posted a plain form to another page; with JavaScript the answer comes back as a value instead.
pub fn redirect_without_script(path: &str) {
    let accepted = use_context::<Parts>().and_then(|parts| parts.headers.get(header::ACCEPT).cloned());
    if accepted.as_ref().and_then(|kinds| kinds.to_str().ok()).is_some_and(|kinds| kinds.contains("text/html")) {
        redirect(path);
    }
}

const fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::SignedOut => StatusCode::UNAUTHORIZED,
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Refused(refused) => match refused.kind {
            RefusalKind::Conflict => StatusCode::CONFLICT,
            RefusalKind::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            RefusalKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        },
        AppError::BadRequest => StatusCode::BAD_REQUEST,
        AppError::Unavailable | AppError::Offline => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Unavailable(cause) => {
                tracing::error!(%cause, "the database is unavailable");
                Self::Unavailable
            }
            other => {
                tracing::error!(error = %other, "the store failed");
                Self::Internal
            }
        }
    }
}

impl<R: Into<AppError>> From<Failure<R>> for AppError {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Store(error) => error.into(),
        }
    }
}

/// Marks the page that is being rendered as one that does not exist.
pub fn not_found() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
}

/// Allows this page exactly what it needs: its own files, and scripts with the nonce of this answer.
pub fn send_content_security_policy() {
    let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), leptos::nonce::use_nonce()) else { return };
    // `make dev` tells open pages through a socket that they are out of date.
    let reload = if std::env::var_os("LEPTOS_WATCH").is_some() { " ws:" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'{reload}; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = http::HeaderValue::from_str(&policy) {
        response.insert_header(http::header::CONTENT_SECURITY_POLICY, policy);
    }
}
