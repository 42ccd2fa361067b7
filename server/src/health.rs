//! For the operator's monitoring: is the process alive, can it serve?

use crate::portal::Portal;
use axum::{Router, extract::State, http::StatusCode, routing::get};

/// `/healthz` answers as long as the process runs, `/readyz` only while the database answers too.
pub fn checks() -> Router<Portal> {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(ready))
}

async fn ready(State(portal): State<Portal>) -> (StatusCode, &'static str) {
    match portal.store.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
