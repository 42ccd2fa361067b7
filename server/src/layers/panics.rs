//! A fault in the code ends one request, with a page that says so.

use crate::fault::{Asker, Fault};
use axum::{extract::Request, middleware::Next, response::Response};
use futures::FutureExt;
use std::panic::AssertUnwindSafe;

/// Answers with an error page when the code behind panics. The panic itself is in the log.
pub async fn catch_panics(request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    // What the request was working on is dropped with it, so nothing broken can be seen afterwards.
    AssertUnwindSafe(next.run(request)).catch_unwind().await.unwrap_or_else(|_| asker.answer(Fault::Internal))
}
