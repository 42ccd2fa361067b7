//! Only this site's own pages may change anything. Server functions check no origin themselves.

use crate::{
    fault::{Asker, Fault},
    portal::Portal,
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, header::ORIGIN},
    middleware::Next,
    response::Response,
};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses every request that could change something and does not come from a page of this site.
pub async fn refuse_foreign_origins(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_safe || is_own(request.headers(), portal.public_url.as_str()) {
        next.run(request).await
    } else {
        tracing::warn!("refused a request of foreign origin");
        Asker::of(&request).answer(Fault::Forbidden)
    }
}

/// Browsers of today say where a request comes from; older ones name at least the origin. Who says neither is no browser.
fn is_own(headers: &HeaderMap, own_origin: &str) -> bool {
    match (headers.get(SEC_FETCH_SITE), headers.get(ORIGIN)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin == own_origin,
        (None, None) => false,
    }
}
