//! The cookie that finds a browser's drafts.

use crate::cookie;
use app::ssr::{DRAFT_COOKIE, token_hash};
use axum::{
    extract::Request,
    http::{
        HeaderValue, Method,
        header::{ACCEPT, SET_COOKIE},
    },
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The token of a browser's drafts.
pub(super) struct DraftToken {
    token: String,
    is_new: bool,
}

impl DraftToken {
    /// The token that the browser sent, or a new one for a browser that shows a form or sends one.
    pub(super) fn of(request: &Request, is_signed_in: bool) -> Option<Self> {
        match cookie::value(request.headers(), DRAFT_COOKIE).filter(|token| !token.is_empty()) {
            Some(token) => Some(Self { token: token.to_owned(), is_new: false }),
            None => needs_one(request, is_signed_in).then(Self::fresh),
        }
    }

    /// What the database keeps of it.
    pub(super) fn hash(&self) -> [u8; 32] {
        token_hash(&self.token)
    }

    /// Whether there can be a draft under it.
    pub(super) const fn is_new(&self) -> bool {
        self.is_new
    }

    /// Hands a new token to the browser.
    pub(super) fn hand_over(&self, response: &mut Response, is_secure: bool) {
        let secure = if is_secure { "; Secure" } else { "" };
        let cookie = format!("{DRAFT_COOKIE}={}; Path=/; SameSite=Lax; HttpOnly{secure}", self.token);
        if let (true, Ok(cookie)) = (self.is_new, HeaderValue::from_str(&cookie)) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }

    fn fresh() -> Self {
        Self { token: URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()), is_new: true }
    }
}

fn needs_one(request: &Request, is_signed_in: bool) -> bool {
    let path = request.uri().path();
    let accepts_page =
        request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    match *request.method() {
        Method::GET => accepts_page && (is_signed_in || path == "/anmelden"),
        Method::POST => path.starts_with("/api/"),
        _ => false,
    }
}
