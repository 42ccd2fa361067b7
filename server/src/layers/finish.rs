//! What was begun is finished, whether or not anybody still waits for the answer.

use crate::fault::{Asker, Fault};
use axum::{extract::Request, middleware::Next, response::Response};
use std::panic::resume_unwind;
use tracing::Instrument;

/// Runs what is behind in a task of its own. Otherwise a browser that hangs up would take the page away from under what loads its
/// data in tasks of theirs: these then panic, and a panic while such a page is dropped ends the whole process.
pub async fn finish(request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    match tokio::spawn(next.run(request).in_current_span()).await {
        Ok(response) => response,
        Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
        // The process is ending.
        Err(_) => asker.answer(Fault::Unavailable),
    }
}
