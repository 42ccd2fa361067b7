//! What was begun is finished, whether or not anybody still waits for the answer.

use crate::{
    fault::{Asker, Fault},
    portal::Portal,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use std::{panic::resume_unwind, sync::Arc};
use tracing::Instrument;

/// How many requests may be under way at once. Who hangs up frees no place before the work is done.
pub const ROOM: usize = 512;

/// Runs what is behind in a task of its own. Otherwise a browser that hangs up would take the page away from under what loads its
/// data in tasks of theirs: these then panic, and a panic while such a page is dropped ends the whole process.
pub async fn finish(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    let Ok(place) = Arc::clone(&portal.room).try_acquire_owned() else {
        tracing::warn!("too many requests at once");
        return asker.answer(Fault::Unavailable);
    };
    let work = async move {
        let response = next.run(request).await;
        drop(place);
        response
    };
    match tokio::spawn(work.in_current_span()).await {
        Ok(response) => response,
        Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
        // The process is ending.
        Err(_) => asker.answer(Fault::Unavailable),
    }
}
