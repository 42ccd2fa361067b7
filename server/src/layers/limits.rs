//! Bounds on what a request may cost.

use crate::fault::{Asker, Fault};
use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use std::time::Duration;

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
    let answer = async {
        match with_its_body(request).await {
            Ok(request) => next.run(request).await,
            // Who hangs up meanwhile does not hear it.
            Err(_) => asker.answer(Fault::TooLarge),
        }
    };
    tokio::time::timeout(PATIENCE, answer).await.unwrap_or_else(|_| {
        tracing::error!("gave up on an answer");
        asker.answer(Fault::Unavailable)
    })
}

/// Waits for all of the body. One that does not announce its length ends where it becomes too long.
async fn with_its_body(request: Request) -> Result<Request, axum::Error> {
    let (parts, body) = request.into_parts();
    Ok(Request::from_parts(parts, Body::from(to_bytes(body, BODY).await?)))
}
