//! Nothing typed is lost, even without JavaScript: a form that was refused is kept together with the reason, and the
//! browser goes back to the page, which finds it there.

use super::{
    access::sign_in_for,
    limits::BODY,
    native_post::{FormPage, Outcome, is_call, is_native_post},
};
use crate::{
    fault::{Asker, Fault},
    portal::Portal,
};
use app::{AppError, Posted, ssr::PageRequest};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, REFERER},
    },
    middleware::Next,
    response::Response,
};
use domain::Language;
use std::net::IpAddr;
use store::{DraftOwner, StoreError};
use url::form_urlencoded;

/// Keeps what was typed into forms that were refused, and forgets it once they are accepted.
pub async fn keep_drafts(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let Some(form) = is_call(&request).then(|| Form::of(&request, portal)).flatten() else { return next.run(request).await };
    if is_native_post(&request) { native(form, request, next).await } else { scripted(form, request, next).await }
}

/// A form on its way to its server function.
struct Form {
    portal: Portal,
    page: FormPage,
    action: String,
    token_hash: [u8; 32],
    owner: Option<DraftOwner>,
    language: Language,
    /// Whose session has run out there.
    ended: Option<DraftOwner>,
    /// From where it comes, if nobody is signed in there.
    stranger: Option<IpAddr>,
}

async fn native(form: Form, request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY).await else { return asker.answer(Fault::TooLarge) };
    // Server functions lead back to the referer, and lose the error where there is none.
    if let Ok(referer) = HeaderValue::from_str(form.page.address()) {
        parts.headers.insert(REFERER, referer);
    }
    let response = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    match location.map(|location| form.page.outcome(location)) {
        Some(Outcome::Done(target)) => {
            noted(form.forget().await);
            lead(response, &target)
        }
        Some(Outcome::Refused(error)) => match form.come_back(&body, error).await {
            Ok(back) => lead(response, &back),
            // The page could not say why; going back in the browser still finds what was typed.
            Err(fault) => asker.answer(fault),
        },
        None => response,
    }
}

/// A script shows errors on the page, where everything still stands; but what came back earlier is settled now.
async fn scripted(form: Form, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if response.status().is_success() {
        noted(form.forget().await);
    }
    response
}

impl Form {
    fn of(request: &Request, portal: Portal) -> Option<Self> {
        let page_request = request.extensions().get::<PageRequest>()?;
        Some(Self {
            page: FormPage::of(request.headers(), &portal),
            action: request.uri().path().to_owned(),
            token_hash: page_request.draft_token_hash?,
            owner: page_request.draft_owner,
            language: page_request.language,
            ended: page_request.ended,
            stranger: page_request.caller.is_none().then(|| portal.strangers.network_of(request)),
            portal,
        })
    }

    /// The page of the form, or the way there through the sign-in page.
    fn way_back(&self, error: &AppError) -> String {
        match error {
            AppError::SignedOut => sign_in_for(self.page.path_and_query()),
            _ => format!("{}#errors", self.page.path_and_query()),
        }
    }

    /// Keeps it together with the error; the way back, or why it is not kept.
    async fn come_back(&self, body: &Bytes, error: AppError) -> Result<String, Fault> {
        // Otherwise anybody at all could fill the disk.
        if self.stranger.is_some_and(|network| !self.portal.strangers.admits(network)) {
            tracing::warn!("kept no more drafts for an address");
            return Err(Fault::TooMany);
        }
        let back = self.way_back(&error);
        match self.keep(body, error).await {
            Ok(()) => Ok(back),
            Err(error) => {
                tracing::error!(%error, "a draft cannot be kept");
                Err(Fault::Unavailable)
            }
        }
    }

    async fn keep(&self, body: &Bytes, error: AppError) -> Result<(), StoreError> {
        let is_signed_out = error == AppError::SignedOut;
        let owner = self.owner.or(self.ended.filter(|_| is_signed_out));
        // Whoever signs in next may be anybody: they are shown nothing of which nobody knows any more who has typed it.
        if is_signed_out && owner.is_none() {
            return Ok(());
        }
        let posted = Posted {
            action: self.action.clone(),
            fields: form_urlencoded::parse(body).into_owned().filter(|(name, _)| !is_secret(name)).collect(),
            language: self.language.word().to_owned(),
            // Once the page is seen again, somebody has signed in.
            error: Some(error).filter(|_| !is_signed_out),
        };
        let fields = serde_json::to_string(&posted)?;
        self.portal.store.save_draft(self.token_hash, self.page.path(), owner, fields, None).await
    }

    /// Forgets what came back to this form; another form on the same page keeps its own.
    async fn forget(&self) -> Result<(), StoreError> {
        let draft = self.portal.store.draft(self.token_hash, self.page.path(), self.owner).await?;
        let posted = draft.and_then(|draft| serde_json::from_str::<Posted>(&draft.fields).ok());
        if posted.is_some_and(|posted| posted.action == self.action) {
            self.portal.store.drop_draft(self.token_hash, self.page.path()).await?;
        }
        Ok(())
    }
}

/// Passwords, and the code that leads to one.
fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("password") || name.contains("passwort") || name == "form[code]"
}

/// The server function's cookies stay; its status and body were meant for scripts.
fn lead(response: Response, target: &str) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::SEE_OTHER;
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(LOCATION, HeaderValue::from_str(target).unwrap_or(HeaderValue::from_static("/")));
    Response::from_parts(parts, Body::empty())
}

/// Without a draft the form still did its work, so a failure is only noted.
fn noted(result: Result<(), StoreError>) {
    if let Err(error) = result {
        tracing::error!(%error, "a draft cannot be forgotten");
    }
}
