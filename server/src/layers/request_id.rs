//! Every request has a name, by which what a person saw is found in the log.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use std::{fmt, time::Instant};
use tracing::Instrument;
use uuid::Uuid;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The name of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(Uuid);

/// Names the request in its extensions and headers, in the log and in the answer. A name that came with it does not
/// count: it may be anything.
pub async fn identify(mut request: Request, next: Next) -> Response {
    let id = RequestId(Uuid::new_v4());
    request.extensions_mut().insert(id);
    request.headers_mut().insert(HEADER, id.header());
    let span = tracing::info_span!("request", %id, method = %request.method(), path = request.uri().path());
    let mut response = answer(request, next).instrument(span).await;
    response.headers_mut().insert(HEADER, id.header());
    response
}

async fn answer(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let response = next.run(request).await;
    tracing::info!(status = response.status().as_u16(), milliseconds = start.elapsed().as_millis(), "answered");
    response
}

impl RequestId {
    fn header(self) -> HeaderValue {
        HeaderValue::from_str(&self.to_string()).expect("a UUID is plain ASCII")
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
