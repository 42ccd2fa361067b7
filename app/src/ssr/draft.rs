//! Drafts: what was typed into a form that could not be accepted yet, kept by a cookie of the browser.

use super::{request::page_request, store};
use crate::{AppError, form::Posted};
use serde::{Serialize, de::DeserializeOwned};
use store::DraftOwner;

/// The cookie that finds a browser's drafts.
pub const DRAFT_COOKIE: &str = "entwurf";

/// The form that came back to this page, if one did.
pub fn posted() -> Option<Posted> {
    page_request()?.posted
}

/// Keeps what was typed in one step of a form until a later step needs it. The cookie layer has given the browser its token.
///
/// # Errors
/// [`AppError::BadRequest`] when the browser keeps no cookies, or the store's error.
pub async fn save_draft<T: Serialize>(form: &str, fields: &T) -> Result<(), AppError> {
    let token = page_request().and_then(|request| request.draft_token_hash).ok_or(AppError::BadRequest)?;
    let fields = serde_json::to_string(fields).map_err(|_| AppError::Internal)?;
    Ok(store().save_draft(token, form, owner(), fields, None).await?)
}

/// What an earlier step kept.
///
/// # Errors
/// The store's error.
pub async fn load_draft<T: DeserializeOwned>(form: &str) -> Result<Option<T>, AppError> {
    let Some(token) = page_request().and_then(|request| request.draft_token_hash) else { return Ok(None) };
    let draft = store().draft(token, form, owner()).await?;
    Ok(draft.and_then(|draft| serde_json::from_str(&draft.fields).ok()))
}

/// Forgets what an earlier step kept.
///
/// # Errors
/// The store's error.
pub async fn drop_draft(form: &str) -> Result<(), AppError> {
    let Some(token) = page_request().and_then(|request| request.draft_token_hash) else { return Ok(()) };
    Ok(store().drop_draft(token, form).await?)
}

fn owner() -> Option<DraftOwner> {
    page_request()?.draft_owner
}
