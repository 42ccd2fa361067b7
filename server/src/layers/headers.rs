//! What browsers are told about every answer.

use crate::portal::Portal;
use axum::{
    extract::{Request, State},
    http::{
        HeaderName, HeaderValue,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS},
    },
    middleware::Next,
    response::Response,
};

/// What holds unless the page says otherwise: pages bring a policy of their own, files may be kept.
const UNLESS_SET: [(HeaderName, &str); 2] =
    [(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"), (CACHE_CONTROL, "no-store")];

/// What always holds.
const ALWAYS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// A year.
const HSTS: &str = "max-age=31536000";

/// Adds the security headers of the day.
pub async fn secure_headers(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in UNLESS_SET {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // On plain HTTP browsers ignore it, and behind a test address it would lock people out.
    if portal.public_url.is_https() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    response
}
