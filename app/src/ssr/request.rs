//! What the server's layers found out about the request before a page or server function runs.

use crate::form::Posted;
use axum::http::request::Parts;
use domain::Language;
use leptos::prelude::*;
use store::{Caller, DraftOwner, Pending};

/// What is known of the request. The layers put it among the request's extensions.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// Who is signed in.
    pub caller: Option<Caller>,
    /// Who has given the password and is not let in by it alone.
    pub pending: Option<Pending>,
    /// The language of the answer.
    pub language: Language,
    /// The form that was posted from this page without JavaScript and came back.
    pub posted: Option<Posted>,
    /// The hash of the browser's draft cookie, if it has one.
    pub draft_token_hash: Option<[u8; 32]>,
    /// Whose drafts are shown, and kept: whoever's session it is.
    pub draft_owner: Option<DraftOwner>,
    /// Whose session it was that has run out in this browser, if one has.
    pub ended: Option<DraftOwner>,
    /// The token by which the browser is known again, if it sent one.
    pub device_token: Option<String>,
}

/// What the operator configured, as far as pages and server functions need it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address under which people reach the portal, without a slash at the end.
    pub public_url: String,
    /// The name of the session cookie.
    pub session_cookie: &'static str,
    /// The name of the cookie by which a browser is known again.
    pub device_cookie: &'static str,
    /// Whether cookies may only travel encrypted.
    pub has_secure_cookies: bool,
}

/// The extension of the present request, if there is one.
pub(super) fn page_request() -> Option<PageRequest> {
    use_context::<Parts>()?.extensions.get::<PageRequest>().cloned()
}

/// The language of the present request.
pub fn request_language() -> Language {
    page_request().map_or(Language::German, |request| request.language)
}
