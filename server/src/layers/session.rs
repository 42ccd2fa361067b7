//! Who asks, in which language, and what came back to this page.

use super::token::DraftToken;
use crate::{
    cookie,
    fault::{Asker, Fault},
    language,
    portal::Portal,
};
use app::{
    Posted, QUIET,
    ssr::{PageRequest, token_hash},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::Response,
};
use domain::Language;
use store::{Caller, DraftOwner, Pending, Session, StoreError};

/// Puts a [`PageRequest`] among the extensions of the request.
pub async fn recognise(State(portal): State<Portal>, mut request: Request, next: Next) -> Response {
    let (caller, pending, ended) = match session(&portal, request.headers()).await {
        Ok(Some(Session::Open(caller))) => (Some(caller), None, None),
        Ok(Some(Session::Pending(pending))) => (None, Some(pending), None),
        Ok(Some(Session::Ended(owner))) => (None, None, Some(owner)),
        Ok(None) => (None, None, None),
        Err(error) => {
            tracing::error!(%error, "the session cannot be read");
            return Asker::of(&request).answer(Fault::Unavailable);
        }
    };
    let token = DraftToken::of(&request, caller.is_some());
    let draft_owner = caller.as_ref().map(DraftOwner::from).or_else(|| pending.as_ref().map(DraftOwner::from));
    let language = language_of(request.headers(), caller.as_ref(), pending.as_ref());
    let page_request = PageRequest {
        language,
        posted: posted(&portal, page_of(&request), token.as_ref(), (draft_owner, language)).await,
        draft_token_hash: token.as_ref().map(DraftToken::hash),
        draft_owner,
        ended,
        device_token: cookie::value(request.headers(), portal.settings.device_cookie).map(str::to_owned),
        caller,
        pending,
    };
    request.extensions_mut().insert(page_request);
    let mut response = next.run(request).await;
    if let Some(token) = token {
        token.hand_over(&mut response, portal.settings.has_secure_cookies);
    }
    response
}

async fn session(portal: &Portal, headers: &HeaderMap) -> Result<Option<Session>, StoreError> {
    match cookie::value(headers, portal.settings.session_cookie).filter(|token| !token.is_empty()) {
        // What a page asks by itself is no use of the session.
        Some(token) if headers.contains_key(QUIET) => portal.store.resting_session(token_hash(token)).await,
        Some(token) => portal.store.session(token_hash(token)).await,
        None => Ok(None),
    }
}

fn language_of(headers: &HeaderMap, caller: Option<&Caller>, pending: Option<&Pending>) -> Language {
    let own = || {
        let of_caller = caller.map(|caller| match caller {
            Caller::Contact(orderer) => orderer.language(),
            Caller::Supplier(person) => person.language(),
        });
        of_caller.or_else(|| pending.map(Pending::language))
    };
    language::chosen(headers).or_else(own).or_else(|| language::accepted(headers)).unwrap_or(Language::German)
}

/// The path of the page that is being opened.
fn page_of(request: &Request) -> Option<String> {
    let path = request.uri().path();
    (request.method() == Method::GET && !path.starts_with("/api/")).then(|| path.to_owned())
}

/// The form that came back to this page. Without it the page still works, so a failure is only noted. Why it came back is not said in
/// another language than the page's.
async fn posted(
    portal: &Portal,
    page: Option<String>,
    token: Option<&DraftToken>,
    (owner, language): (Option<DraftOwner>, Language),
) -> Option<Posted> {
    let token = token.filter(|token| !token.is_new())?;
    let draft = portal.store.draft(token.hash(), &page?, owner).await;
    let draft = draft.inspect_err(|error| tracing::error!(%error, "a draft cannot be read")).ok()??;
    let posted: Posted = serde_json::from_str(&draft.fields).ok()?;
    let error = posted.error.filter(|_| posted.language == language.word());
    Some(Posted { error, ..posted })
}
