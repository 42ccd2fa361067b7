//! Bounds on what a request may cost.

use crate::fault::{Asker, Fault};
use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// The longest body: an order form with a note and 200 lines, each with a cost centre of its own, takes about two thirds of it.
pub const BODY: usize = 64 * 1024;
/// How long an answer may take, from the head of the request on.
const PATIENCE: Duration = Duration::from_secs(30);

/// Refuses long bodies and gives up on answers that take too long.
///
/// The body is here before anything else begins: what is behind goes on when nobody waits any more (`finish.rs`), and would hold
/// its place for as long as somebody cares to send nothing.
pub async fn limit(request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    let announced = request.body().size_hint().lower();
    if announced > BODY as u64 {
        return asker.answer(Fault::TooLarge);
    }
    let end = Instant::now() + PATIENCE;
    let request = match timeout_at(end, with_its_body(request)).await {
        Ok(Ok(request)) => request,
        // Who hangs up meanwhile does not hear it.
        Ok(Err(_)) => return asker.answer(Fault::TooLarge),
        Err(_) => {
            tracing::warn!("gave up on a body that does not come");
            return asker.answer(Fault::Unavailable);
        }
    };
    timeout_at(end, next.run(request)).await.unwrap_or_else(|_| {
        tracing::error!("gave up on an answer");
        asker.answer(Fault::Unavailable)
    })
}

/// Waits for all of the body. One that does not announce its length ends where it becomes too long.
async fn with_its_body(request: Request) -> Result<Request, axum::Error> {
    let (parts, body) = request.into_parts();
    Ok(Request::from_parts(parts, Body::from(to_bytes(body, BODY).await?)))
}
