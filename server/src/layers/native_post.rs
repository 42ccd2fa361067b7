//! Forms that the browser posts itself, without a script, and where they lead.

use crate::portal::Portal;
use app::AppError;
use axum::{
    extract::Request,
    http::{
        HeaderMap, HeaderName, Method,
        header::{ACCEPT, CONTENT_TYPE, HOST, REFERER},
    },
};
use leptos::server_fn::error::ServerFnUrlError;
use url::{Position, Url};

/// Whether a browser posts a form and expects a page.
pub(super) fn is_native_post(request: &Request) -> bool {
    let has = |name: &HeaderName, part: &str| {
        request.headers().get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(part))
    };
    is_call(request) && has(&ACCEPT, "text/html") && has(&CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// Whether a server function is called that may change something.
pub(super) fn is_call(request: &Request) -> bool {
    request.method() == Method::POST && request.uri().path().starts_with("/api/")
}

/// The page on which the form stands.
#[derive(Clone, Debug)]
pub(super) struct FormPage(Url);

impl FormPage {
    /// Read from the `Referer`, which must be a page of this site; otherwise the start page. The host by which the
    /// browser asks counts as this site too, since the origin of the request has been checked.
    pub(super) fn of(headers: &HeaderMap, portal: &Portal) -> Self {
        let start = Url::parse(portal.public_url.as_str()).expect("the public URL was checked at the start");
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let referer = text(REFERER).and_then(|referer| Url::parse(referer).ok());
        let is_own = |page: &Url| {
            let authority = &page[Position::BeforeHost..Position::AfterPort];
            page.origin() == start.origin() || text(HOST) == Some(authority)
        };
        Self(referer.filter(|page| is_own(page) && !page.path().starts_with("//")).unwrap_or(start))
    }

    /// The address of the page, in full: server functions lead back to it.
    pub(super) fn address(&self) -> &str {
        self.0.as_str()
    }

    /// The path alone: drafts are kept under it.
    pub(super) fn path(&self) -> &str {
        self.0.path()
    }

    /// Path and query.
    pub(super) fn path_and_query(&self) -> &str {
        &self.0[Position::BeforePath..Position::AfterQuery]
    }

    /// Where the answer of a server function leads.
    pub(super) fn outcome(&self, location: &str) -> Outcome {
        let Ok(target) = self.0.join(location) else { return Outcome::Done(self.path_and_query().to_owned()) };
        let error = target.query_pairs().find(|(key, _)| key == "__err").map(|(_, error)| error.into_owned());
        match error {
            Some(error) => Outcome::Refused(ServerFnUrlError::decode_err(&error)),
            None if target.origin() == self.0.origin() => Outcome::Done(address_here(target)),
            None => Outcome::Done(location.to_owned()),
        }
    }
}

/// Server functions take an earlier error out of the address and leave a bare question mark there.
fn address_here(mut page: Url) -> String {
    if page.query() == Some("") {
        page.set_query(None);
    }
    page[Position::BeforePath..].to_owned()
}

/// What a server function did with a form.
pub(super) enum Outcome {
    /// It did what was asked; the browser goes here.
    Done(String),
    /// It did not.
    Refused(AppError),
}
