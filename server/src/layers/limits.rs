//! Bounds on what a request may cost.

use crate::fault::{Asker, Fault};
use axum::{
    body::{Body, HttpBody},
    extract::Request,
    middleware::Next,
    response::Response,
};
use http_body_util::Limited;
use std::time::Duration;

/// The longest body: an order form with a note and 200 lines, each with a cost centre of its own, takes about two thirds of it.
pub const BODY: usize = 64 * 1024;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Refuses long bodies and gives up on answers that take too long.
pub async fn limit(request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    let announced = request.body().size_hint().lower();
    if announced > BODY as u64 {
        return asker.answer(Fault::TooLarge);
    }
    // A body that does not announce its length breaks off where it becomes too long.
    let request = request.map(|body| Body::new(Limited::new(body, BODY)));
    tokio::time::timeout(PATIENCE, next.run(request)).await.unwrap_or_else(|_| {
        tracing::error!("gave up on an answer");
        asker.answer(Fault::Unavailable)
    })
}
